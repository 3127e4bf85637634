"""What is done with a row of a plan as a whole: split, merged, taken out, brought back.

Each is a form like that of the row itself, with the same two kinds of changes; what it comes to is
for the services.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

import streamlit as st

from ddci_tracker.services import plan_edits
from ddci_tracker.services.plan_edits import Edits, RowAdded, RowChanged, RowRemoved
from ddci_tracker.ui.plan.act_form import BASIS, ON, WHY, PlanActForm
from ddci_tracker.ui.shared.draft_form import Values
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

SPLIT, MERGE, MOVE, RETIRE, BACK = "split", "merge", "move", "retire", "back"
_TITLES_HEIGHT = 120
# In the place of a key: before all others.
_FIRST: Final = "/"
# Tables of which rows may be taken out; what else hangs on the others.
_RETIRED: Final = (
    *("tasks", "targets", "results", "report_duties", "units", "people"),
    *("legal_bases", "recipients", "notes"),
)
# Tables whose rows keep their keys wherever they stand: they may be put in another order.
_MOVED: Final = ("tasks", "sub_indices", "report_duties", "units", "people", "recipients")
NAMES: Final[Mapping[str, str]] = {
    SPLIT: N_("Split into several"),
    MERGE: N_("Merge with others"),
    MOVE: N_("Put elsewhere in the order"),
    RETIRE: N_("Take out of the plan"),
    BACK: N_("Bring back"),
}
_ABOUT: Final[Mapping[str, str]] = {
    SPLIT: N_(
        "A title a line. The first keeps the code {code} and all that was recorded; the others "
        "get the next codes, with the same lead, day and section."
    ),
    MERGE: N_(
        "{code} stays, with its lead and all that was recorded. The others leave the plan, and "
        "their units go along."
    ),
    MOVE: N_("It stands behind the one that is chosen, on every screen and in every document."),
    RETIRE: N_("It leaves the counts and stays in the history; it can be brought back."),
    BACK: N_("It is there again as it was when it was taken out."),
}


def name_of(act: str, words: Words) -> str:
    """What an act is called."""
    return words.text(NAMES[act])


def acts_on(table: str) -> tuple[str, ...]:
    """The acts that a row of a table may have."""
    whole = (SPLIT, MERGE) if table == "tasks" else ()
    move = (MOVE,) if table in _MOVED else ()
    return (*whole, *move, *((RETIRE,) if table in _RETIRED else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingActForm(PlanActForm):
    """A form about a row as a whole. Its basis alone is worth a draft."""

    COMPANIONS: ClassVar[tuple[str, ...]] = (WHY, ON)
    ACT: ClassVar[str]

    table: str
    key_of_row: str

    def differs(self) -> bool:
        return True

    def about(self) -> str:
        """What the act does, in a sentence."""
        return self.words.text(_ABOUT[self.ACT], code=self.key_of_row)

    def draw_fields(self) -> None:
        """Draw what else there is to be filled in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitForm(ThingActForm):
    """One task as several."""

    ACT: ClassVar[str] = SPLIT
    FIELDS: ClassVar[tuple[str, ...]] = ("titles", WHY, ON, BASIS)

    def stands(self) -> Values:
        return {"titles": self.called}

    def differs(self) -> bool:
        return "titles" in self.changed()

    def edits(self) -> Edits:
        titles = self.typed("titles").splitlines()
        return plan_edits.splitting(self.key_of_row, titles, self.opening.revision)

    def draw_fields(self) -> None:
        st.text_area(
            self.words.text("Titles of the tasks"),
            key=self.key("titles"),
            height=_TITLES_HEIGHT,
            on_change=self.keep,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeForm(ThingActForm):
    """Several tasks as one; ``others`` are the titles of those beside it, by code."""

    ACT: ClassVar[str] = MERGE
    FIELDS: ClassVar[tuple[str, ...]] = ("others", "title", WHY, ON, BASIS)
    CHOICES: ClassVar[tuple[str, ...]] = ("others", WHY)

    others: Mapping[str, str]

    def stands(self) -> Values:
        return {"others": [], "title": self.called}

    def differs(self) -> bool:
        return bool(self.value("others"))

    def edits(self) -> Edits:
        tasks: Sequence[str] = (self.key_of_row, *(self.value("others") or ()))
        return plan_edits.merging(tasks, self.typed("title"), self.opening.revision)

    def draw_fields(self) -> None:
        words = self.words
        st.multiselect(
            words.text("Merged with"),
            list(self.others),
            format_func=lambda code: f"{code} {self.others.get(code, '')}",
            key=self.key("others"),
            placeholder=words.text("None"),
            on_change=self.keep,
            select_all=False,
        )
        st.text_input(
            words.text("What the one task says"), key=self.key("title"), on_change=self.keep
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveForm(ThingActForm):
    """A row that stands elsewhere in its table; ``others`` are those of its part, by key.

    Their values are what they are called and where in the table they stand.
    """

    ACT: ClassVar[str] = MOVE
    FIELDS: ClassVar[tuple[str, ...]] = ("behind", WHY, ON, BASIS)
    CHOICES: ClassVar[tuple[str, ...]] = ("behind", WHY)

    at: int
    others: Mapping[str, tuple[str, int]]

    def stands(self) -> Values:
        return {"behind": None}

    def differs(self) -> bool:
        return self.value("behind") is not None

    def edits(self) -> Edits:
        behind = self.value("behind")
        # Where it stands once it is taken out of its old place.
        place = min((at for _, at in self.others.values()), default=0)
        if behind in self.others:
            at = self.others[behind][1]
            place = at if at > self.at else at + 1
        elif place > self.at:
            place = self.at
        return (
            RowChanged(
                table=self.table,
                key=self.key_of_row,
                cells={},
                revision=self.opening.revision,
                place=place,
            ),
        )

    def draw_fields(self) -> None:
        words = self.words
        st.selectbox(
            words.text("Stands behind"),
            [_FIRST, *self.others],
            index=None,
            format_func=lambda key: (
                words.text("In the first place") if key == _FIRST else self.others[key][0]
            ),
            key=self.key("behind"),
            placeholder=words.text("None"),
            on_change=self.keep,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RetireForm(ThingActForm):
    """A row that leaves the plan."""

    ACT: ClassVar[str] = RETIRE

    def edits(self) -> Edits:
        revision = self.opening.revision
        return (RowRemoved(table=self.table, key=self.key_of_row, revision=revision),)


@dataclass(frozen=True, slots=True, kw_only=True)
class BringBackForm(ThingActForm):
    """A row that was taken out; ``cells`` are the last that it said."""

    ACT: ClassVar[str] = BACK

    cells: Mapping[str, str]

    def edits(self) -> Edits:
        return (RowAdded(table=self.table, cells=self.cells),)


def labels(words: Words) -> dict[str, str]:
    """What the fields are called, by the names that a refusal gives them."""
    return {
        "title": words.text("Titles of the tasks"),
        "tasks": words.text("Merged with"),
        "others": words.text("Merged with"),
    }
