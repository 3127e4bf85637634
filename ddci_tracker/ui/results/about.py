"""Which index and year the results are of that are entered at once on Kết quả."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ddci_tracker.ui.core.look import Look
from ddci_tracker.ui.results.wording import years_of
from ddci_tracker.ui.shared.autosave import kept_choice


def choose_index_and_year(look: Look, form: str, indices: Sequence[str]) -> tuple[str, int]:
    """Draw the choice of both within ``kept_fields`` of a form; of one index there is none."""
    words, years, index = look.words, years_of(look), indices[0]
    if len(indices) > 1:
        index = st.segmented_control(
            words.text("Index"),
            indices,
            default=index,
            key=kept_choice(form, "index", f"{form}:index", indices, stands=index),
            required=True,
        )
    year = st.selectbox(
        words.text("Year of the results"),
        years,
        key=kept_choice(form, "year", f"{form}:year", years, stands=years[0]),
        width=140,
    )
    return index, year
