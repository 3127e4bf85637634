"""Accounts on the screen: who may sign in, one more, and what becomes of one.

A password that was made is shown once, until something else is done, and kept nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from ddci_tracker.domain.views import Board
from ddci_tracker.services import accounts, second_factor, sessions
from ddci_tracker.services.account_rules import OF_EVERY_AGENCY
from ddci_tracker.services.accounts import ROLES, AccountBook, AccountPlace, AccountView
from ddci_tracker.services.links import Purpose
from ddci_tracker.services.permissions import Role
from ddci_tracker.services.roles import ROLE_NAMES
from ddci_tracker.ui.core import drawing, paths, state
from ddci_tracker.ui.core.markdown import literal
from ddci_tracker.ui.core.state import Selection
from ddci_tracker.ui.shared import drawer_links, outcome, seen_revision
from ddci_tracker.ui.shared.autosave import choices_closed, kept_choice, kept_fields, let_go
from ddci_tracker.ui.shared.given_out import address_of
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

# The parameter of the address that names the account whose drawer is open; _NEW: one more.
_OPEN = "account"
_NEW = "+"
_MADE = "account-made"
_FIRST = "account-first-address"
_POST = N_("Post that stands for the name after leaving")
_FIELDS = {
    "name": N_("Account name"),
    "full_name": N_("Full name"),
    "role": N_("Role"),
    "agency": N_("Agency"),
    "unit": N_("Unit"),
    "left_as": _POST,
}
_NO_UNIT = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _AccountsDesk:
    """What is drawn for whom: the accounts, and the agency that a new one mostly belongs to."""

    words: Words
    book: AccountBook
    agency: str | None


def draw(chosen: Selection, board: Board | None) -> None:
    """Draw the accounts; while there is none, the way to the first one."""
    words = chosen.words
    book = accounts.account_book(state.tracker(), state.actor(), now=state.now())
    if not book.accounts:
        _draw_first(words)
        return
    with st.container(horizontal=True, vertical_alignment="center", key="accounts-head"):
        drawing.put("administration/accounts_about.html", words)
        st.button(
            words.text("Add an account"),
            type="primary",
            icon=":material/person_add:",
            key="account-add",
            on_click=_open,
            args=(_NEW,),
        )
    if book.stranded:
        drawing.put("administration/stranded.html", words, stranded=book.stranded)
    if book.unused:
        drawing.put(
            "administration/unused.html",
            words,
            unused=book.unused,
            days=state.tracker().rules.unused_days,
        )
    people = [each for each in book.accounts if each.role is not Role.DISPLAY]
    drawing.put(
        "administration/accounts.html",
        words,
        accounts=[
            (
                each,
                words.text(ROLE_NAMES[each.role]),
                None
                if each.agencies is None
                else [
                    book.workplaces[code].name if code in book.workplaces else code
                    for code in each.agencies
                ],
                _unit_name(book, each),
                each.name in book.second_factors,
                drawer_links.attributes(
                    chosen.link(paths.ADMINISTRATION, account=each.name), account=each.name
                ),
            )
            for each in people
        ],
    )
    drawer_links.listen(_OPEN)
    desk = _AccountsDesk(words=words, book=book, agency=board.plan.agency.code if board else None)
    _draw_drawer(desk, people)


def _draw_first(words: Words) -> None:
    """While there is no account, nobody can be asked for a password: a link makes the first."""
    drawing.put("administration/first.html", words)
    st.button(
        words.text("Make the first account…"),
        type="primary",
        icon=":material/person_add:",
        key="account-first",
        on_click=_make_first_link,
    )
    address = st.session_state.get(_FIRST)
    if address:
        drawing.put("administration/first_link.html", words, address=address)


def _make_first_link() -> None:
    token = sessions.first_account_link(state.tracker(), now=state.now())
    if token is not None:
        st.session_state[_FIRST] = address_of(Purpose.FIRST_ACCOUNT, token)


def _open(name: str) -> None:
    _close()
    state.choose(_OPEN, name)


def _close() -> None:
    outcome.forget()
    choices_closed()
    if st.query_params.get(_OPEN) == _NEW:
        form, keys = _typed_texts(None)
        let_go(form, keys)
        st.session_state.update(dict.fromkeys(keys.values(), ""))
    st.session_state.pop(_MADE, None)
    seen_revision.forget()
    state.choose(_OPEN, None)


def _draw_drawer(desk: _AccountsDesk, people: list[AccountView]) -> None:
    words, asked = desk.words, st.query_params.get(_OPEN)
    found = next((each for each in people if each.name == asked), None)
    if asked == _NEW:
        title = words.text("Add an account")
        st.dialog(title, on_dismiss=_close)(_draw_form)(desk, None)
    elif found is not None:
        st.dialog(literal(found.full_name), on_dismiss=_close)(_draw_form)(desk, found)


def _draw_form(desk: _AccountsDesk, account: AccountView | None) -> None:
    """The fields of a new account, or those of one that is there with what can be done."""
    words, key = desk.words, _keys(account)
    mark = account.mark if account else 0
    stands = _stands(desk, account) if account else None
    seen_revision.tell_if_overtaken(_form(account), mark, words, stands=stands)
    with kept_fields(*_typed_texts(account), revision=mark):
        if account is None:
            st.text_input(words.text("Account name"), key=key("name"), placeholder="nguyen.van.a")
        stands = account.full_name if account and key("full_name") not in st.session_state else ""
        st.text_input(words.text("Full name"), key=key("full_name"), value=stands)
        if account is not None and account.active:
            st.text_input(
                words.text(_POST),
                key=key("left_as"),
                placeholder=words.text("Office clerk (until 6/2026)"),
                help=words.text(
                    "When somebody has left: pages and files that are made from then on name this "
                    "post instead of the person. What was frozen stays as it was signed."
                ),
            )
        role = st.selectbox(
            words.text("Role"),
            _choosable(),
            index=None if account is None else _index(_choosable(), account.role),
            format_func=lambda each: words.text(ROLE_NAMES[each]),
            placeholder=words.text("Choose a role"),
            key=_kept(account, "role", _choosable(), account.role if account else None),
        )
        if role is not None and role not in OF_EVERY_AGENCY:
            _draw_place(desk, account, role)
    outcome.draw_told(words, {name: words.text(label) for name, label in _FIELDS.items()})
    _tell_password(account, words)
    if account is None:
        st.button(
            words.text("Add an account"),
            type="primary",
            key=key("do"),
            disabled=role is None,
            on_click=_add,
            args=(words,),
        )
    else:
        _draw_acts(account, words, has_second_factor=account.name in desk.book.second_factors)


def _stands(desk: _AccountsDesk, account: AccountView) -> str:
    """What is said of an account."""
    role = desk.words.text(ROLE_NAMES[account.role])
    agencies = ", ".join(account.agencies or ())
    unit = _unit_name(desk.book, account)
    return " · ".join(filter(None, (account.full_name, role, agencies, unit)))


def _choosable() -> tuple[Role, ...]:
    """Roles of people; a meeting-room screen comes by its link."""
    return tuple(each for each in ROLES if each is not Role.DISPLAY)


def _draw_place(desk: _AccountsDesk, account: AccountView | None, role: Role) -> None:
    words = desk.words
    agencies = {code: each.name for code, each in desk.book.workplaces.items()}
    own = account.agencies[0] if account and account.agencies else desk.agency
    stands = _index(list(agencies), own)
    agency = st.selectbox(
        words.text("Agency"),
        list(agencies),
        index=stands,
        format_func=agencies.__getitem__,
        key=_kept(account, "agency", list(agencies), next(iter(list(agencies)[stands:]), None)),
    )
    units = {
        _NO_UNIT: words.text("no unit"),
        **(desk.book.workplaces[agency].units if agency else {}),
    }
    if role is Role.STAFF:
        del units[_NO_UNIT]
    place = _index(list(units), account.unit if account else None)
    st.selectbox(
        words.text("Unit"),
        list(units),
        index=place,
        format_func=units.__getitem__,
        key=_kept(
            account, _unit_field(agency, role), list(units), next(iter(list(units)[place:]), None)
        ),
    )


def _draw_acts(account: AccountView, words: Words, *, has_second_factor: bool) -> None:
    key = _keys(account)
    with st.container(horizontal=True):
        st.button(
            words.text("Save"),
            type="primary",
            key=key("do"),
            on_click=_change,
            args=(account, words),
        )
        st.button(
            words.text("Give a temporary password"),
            key=key("password"),
            on_click=_give_password,
            args=(account, words),
        )
        st.button(
            words.text("Disable") if account.active else words.text("Enable"),
            key=key("active"),
            on_click=_switch,
            args=(account, words),
        )
        if account.active:
            st.button(
                words.text("Has left the agency"),
                key=key("leave"),
                on_click=_leave,
                args=(account, words),
            )
        if has_second_factor:
            st.button(
                words.text("Reset the second factor"),
                key=key("second-factor"),
                on_click=_reset_second_factor,
                args=(account, words),
            )


def _tell_password(account: AccountView | None, words: Words) -> None:
    """The password that was just made for this account."""
    name, made = st.session_state.get(_MADE, (None, None))
    if account is not None and name == account.name and made:
        drawing.put(
            "administration/secret.html", words, days=state.tracker().temporary_password_days
        )
        st.code(made, language=None)


def _add(words: Words) -> None:
    key = _keys(None)

    def do() -> None:
        added = accounts.add_account(
            state.tracker(),
            state.actor(),
            name=_typed(key("name")),
            full_name=_typed(key("full_name")),
            place=_place(key),
            now=state.now(),
        )
        let_go(*_typed_texts(None))
        st.session_state[_MADE] = added.account.name, added.made_password
        state.choose(_OPEN, added.account.name)

    outcome.attempt(do, words.text("The account was added"), words)


def _change(account: AccountView, words: Words) -> None:
    key = _keys(account)

    def do() -> None:
        changed = accounts.change_account(
            state.tracker(),
            state.actor(),
            account.name,
            _place(key),
            full_name=_typed(key("full_name")),
            seen=seen_revision.seen(_form(account), account.mark),
        )
        seen_revision.sees(_form(account), changed.mark)
        let_go(*_typed_texts(account))

    outcome.attempt(do, words.text("Saved"), words)


def _give_password(account: AccountView, words: Words) -> None:
    def do() -> None:
        made = accounts.set_password(state.tracker(), state.actor(), account.name)
        st.session_state[_MADE] = account.name, made

    outcome.attempt(do, words.text("Whoever was signed in with it is signed out"), words)


def _leave(account: AccountView, words: Words) -> None:
    def do() -> None:
        post = _typed(_keys(account)("left_as"))
        left = accounts.leave(state.tracker(), state.actor(), account.name, post)
        seen_revision.sees(_form(account), left.mark)
        let_go(*_typed_texts(account))

    done = words.text("The account is disabled; the post stands for the name from now on")
    outcome.attempt(do, done, words)


def _reset_second_factor(account: AccountView, words: Words) -> None:
    def do() -> None:
        second_factor.reset(state.tracker(), state.actor(), account.name)

    done = words.text("The second factor is reset; they sign in with the password alone")
    outcome.attempt(do, done, words)


def _switch(account: AccountView, words: Words) -> None:
    def do() -> None:
        switch = accounts.disable_account if account.active else accounts.enable_account
        switched = switch(state.tracker(), state.actor(), account.name)
        seen_revision.sees(_form(account), switched.mark)

    done = N_("The account is disabled") if account.active else N_("The account is enabled")
    outcome.attempt(do, words.text(done), words)


def _keys(account: AccountView | None) -> Callable[[str], str]:
    """The keys of the fields of a form."""
    name = account.name if account else _NEW
    return lambda field: f"account-{field}:{name}"


def _kept(
    account: AccountView | None, field: str, options: Sequence[object], stands: object
) -> str:
    return kept_choice(_form(account), field, _keys(account)(field), options, stands=stands)


def _unit_field(agency: str | None, role: Role) -> str:
    """The field of the unit, which is another one where other units can be chosen."""
    return f"unit-{agency}-{role is Role.STAFF}"


def _typed_texts(account: AccountView | None) -> tuple[str, Mapping[str, str]]:
    """What the browser calls the form of an account, and the keys of its fields of text."""
    key = _keys(account)
    fields = ("name", "full_name") if account is None else ("full_name", "left_as")
    return _form(account), {field: key(field) for field in fields}


def _form(account: AccountView | None) -> str:
    """What the browser calls the form of an account."""
    return f"account/{_keys(account)('')}"


def _typed(key: str) -> str:
    return str(st.session_state.get(key) or "")


def _place(key: Callable[[str], str]) -> AccountPlace:
    """What was chosen; fields that are not shown say nothing."""
    role = st.session_state[key("role")]
    if role in OF_EVERY_AGENCY:
        return AccountPlace(role=role)
    agency = st.session_state.get(key("agency"))
    unit = st.session_state.get(key(_unit_field(agency, role)))
    return AccountPlace(role=role, agencies=(agency,) if agency else (), unit=unit or None)


def _unit_name(book: AccountBook, account: AccountView) -> str | None:
    """What the unit is called that an account belongs to."""
    place = book.workplaces.get(account.agencies[0]) if account.agencies else None
    return place.units.get(account.unit or "", account.unit) if place else account.unit


def _index(choices: Sequence[object], chosen: object) -> int:
    return list(choices).index(chosen) if chosen in choices else 0
