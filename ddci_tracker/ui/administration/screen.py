"""Quản trị: accounts, roles, links of screens, tokens of systems, thresholds, copies, the state.

Whoever opens it sees the parts that they may work on, also while there is no plan yet; the
services ask again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import streamlit as st

from ddci_tracker.domain.views import Board
from ddci_tracker.services.installation import examine
from ddci_tracker.services.permissions import ALLOWED, Action
from ddci_tracker.services.roles import ACTION_NAMES, ROLE_NAMES
from ddci_tracker.ui.administration import (
    accounts,
    backups,
    illustration,
    links,
    security,
    thresholds,
    tokens,
)
from ddci_tracker.ui.core import drawing, state
from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.core.state import Selection
from ddci_tracker.ui.shared import filters
from ddci_tracker.words.marking import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class AdministrationPart:
    """A part of the screen: its title, what its readers may do, and how it is drawn."""

    title: str
    needs: Action
    draw: Callable[[Selection, Board | None], None]


def draw_administration(look: Look | None) -> None:
    """Draw the part that the address names, of those that whoever looks may work on.

    Without a look there is no plan yet.
    """
    chosen, board = (look.selection, look.board) if look else (state.selection(), None)
    words, actions = chosen.words, state.actor().actions
    titles = {
        name: words.text(part.title) for name, part in _PARTS.items() if part.needs in actions
    }
    with st.container(horizontal=True, vertical_alignment="center", key="administration-head"):
        drawing.put("administration/title.html", words)
        part = filters.pick_segment("part", words.text("Show"), titles)
    _PARTS[part].draw(chosen, board)


def _draw_roles(chosen: Selection, _board: Board | None) -> None:
    """The table of roles and actions, as it is asked."""
    words = chosen.words
    roles = [role for role in ALLOWED if role in ROLE_NAMES]
    drawing.put(
        "administration/roles.html",
        words,
        roles=[words.text(ROLE_NAMES[role]) for role in roles],
        rows=[
            (words.text(name), [action in ALLOWED[role] for role in roles])
            for action, name in ACTION_NAMES.items()
        ],
    )


def _draw_state(chosen: Selection, _board: Board | None) -> None:
    """How the installation is, and the way to take the illustration away."""
    words = chosen.words
    drawing.put(
        "administration/state.html",
        words,
        checks=[
            (words.text(each.name), each.said(words), each.well)
            for each in examine(state.tracker(), state.actor())
        ],
    )
    illustration.draw(words)


_PARTS: Mapping[str, AdministrationPart] = MappingProxyType(
    {
        "accounts": AdministrationPart(
            title=N_("Accounts"),
            needs=Action.MANAGE_ACCOUNTS,
            draw=accounts.draw,
        ),
        "links": AdministrationPart(
            title=N_("Screens and links"), needs=Action.MAKE_LINK, draw=links.draw
        ),
        "tokens": AdministrationPart(
            title=N_("Other systems"), needs=Action.MAKE_API_TOKEN, draw=tokens.draw
        ),
        "roles": AdministrationPart(
            title=N_("Who may do what"), needs=Action.MAKE_LINK, draw=_draw_roles
        ),
        "thresholds": AdministrationPart(
            title=N_("Thresholds"), needs=Action.SET_POLICY, draw=thresholds.draw
        ),
        "copies": AdministrationPart(
            title=N_("Safe copies"),
            needs=Action.KEEP_INSTALLATION,
            draw=backups.draw,
        ),
        "security": AdministrationPart(
            title=N_("Security log"), needs=Action.MANAGE_ACCOUNTS, draw=security.draw
        ),
        "state": AdministrationPart(
            title=N_("State"), needs=Action.KEEP_INSTALLATION, draw=_draw_state
        ),
    }
)
