"""Who is signed in, behind their name at the end of the navigation, and where to sign out."""

from __future__ import annotations

import streamlit as st

from ddci_tracker.services.roles import ROLE_NAMES
from ddci_tracker.ui.core import drawing, state, who
from ddci_tracker.ui.core.markdown import literal
from ddci_tracker.words.catalogue import Words


def draw_menu(words: Words) -> None:
    """The menu; nothing for the owner, who needs none."""
    account = state.account()
    if account is None:
        return
    with (
        st.container(key="ddci-account"),
        st.popover(literal(account.full_name), icon=":material/person:", width="content"),
    ):
        # Markdown drops forms.
        st.html(
            drawing.draw(
                "frame/account.html",
                words,
                account=account,
                role=words.text(ROLE_NAMES[account.role]),
                password=who.address_to("/password", words),
                second_factor=who.address_to("/xac-thuc-hai-yeu-to", words),
                sessions=who.address_to("/phien-dang-nhap", words),
                language=str(words.language),
            )
        )
