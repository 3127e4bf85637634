"""Every input of every screen is one whose content outlasts server, network and session.

What is typed letter by letter is kept by the browser until it has arrived: as a field of a form
that has a draft, within ``kept_fields``, or in a table with ``keep_cells``. What is chosen by a
click is held by the page itself, and comes along when it connects again; over a page that is
loaded anew it is kept by ``kept_choice``, unless it says only what is looked at.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
FOLDERS = ("ddci_tracker/ui", "pages")

TYPED = {"text_input", "text_area", "number_input", "chat_input", "time_input", "color_picker"}
TABLES = {"data_editor"}
FILES = {"file_uploader", "camera_input", "audio_input"}
# Held by the page, whatever becomes of the session.
CHOSEN = {
    *("checkbox", "date_input", "multiselect", "pills", "radio", "segmented_control", "selectbox"),
    *("select_slider", "slider", "toggle", "feedback"),
}
# What is looked at, or taken away: nothing is recorded by it.
LOOKS = {
    *(("frame/header.py", each) for each in ("_controls", "_draw_years")),
    *(("shared/filters.py", each) for each in ("pick", "pick_pill", "pick_pills", "pick_segment")),
    ("administration/backups.py", "_draw_download"),
    # The month stands in the address.
    ("briefing/summary_form.py", "_draw"),
    ("history/screen.py", "_choose_days"),
    ("my_work/screen.py", "_choose_unit"),
    ("reports/panels.py", "_draw_remind"),
    # The rises stand in the address.
    ("results/what_if.py", "_draw_sliders"),
    ("sub_index/screen.py", "_picker"),
}
# What gives a field of choice its key, and keeps it; places with many have a helper of their own.
KEPT_CHOICES = {"kept_choice", "_kept"}
# A form of Streamlit's sends nothing until its button is pressed.
NEVER = {"form", "form_submit_button", "experimental_data_editor"}

# What is typed there outlasts all without the mechanism, or says that it does not.
EXCEPTIONS = {
    # A filter: what was typed stands in the address, the rest in the field itself.
    ("ddci_tracker/ui/shared/filters.py", "search"),
    # A file that was chosen is gone with the server; the button says so.
    ("ddci_tracker/ui/shared/template_form.py", "_draw"),
    # The same; what is done with the file asks for it again (``uploads``).
    ("ddci_tracker/ui/my_work/excel_form.py", "draw_form"),
    ("ddci_tracker/ui/plan/draft_screen.py", "_draw_files"),
    ("ddci_tracker/ui/shared/evidence.py", "_draw_adding"),
    ("ddci_tracker/ui/plan/drafts.py", "_draw_file"),
    ("ddci_tracker/ui/plan/drafts.py", "_draw_text"),
    ("ddci_tracker/ui/plan/drafts.py", "_draw_workbook"),
}


@dataclass(frozen=True, slots=True)
class Input:
    """An input as it is drawn: where, of which kind, and the code around it."""

    file: str
    kind: str
    call: ast.Call
    function: ast.FunctionDef

    @property
    def place(self) -> tuple[str, str]:
        return self.file, self.function.name

    @property
    def key(self) -> ast.expr | None:
        """What its key is made of; a name stands for what it was given in the same function."""
        given = next((each.value for each in self.call.keywords if each.arg == "key"), None)
        if not isinstance(given, ast.Name):
            return given
        for node in ast.walk(self.function):
            if isinstance(node, ast.Assign):
                (target,), value = node.targets, node.value
                pairs = (
                    zip(target.elts, value.elts, strict=True)
                    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)
                    else [(target, value)]
                )
                for name, made_of in pairs:
                    if isinstance(name, ast.Name) and name.id == given.id:
                        return made_of
        return given

    @property
    def is_a_field(self) -> bool:
        """Whether it belongs to a form that has a draft: ``form.key("…")``."""
        key = self.key
        return (
            isinstance(key, ast.Call)
            and isinstance(key.func, ast.Attribute)
            and key.func.attr == "key"
        )

    @property
    def is_kept(self) -> bool:
        """Whether it stands within ``kept_fields``."""
        return any(
            self.call in ast.walk(node)
            for node in ast.walk(self.function)
            if isinstance(node, ast.With)
            and any(_called(each.context_expr) == "kept_fields" for each in node.items)
        )

    @property
    def is_kept_choice(self) -> bool:
        """Whether what is chosen in it is kept over a page that is loaded anew."""
        return self.key is not None and _called(self.key) in KEPT_CHOICES

    @property
    def has_kept_cells(self) -> bool:
        return any(
            _called(node) in {"keep_cells", "_keep_cells"} for node in ast.walk(self.function)
        )


def _called(node: ast.AST) -> str | None:
    """The name of what is called, if anything is."""
    match node:
        case ast.Call(func=ast.Attribute(attr=name)) | ast.Call(func=ast.Name(id=name)):
            return name
    return None


@cache
def inputs() -> list[Input]:
    return list(_inputs())


def _inputs() -> Iterator[Input]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for function in ast.walk(tree):
                if not isinstance(function, ast.FunctionDef):
                    continue
                for node in ast.walk(function):
                    kind = _called(node)
                    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                        file = path.relative_to(ROOT).as_posix()
                        if kind in TYPED | TABLES | FILES | CHOSEN | NEVER:
                            yield Input(file, str(kind), node, function)


def lasts(each: Input) -> bool:
    if each.kind in CHOSEN:
        only_looks = (each.file.removeprefix("ddci_tracker/ui/"), each.function.name) in LOOKS
        return each.is_a_field or each.is_kept_choice or only_looks
    if each.kind in TABLES:
        return each.has_kept_cells
    return each.kind in TYPED and (each.is_a_field or each.is_kept)


def test_every_input_is_kept_until_it_has_arrived() -> None:
    lost = [(*each.place, each.kind) for each in inputs() if not lasts(each)]
    assert [each for each in lost if (each[0], each[1]) not in EXCEPTIONS] == []


@pytest.mark.parametrize("place", sorted(LOOKS))
def test_what_only_looks_is_still_there_and_stands_in_no_form(place: tuple[str, str]) -> None:
    found = [
        each
        for each in inputs()
        if each.kind in CHOSEN
        and (each.file.removeprefix("ddci_tracker/ui/"), each.function.name) == place
    ]
    assert found
    assert not any(each.is_a_field or each.is_kept for each in found)


def test_helpers_that_keep_choices_do_so() -> None:
    helpers = [
        function
        for each in {each.file for each in inputs() if each.is_kept_choice}
        for function in _functions(ROOT / each)
        if function.name in KEPT_CHOICES
    ]
    assert helpers
    for helper in helpers:
        (returned,) = [each.value for each in ast.walk(helper) if isinstance(each, ast.Return)]
        assert returned is not None
        assert _called(returned) == "kept_choice"


@pytest.mark.parametrize("place", sorted(EXCEPTIONS))
def test_what_is_excepted_is_still_there(place: tuple[str, str]) -> None:
    assert place in {each.place for each in inputs() if not lasts(each)}


def test_enter_chooses_one_of_a_list_and_never_all_that_match() -> None:
    """The first entry of a list that is searched would be all of them, which nobody asks for."""
    offers = [
        each.place
        for each in inputs()
        if each.kind == "multiselect"
        and "select_all=False" not in {ast.unparse(every) for every in each.call.keywords}
    ]
    assert offers == []


def test_inputs_are_found_where_they_are_known_to_be() -> None:
    found = {(each.file.removeprefix("ddci_tracker/ui/"), each.kind) for each in inputs()}
    assert found >= {
        ("my_work/form.py", "text_area"),
        ("my_work/table.py", "data_editor"),
        ("results/year_list.py", "data_editor"),
        ("administration/accounts.py", "text_input"),
        ("plan/open_points.py", "multiselect"),
    }


def test_fields_are_texts_where_they_are_typed_and_there_alone() -> None:
    """All fields of a form with a draft are typed unless it says otherwise."""
    wrong = [
        (*each.place, each.kind, field)
        for each in inputs()
        for field, is_text in _fields_of(each)
        if is_text is not (each.kind in TYPED)
    ]
    assert wrong == []


def _fields_of(each: Input) -> Iterator[tuple[str, bool]]:
    """The fields that an input says its key of, if it is one; whether their form calls them texts.

    A file with several forms has all of them asked that know the field.
    """
    if not each.is_a_field:
        return
    from ddci_tracker.ui.administration.thresholds import PolicyForm
    from ddci_tracker.ui.briefing.summary_form import SummaryForm
    from ddci_tracker.ui.conclusions.forms import ConclusionForm, NewConclusionForm
    from ddci_tracker.ui.meeting.details_form import MeetingForm
    from ddci_tracker.ui.meeting.writing import MeetingConclusionForm
    from ddci_tracker.ui.my_work.form import TaskForm
    from ddci_tracker.ui.plan.act_form import PlanActForm
    from ddci_tracker.ui.plan.agency_drawer import SuccessionForm
    from ddci_tracker.ui.plan.row_form import FORMS
    from ddci_tracker.ui.plan.thing_acts import MergeForm, MoveForm, SplitForm
    from ddci_tracker.ui.plan.unit_forms import MergeUnitsForm, RenameUnitForm, SplitUnitForm
    from ddci_tracker.ui.reports.forms import ReportForm
    from ddci_tracker.ui.results.block_form import BlockForm
    from ddci_tracker.ui.results.form import ResultForm
    from ddci_tracker.ui.results.sheet import ResultSheet
    from ddci_tracker.ui.shared.draft_form import DraftForm
    from ddci_tracker.ui.shared.written_conclusion import WrittenForm

    forms: dict[str, tuple[type[DraftForm], ...]] = {
        "administration/thresholds.py": (PolicyForm,),
        "briefing/summary_form.py": (SummaryForm,),
        "conclusions/forms.py": (ConclusionForm, NewConclusionForm),
        "meeting/details_form.py": (MeetingForm,),
        "meeting/writing.py": (MeetingConclusionForm,),
        "my_work/form.py": (TaskForm,),
        "my_work/conflict.py": (TaskForm,),
        "reports/forms.py": (ReportForm,),
        "plan/act_form.py": (PlanActForm,),
        "plan/row_fields.py": tuple(FORMS.values()),
        "plan/agency_drawer.py": (SuccessionForm,),
        "plan/thing_acts.py": (SplitForm, MergeForm, MoveForm),
        "plan/unit_forms.py": (MergeUnitsForm, SplitUnitForm, RenameUnitForm),
        "results/block_form.py": (BlockForm,),
        "results/entry.py": (ResultForm,),
        "results/year_list.py": (ResultSheet,),
        # Which act is chosen is no field of any of them.
        "shared/act_choice.py": (ConclusionForm, ReportForm),
        "shared/written_conclusion.py": (WrittenForm,),
    }
    key = each.key
    assert isinstance(key, ast.Call)
    for form in forms[each.file.removeprefix("ddci_tracker/ui/")]:
        for argument in key.args:
            for field in _said(argument, each.function, each.file):
                if field in form.FIELDS:
                    yield field, field in form.text_fields()


def _said(argument: ast.expr, function: ast.FunctionDef, file: str) -> Iterator[str]:
    """The texts that an expression may stand for: itself, those of its loop, or of its callers."""
    if isinstance(argument, ast.Constant):
        yield str(argument.value)
    if not isinstance(argument, ast.Name):
        return
    for loop in ast.walk(function):
        if isinstance(loop, ast.For) and ast.unparse(loop.target) == argument.id:
            yield from (text for each in _parts(loop.iter) for text in _said(each, function, file))
    places = [number for number, each in enumerate(function.args.args) if each.arg == argument.id]
    for caller in _functions(ROOT / file):
        for node in ast.walk(caller):
            if isinstance(node, ast.Call) and _called(node) == function.name:
                for place in places:
                    yield from _said(node.args[place], caller, file)


def _parts(several: ast.expr) -> list[ast.expr]:
    return several.elts if isinstance(several, ast.Tuple) else []


def _functions(path: Path) -> list[ast.FunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
