"""Passwords: which are good, and that nothing is learned from how one is tried."""

import unicodedata
from typing import Any

import pytest
from argon2 import PasswordHasher

from ddci_tracker.services import passwords
from ddci_tracker.services.passwords import LONGEST, SHORTEST
from ddci_tracker.services.refusals import Refused

WEAKER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


# Letters in no order of anybody's, as many as are asked for.
OWN = "".join(
    chr(ord("a") + number * number % 23) + chr(0x3B1 + number % 19) for number in range(300)
)


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The hashes that passwords are tried against, by a hasher that is quick."""
    found: list[str] = []

    class Watched:
        hash = staticmethod(WEAKER.hash)
        check_needs_rehash = staticmethod(WEAKER.check_needs_rehash)

        @staticmethod
        def verify(password_hash: str, password: bytes) -> bool:
            found.append(password_hash)
            return WEAKER.verify(password_hash, password)

    monkeypatch.setattr(passwords, "_HASHER", Watched)
    return found


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("", "shortest"),
        (OWN[: SHORTEST - 1], "shortest"),
        (OWN[:SHORTEST], None),
        (OWN[:LONGEST], None),
        ("x" * (LONGEST + 1), "longest"),
        ("nguyen.van.an", "account name"),
        ("NGUYEN.VAN.AN", "account name"),
        ("nguyen.van.an1", "easily guessed"),
    ],
)
def test_a_password_has_10_to_200_characters_and_is_not_the_name(
    password: str, told: str | None
) -> None:
    if told is None:
        passwords.refuse_weak(password, "nguyen.van.an")
        return
    with pytest.raises(Refused, match=told) as raised:
        passwords.refuse_weak(password, "nguyen.van.an")
    assert raised.value.field == "password"


def test_a_password_is_kept_by_argon2id_with_64_mib_and_a_salt_of_its_own() -> None:
    kept = passwords.hashed("một hai ba bốn")
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert kept != passwords.hashed("một hai ba bốn")
    assert not passwords.is_outdated(kept)
    assert passwords.is_outdated(WEAKER.hash("một hai ba bốn"))


def test_only_the_right_password_is_right(tried: list[str]) -> None:
    kept = passwords.hashed("một hai ba bốn")
    assert passwords.is_right(kept, "một hai ba bốn")
    assert not passwords.is_right(kept, "một hai ba bốn ")
    assert not passwords.is_right(kept, "")


def test_vietnamese_marks_may_be_typed_in_either_form(tried: list[str]) -> None:
    kept = passwords.hashed(unicodedata.normalize("NFC", "mật khẩu tiếng Việt"))
    assert passwords.is_right(kept, unicodedata.normalize("NFD", "mật khẩu tiếng Việt"))


@pytest.mark.parametrize("password_hash", [None, "kept"])
def test_an_unknown_account_takes_as_much_work_as_a_wrong_password(
    tried: list[str], password_hash: str | None
) -> None:
    if password_hash is not None:
        password_hash = passwords.hashed("một hai ba bốn")
    assert not passwords.is_right(password_hash, "đoán mò thôi")
    assert len(tried) == 1


def test_no_password_opens_what_has_none(tried: list[str]) -> None:
    for guess in ("", "None", "một hai ba bốn"):
        assert not passwords.is_right(None, guess)


def test_a_password_that_nobody_may_have_is_not_worked_on(tried: list[str]) -> None:
    kept = passwords.hashed("x" * LONGEST)
    assert not passwords.is_right(kept, "x" * 10_000_000)
    assert tried != [kept], "it costs what a wrong one costs"


def test_what_is_kept_may_be_damaged(tried: list[str]) -> None:
    assert not passwords.is_right("$argon2id$v=19$m=8", "một hai ba bốn")
    assert not passwords.is_right("", "một hai ba bốn")


def test_what_is_no_text_is_no_password(tried: list[str]) -> None:
    assert not passwords.is_right(passwords.hashed("một hai ba bốn"), "\udcff")


def test_a_temporary_password_is_good_and_never_the_same() -> None:
    made: set[str] = {passwords.temporary() for _ in range(100)}
    assert len(made) == 100
    for each in made:
        passwords.refuse_weak(each, "lan")
        assert not set(each) & set("il1o0 "), "nothing that looks like something else"


def test_many_who_try_at_once_wait_for_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each try takes 64 MiB: a crowd must not take the memory of the computer."""
    free: list[Any] = []

    class Watched:
        @staticmethod
        def hash(_: bytes) -> str:
            free.append(passwords._TURNS._value)
            return "kept"

    monkeypatch.setattr(passwords, "_HASHER", Watched)
    before = passwords._TURNS._value
    passwords.hashed("một hai ba bốn")
    assert free == [before - 1]
    assert before == passwords._TURNS._value <= 8


@pytest.mark.parametrize(
    "password",
    [
        "Matkhau2021",
        "mật khẩu 123",
        "P@ssw0rd123",
        "1234567890",
        "9876543210",
        "aaaaaaaaaa",
        "abcabcabcabc",
        "qwertyuiop",
        "Sotaichinh@2024",
        "DDCI@2021!!",
        "iloveyou123!",
        "nguyen.van.lan.2021",
        # Of the account name, whatever tail it has and whatever stands for its letters.
        "lan1234567",
        "nguyenvanlan@2026",
        "Lan.Nguyen.Van1",
        "nguyenlan123",
        "lannv12345678",
        "nvlan!!!2026",
        "Nguy3nVanL@n",
        "1anNguyen2026",
        # Of what many people are called.
        "Nguyen123456",
        "tranvan@2026",
        "Phạm Thị 1990",
        # Of provinces and of what departments are called.
        "langson2026!",
        "L@ngS0n12345",
        "Kiên Giang 2021",
        "hanoi12345678",
        "Sở Tư pháp 2026",
        "congthuong@123",
    ],
)
def test_a_password_that_everybody_tries_first_is_refused(password: str) -> None:
    with pytest.raises(Refused) as refused:
        passwords.refuse_weak(password, "nguyen.van.lan")
    assert refused.value.field == "password"


AROUND = ("Hoàng Thị Én", "SKHCN-MH", "Sở Khoa học và Công nghệ", "Sở KH&CN", "Minh Họa")


@pytest.mark.parametrize(
    "password",
    [
        "hoangen12345",
        "Én.Hoàng.2026",
        "hoangthien1",
        "enht20262026",
        "skhcn-mh-2026",
        "SKHCN@123456",
        "khoahoccongnghe",
        "Kh0aHọc&CôngNghệ2026",
        "minhhoa@2026",
        "M1nhH0a12345",
    ],
)
def test_a_password_of_names_around_an_account_is_refused(password: str) -> None:
    with pytest.raises(Refused) as refused:
        passwords.refuse_weak(password, "hten", around=AROUND)
    assert refused.value.field == "password"


@pytest.mark.parametrize(
    "password", ["một hai ba bốn", "Én làm tổ dưới mái hiên", "mh7w-k2mn-p9qr"]
)
def test_a_name_within_words_of_ones_own_does_no_harm(password: str) -> None:
    passwords.refuse_weak(password, "hten", around=AROUND)


@pytest.mark.parametrize(
    "password", ["một hai ba bốn", "con mèo nằm trên mái", "hd7w-k2mn-p9qr-t5vx"]
)
def test_words_of_ones_own_and_letters_by_chance_are_taken(password: str) -> None:
    passwords.refuse_weak(password, "nguyen.van.lan")


def test_what_is_made_for_somebody_is_never_refused() -> None:
    for _ in range(200):
        passwords.refuse_weak(passwords.temporary(), "lan")
