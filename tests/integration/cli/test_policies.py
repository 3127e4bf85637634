"""``policy show|set``: what is printed, what is refused, and who came first."""

from tests.integration.cli.terminal import ILLUSTRATION, Terminal

AGENCY = "STNMT-LS"
TYPED = ("policy", "set", AGENCY, "--red-share", "30", "--band", "0 Kém", "--band", "80 Tốt")


def test_without_thresholds_of_its_own_an_agency_shows_the_usual_ones(terminal: Terminal) -> None:
    shown = terminal.json("policy", "show", AGENCY)
    assert shown["agency"] == AGENCY
    assert shown["thresholds"] == shown["defaults"]
    assert (shown["since"], shown["basis"], shown["revision"]) == (None, None, 0)
    assert shown["first_day"] == "2026-07-01"


def test_thresholds_are_set_from_a_day_with_a_reason(terminal: Terminal) -> None:
    made = terminal.json(*TYPED, "--basis", "QĐ 12", "--on", "2026-09-01")
    assert (made["revision"], made["on"], made["preview"]) == (1, "2026-09-01", False)
    shown = terminal.json("policy", "show", AGENCY)
    assert (shown["since"], shown["basis"], shown["revision"]) == ("2026-09-01", "QĐ 12", 1)
    assert shown["thresholds"]["red_share"] == "0.30"
    assert shown["thresholds"]["bands"] == [
        {"name": "Kém", "low": "0"},
        {"name": "Tốt", "low": "80"},
    ]
    assert (
        "30% số nhiệm vụ (mặc định 25% số nhiệm vụ)" in terminal.does("policy", "show", AGENCY).out
    )


def test_a_preview_names_the_lights_and_records_nothing(terminal: Terminal) -> None:
    found = terminal.json("policy", "set", ILLUSTRATION, "--due-soon-days", "60", "--preview")
    assert (found["preview"], found["revision"]) == (True, 0)
    turn = found["turns"][0]
    assert (turn["plan"], turn["of"], turn["after"]) == (ILLUSTRATION, "report", "amber")
    assert terminal.json("policy", "show", ILLUSTRATION)["revision"] == 0


def test_what_makes_no_sense_is_refused_with_its_option(terminal: Terminal) -> None:
    for typed, said in (
        (("--red-share", "0", "--basis", "x"), "--red-share"),
        (("--amber-lag", "5", "--basis", "x"), "--amber-lag"),
        (("--red-share", "30"), "lý do"),
        (("--red-share", "30", "--basis", "x", "--on", "2026-06-30"), "--on"),
        ((), "--default"),
    ):
        answer = terminal("policy", "set", AGENCY, *typed)
        assert (answer.code, answer.out) == (2, "")
        assert said in answer.err
    assert terminal("policy", "show", "KHONG-CO").code == 2


def test_of_two_acts_on_one_revision_the_second_exits_3(terminal: Terminal) -> None:
    terminal.does(*TYPED, "--basis", "QĐ 12", "--revision", "0")
    second = terminal("policy", "set", AGENCY, "--default", "--basis", "x", "--revision", "0")
    assert second.code == 3
    terminal.does("policy", "set", AGENCY, "--default", "--basis", "x", "--revision", "1")
