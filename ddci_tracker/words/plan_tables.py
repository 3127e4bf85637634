"""The tables of a plan in words: what sheets and columns are called, what may stand in a cell, and
how a cell reads to people.

A cell is kept in one neutral form; ``shown`` says it in a language, ``meant`` takes it back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from ddci_tracker.domain import texts
from ddci_tracker.domain.catalog import fold
from ddci_tracker.domain.plan_tables import PlanCellKind, PlanTable, TableColumn
from ddci_tracker.words import formats, labels
from ddci_tracker.words.language import Translator
from ddci_tracker.words.marking import N_

TABLE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "document": N_("Document"),
        "units": N_("Units"),
        "people": N_("Leaders in charge"),
        "overall": N_("Whole indices"),
        "sub_indices": N_("Sub-indices of the plan"),
        "targets": N_("Targets"),
        "results": N_("Earlier results"),
        "tasks": N_("Tasks"),
        "report_duties": N_("Report duties"),
        "legal_bases": N_("Legal bases"),
        "recipients": N_("Recipients"),
        "notes": N_("Notes on the print"),
        "bands": N_("Score bands"),
        "own_sub_indices": N_("Sub-indices of its own"),
        "list_ranks": N_("Ranks in other lists"),
        "disputes": N_("Other sources"),
        "form": N_("Form of a unit"),
        "form_tasks": N_("Tasks of the unit"),
        "form_conclusions": N_("Conclusions of meetings"),
    }
)

ABOUT: Mapping[str, str] = MappingProxyType(
    {
        "document": N_("The paper itself: what it is called, whose it is and since when it counts"),
        "units": N_("Every unit that the plan names, also groups and bodies outside the agency"),
        "people": N_("The leaders whom the plan puts in charge of a sub-index"),
        "overall": N_("One line for each index that the plan follows as a whole"),
        "sub_indices": N_("One line for each sub-index, with who is answerable for it"),
        "targets": N_("One line for each target as printed; no sub-index: the whole index"),
        "results": N_("Scores and ranks of earlier years that the plan prints"),
        "tasks": N_("One line for each action that one party can be asked about"),
        "report_duties": N_("Who reports to whom, how often and by when"),
        "legal_bases": N_("The documents that the plan cites as its basis"),
        "recipients": N_("Whom the plan was sent to"),
        "notes": N_("What the print leaves out or got wrong, for whoever reads the plan later"),
        "bands": N_("How scores of a whole index are called, where the plan has bands of its own"),
        "own_sub_indices": N_("Only sub-indices that the tracker does not know"),
        "list_ranks": N_("Ranks of a result in lists other than the usual one"),
        "disputes": N_("What another source says of the same result"),
        "form": N_("Which plan, unit and quarter this form is for; nothing is filled in here"),
        "form_tasks": N_("How far each task is in the quarter; one line about each"),
        "form_conclusions": N_("How far each open conclusion is that names the unit"),
    }
)

_HEADINGS: Mapping[str, str] = MappingProxyType(
    {
        "agency.name": N_("Agency"),
        "agency.short_name": N_("Short name of the agency"),
        "agency.code": N_("Code of the agency"),
        "agency.province": N_("Name of the province"),
        "agency.block": N_("Block"),
        "document.title": N_("Title of the plan"),
        "document.year": N_("Year of the plan"),
        "document.last_year": N_("Last year, of a plan of several years"),
        "indices": N_("Indices"),
        "document.number": N_("Number of the document"),
        "document.symbol": N_("Symbol of the document"),
        "document.issued_on": N_("Day of issue"),
        "document.issued_not_before": N_("Issued not before"),
        "document.signer.name": N_("Signer"),
        "document.signer.role": N_("Role of the signer"),
        "document.signer.on_behalf_of": N_("Signed on behalf of"),
        "id": N_("Code of the plan"),
        "source": N_("Source"),
        "complete": N_("Complete text"),
        "illustration": N_("Invented data"),
        "today": N_("Day of the illustration"),
        "code": N_("Code"),
        "name": N_("Name"),
        "kind": N_("Kind"),
        "aliases": N_("Other names"),
        "members.units": N_("Members of the group"),
        "members.basis": N_("Where the members are from"),
        "role": N_("Position held"),
        "index": N_("Index"),
        "sub": N_("Sub-index"),
        "sub_indices.code": N_("Sub-index"),
        "minimum": N_("Lowest score"),
        "maximum": N_("Highest score"),
        "from": N_("From score"),
        "printed_name": N_("Name as printed"),
        "section": N_("Section"),
        "group": N_("Group"),
        "person": N_("Leader in charge"),
        "lead": N_("Lead"),
        "with": N_("Coordinating"),
        "value": N_("Score aimed at"),
        "low": N_("From value"),
        "high": N_("Up to value"),
        "rank": N_("Rank"),
        "targets.of": N_("Counted in, or held against"),
        "base_year": N_("Compared with year"),
        "margin": N_("Margin"),
        "strict": N_("Strictly above"),
        "band": N_("Band"),
        "bands": N_("Score bands"),
        "list": N_("List"),
        "out_of": N_("Out of"),
        "year": N_("Year"),
        "targets.year": N_("Only for year"),
        "text": N_("As printed"),
        "notes.text": N_("Note"),
        "lines.first": N_("From line"),
        "lines.last": N_("To line"),
        "score": N_("Score"),
        "score_change": N_("Change of score"),
        "rank_change": N_("Change of rank"),
        "previous_rank": N_("Previous rank"),
        "improvement_rank": N_("Rank by improvement"),
        "best_score": N_("Best score of the block"),
        "rank_over": N_("Beyond place"),
        "of": N_("Of the predecessor"),
        "median": N_("Median of the block"),
        "mean": N_("Mean of the block"),
        "derived": N_("Computed, not printed"),
        "published_on": N_("Published on"),
        "why": N_("Why it is not used"),
        "title": N_("Task"),
        "cadence": N_("Cadence"),
        "start": N_("Start"),
        "due": N_("Due"),
        "kpi.text": N_("Measure of the task"),
        "kpi.value": N_("Level"),
        "kpi.unit": N_("Unit of measure"),
        "kpi.direction": N_("Direction"),
        "kpi.scope": N_("Scope"),
        "report_duties.from": N_("Senders"),
        "to": N_("Receivers"),
        "due.way": N_("How the due day is given"),
        "due.day": N_("Day"),
        "due.month": N_("Month"),
        "due.counted": N_("Month counted in"),
        "due.weekday": N_("Weekday"),
        "due.working_days": N_("Working days"),
        "due.after_day": N_("After day"),
        "due.days": N_("Several days of the year"),
        "periods": N_("Only these periods"),
        "number": N_("Number"),
        "issued_on": N_("Issued on"),
        "issuer": N_("Issuer"),
        "about": N_("Subject"),
        "note": N_("Remark"),
        "mark": N_("Mark"),
        "form.plan": N_("Plan"),
        "form.unit": N_("Unit"),
        "form.quarter": N_("Quarter"),
        "form_tasks.title": N_("Task"),
        "form_tasks.part": N_("Sub-index"),
        "form_tasks.due": N_("Due on"),
        "form_tasks.note": N_("What was done"),
        "form_conclusions.text": N_("Conclusion"),
        "form_conclusions.due": N_("Due on"),
        "form_conclusions.ongoing": N_("Ongoing, without a day"),
        "form_conclusions.note": N_("What was done"),
        "status": N_("How far it is"),
        "percent": N_("Per cent"),
        "actual": N_("Figure reached"),
        "done_on": N_("Done on"),
        "difficulty": N_("Difficulty"),
        "needs_help": N_("Needs help"),
        "recovery": N_("Recovery"),
        "revision": N_("Revision"),
    }
)

_OF_KIND: Mapping[PlanCellKind, str] = MappingProxyType(
    {
        PlanCellKind.LINE: N_("Text on one line"),
        PlanCellKind.PROSE: N_("Text, also of several lines"),
        PlanCellKind.NAMES: N_("Each name on a line of its own (Alt+Enter)"),
        PlanCellKind.CODE: N_("Letters, digits, points and hyphens without spaces; each code once"),
        PlanCellKind.NUMBER: N_("A number with as many decimals as printed"),
        PlanCellKind.WHOLE: N_("A whole number"),
        PlanCellKind.DAY: N_("A real day: day/month/year"),
        PlanCellKind.CHOICE: N_("One of the list"),
        PlanCellKind.NAMED: N_("One of the list, or a word of your own"),
        PlanCellKind.INDEX: N_("Code of the index, one of those on the first sheet"),
        PlanCellKind.INDICES: N_("Codes with commas between"),
        PlanCellKind.SUB_INDEX: N_("One of the list, by its name"),
        PlanCellKind.UNITS: N_("Codes or names of units, with semicolons between"),
        PlanCellKind.PERSON: N_("Code or name of a leader"),
        PlanCellKind.PERIODS: N_("Q1, H2, M6, with commas between; blank: every one"),
        PlanCellKind.DAYS_OF_YEAR: N_("A day a line, such as: {example}"),
        PlanCellKind.BANDS: N_("A band a line: the score that it begins at, and its name"),
    }
)
_RULES: Mapping[str, str] = MappingProxyType(
    {
        "document.year": N_("Four digits; the first year of a plan of several"),
        "document.issued_not_before": N_("Only where the day of issue is blank"),
        "id": N_(
            "Blank: code of the agency, a hyphen, the year; with a suffix where a year has several "
            "plans"
        ),
        "agency.code": N_("Initials of the agency, a hyphen, the province, such as SKHCN-LS"),
        "complete": N_("No, where the text breaks off; blank: yes"),
        "members.units": N_("Only of a group: codes or names of units, with semicolons between"),
        "minimum": N_("Only where it is not that of the index"),
        "maximum": N_("Only where it is not that of the index"),
        "sub": N_("One of the list, by its name; blank: the whole index"),
        "tasks.sub": N_("One of the list, by its name; blank: a task outside of them"),
        "tasks.index": N_("Code of the index; blank for a task outside the sub-indices"),
        "value": N_("Score of a target above, at least, reach or about"),
        "low": N_("Of a range or an increase"),
        "high": N_("Of a range or an increase"),
        "targets.rank": N_("Of a target by rank"),
        "targets.of": N_("Of an increase, or of a target against the block"),
        "margin": N_("By how much above the block; with a minus: how far below it may lie"),
        "strict": N_("Yes, where being equal is not enough"),
        "targets.band": N_("Name of the band, of such a target"),
        "results.of": N_("Only of a result that was another agency's"),
        "rank_change": N_("Places up the list; down with a minus"),
        "start": N_("Blank: from the plan's issue"),
        "lead": N_("Codes or names of units, with semicolons between; blank: nobody is named"),
        "due.month": N_("Its number in the quarter, half-year or year"),
        "due.weekday": N_("1 Monday to 7 Sunday, of a weekly report"),
        "due.working_days": N_("Of a report within working days"),
        "due.after_day": N_("Blank: after the end of the period"),
        "lines.first": N_("Line of the text that it was read from"),
        "lines.last": N_("Line of the text that it was read from"),
        "form.unit": N_("Locked"),
        "form.quarter": N_("Locked"),
        "form.plan": N_("Locked"),
        "form_tasks.code": N_("Locked"),
        "form_tasks.title": N_("Locked"),
        "form_tasks.part": N_("Locked"),
        "form_tasks.due": N_("Locked"),
        "form_conclusions.code": N_("Locked"),
        "form_conclusions.text": N_("Locked"),
        "form_conclusions.due": N_("Locked"),
        "form_conclusions.ongoing": N_("Locked"),
        "percent": N_("A whole number from 0 to 100; blank for a task without an end"),
        "actual": N_("Only of a task with a figure of its own"),
        "done_on": N_("Only of what is done; blank: today"),
        "difficulty": N_("What stands in the way"),
        "needs_help": N_("Yes, where the leaders are to help"),
        "recovery": N_("Of a blocked task, who: what (day/month/year)"),
        "revision": N_("Locked"),
    }
)

# A row of each table as it may be filled in, for whoever has none yet.
_EXAMPLES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "units": {"code": "VP", "name": N_("Office of the department"), "kind": "office"},
        "people": {"code": "GD", "name": N_("Name of the leader"), "role": N_("Director")},
        "targets": {
            "index": "DDCI",
            "kind": "at_least",
            "value": "8.50",
            "text": N_("8.5 points or more"),
        },
        "results": {
            "index": "DDCI",
            "year": "2025",
            "kind": "published",
            "score": "72.40",
            "rank": "9",
            "out_of": "25",
        },
        "tasks": {
            "code": "II.1-01",
            "title": N_("Publish the procedures on the website"),
            "section": "II.1",
            "lead": "VP",
            "cadence": "once",
            "due": "2026-06-30",
        },
        "report_duties": {
            "code": "R1",
            "from": "VP",
            "cadence": "quarterly",
            "due.way": "by",
            "due.day": "20",
            "due.month": "3",
            "due.counted": "month_of_quarter",
        },
        "recipients": {"name": N_("People's Committee of the province"), "mark": "b/c"},
    }
)

# Words that have a name where they are usual; others stand as they are.
NOTE_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "suspected_misprint": N_("suspected misprint"),
        "contradiction": N_("contradiction"),
        "missing": N_("left out"),
        "breaks_off": N_("breaks off"),
        "reading": N_("how it was understood"),
        "inferred": N_("inferred from its words"),
    }
)
NAMED: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"agency.block": labels.BLOCKS, "kind": NOTE_KINDS}
)

# What a problem of a plan file comes to in a cell, where a file would say it in its own terms.
PROBLEMS: Mapping[str, str] = MappingProxyType(
    {
        "unknown_key": N_("this cell stays blank beside the others of its line"),
        "unknown_key_near": N_("this cell stays blank beside the others of its line"),
        "missing_key": N_("this cell must not be blank"),
        "missing_value": N_("this cell must not be blank"),
        "empty_list": N_("this cell must not be blank"),
        "missing_for_kind": N_("this cell must not be blank: “{kind}” needs it"),
        "forbidden_for_kind": N_("this cell stays blank: it does not belong to “{kind}”"),
        "expected_decimal": N_("this is no number"),
        "decimal_unquoted": N_("this is no number"),
        "decimal_comma": N_("this is no number"),
        "no_decimal": N_("this is no number"),
        "expected_whole": N_("this is no whole number"),
        "expected_truth": N_("write yes or no here"),
        "expected_day": N_("this is no day; write it as day/month/year"),
        "month_without_day": N_("{value} is a month without its day; leave the cell blank then"),
        "expected_due": N_("this cell must not be blank"),
        "bad_day_of_year": N_("“{value}” is no day of a year; write each as: {example}"),
        "either_of": N_("either “{key}” or “{other}” is filled in, not both"),
        "unknown_unit": N_("no unit has the code or name “{value}”; add it on sheet “{units}”"),
        "unknown_person": N_(
            "no leader has the code or name “{value}”; add it on sheet “{people}”"
        ),
        "unknown_sub_index": N_(
            "“{value}” is no sub-index of {index} in {year}; choose one of: {known}"
        ),
        "part_not_listed": N_("“{value}” has no line on sheet “{sub_indices}”"),
        "index_without_row": N_("“{value}” has no line on sheet “{overall}”"),
        "result_not_listed": N_("there is no such result of {value} on sheet “{results}”"),
        "out_of_scale": N_(
            "{value} lies outside the scale of {index} ({minimum} to {maximum}); leave the cell "
            "blank and keep what is printed in “{text}”"
        ),
        "duplicate_code": N_("the code {value} is already used on line {first_line}"),
        "due_month_misfit": N_("“{key}” does not fit reports that are {cadence}"),
        "due_several_months": N_("only one of these can be filled in: {keys}"),
        "issued_twice": N_("this cell stays blank where the day of issue is known"),
    }
)

_DAY_OF_YEAR = re.compile(r"(before|by) ([0-9]{1,2})-([0-9]{1,2})( next_year)?")
_BEFORE, _BY, _LATER = N_("before {day}"), N_("by {day}"), N_("by {day} of the next year")
_BEFORE_LATER = N_("before {day} of the next year")
_WAYS = (
    ("before", "", _BEFORE),
    ("by", "", _BY),
    ("before", " next_year", _BEFORE_LATER),
    ("by", " next_year", _LATER),
)
# What may stand between the first score of a band and its name.
_BETWEEN = " \t:;=≥-–—"
_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+")
# Also one that there is not, such as 2026-02-31.
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TYPED_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")


def table_name(key: str, words: Translator) -> str:
    """What a table is called, as a sheet and as a section."""
    return words.text(TABLE_NAMES[key])


# What sheets and choices were called in workbooks that people may still be filling in.
_FORMER_WORDS: Mapping[str, str] = MappingProxyType(
    {"Toàn chỉ số": "Điểm tổng hợp", "Thứ hạng": "Hạng", "thứ hạng": "hạng"}
)


def as_called_now(name: str) -> str:
    """A name of a sheet or a choice that an earlier workbook has, as it is called now."""
    for former, now in _FORMER_WORDS.items():
        name = name.replace(former, now)
    return name


def heading(of: PlanTable, column: TableColumn, words: Translator) -> str:
    """What a column of a table is called."""
    return words.text(_of(_HEADINGS, of, column))


def rule(of: PlanTable, column: TableColumn, words: Translator) -> str:
    """What may stand in a column's cells, in a few words."""
    own = _RULES.get(f"{of.key}.{column.key}", _RULES.get(column.key))
    example = shown(column, "before 01-06\nby 15-11", words).replace("\n", "; ")
    said = words.text(own) if own else words.text(_OF_KIND[column.kind], example=example)
    return f"{said} *" if column.required else said


def _of(messages: Mapping[str, str], of: PlanTable, column: TableColumn) -> str:
    return messages.get(f"{of.key}.{column.key}") or messages[column.key]


def example(of: PlanTable, words: Translator) -> dict[str, str]:
    """A row of a table as it may be filled in; empty where none is needed."""
    cells = _EXAMPLES.get(of.key, {})
    return {
        key: words.text(text) if of.column(key).kind in _WRITTEN else text
        for key, text in cells.items()
    }


_WRITTEN = (PlanCellKind.LINE, PlanCellKind.PROSE)


def choices(column: TableColumn, words: Translator) -> dict[str, str]:
    """The words of a column's list by what they are kept as; empty where it has none."""
    if column.kind is PlanCellKind.NAMED:
        return {kept: words.text(message) for kept, message in NAMED[column.key].items()}
    if column.of is None:
        return {}
    return {str(member): labels.label(member, words) for member in column.of}


def shown(
    column: TableColumn, text: str, words: Translator, names: Mapping[str, str] | None = None
) -> str:
    """A cell as people read it; ``names`` are those of what it may name by a code."""
    if not text:
        return ""
    match column.kind:
        case PlanCellKind.DAY:
            return _shown_day(text)
        case PlanCellKind.NUMBER:
            return text.replace(".", formats.signs(words.language)[0])
        case PlanCellKind.CHOICE | PlanCellKind.NAMED:
            return choices(column, words).get(text, text)
        case PlanCellKind.DAYS_OF_YEAR:
            return "\n".join(_shown_day_of_year(each, words) for each in text.split("\n"))
        case PlanCellKind.BANDS:
            lines = (line.partition(" ") for line in text.split("\n"))
            point = formats.signs(words.language)[0]
            return "\n".join(f"{score.replace('.', point)} {name}" for score, _, name in lines)
        case PlanCellKind.SUB_INDEX | PlanCellKind.PERSON:
            return (names or {}).get(text, text)
        case PlanCellKind.UNITS:
            return text.replace(",", ";")
    return text


def meant(column: TableColumn, typed: str, words: Translator) -> str:
    """What somebody means who typed this into a cell; what means nothing stays as it is."""
    match column.kind:
        case PlanCellKind.PROSE:
            return texts.prose(typed)
        case PlanCellKind.NAMES | PlanCellKind.UNITS | PlanCellKind.INDICES | PlanCellKind.PERIODS:
            return "\n".join(filter(None, map(texts.line, texts.prose(typed).split("\n"))))
        case PlanCellKind.DAYS_OF_YEAR:
            lines = map(texts.figures, re.split(r"[;\n]", texts.prose(typed)))
            return "\n".join(_meant_day_of_year(each, words) for each in lines if each)
        case PlanCellKind.BANDS:
            lines = map(texts.line, texts.prose(typed).split("\n"))
            return "\n".join(_meant_band(each) for each in lines if each)
    text = texts.line(typed)
    match column.kind:
        case PlanCellKind.DAY:
            return _meant_day(texts.figures(text))
        case PlanCellKind.NUMBER:
            return texts.figures(text).replace(",", ".")
        case PlanCellKind.WHOLE:
            return texts.figures(text).removeprefix("+")
        case PlanCellKind.CHOICE | PlanCellKind.NAMED:
            said = {fold(label): kept for kept, label in choices(column, words).items()}
            return said.get(fold(as_called_now(text)), text)
    return text


def _shown_day(text: str) -> str:
    try:
        return date.fromisoformat(text).strftime("%d/%m/%Y")
    except ValueError:
        return text


def _meant_day(text: str) -> str:
    found = _TYPED_DAY.fullmatch(text)
    if found is None:
        return text
    day, month, year = found.groups()
    return f"{year}-{int(month):02d}-{int(day):02d}"


def _shown_day_of_year(text: str, words: Translator) -> str:
    found = _DAY_OF_YEAR.fullmatch(text)
    if found is None:
        return text
    way, day, month, later = found.groups()
    message = next(said for of, tail, said in _WAYS if (of, tail) == (way, later or ""))
    return words.text(message, day=f"{int(day):02d}/{int(month):02d}")


def _meant_day_of_year(text: str, words: Translator) -> str:
    for way, tail, message in _WAYS:
        before, _, after = fold(words.text(message, day="|")).partition("|")
        pattern = (
            rf"{re.escape(before)}(?:ngay )?([0-9]{{1,2}})[/.-]([0-9]{{1,2}}){re.escape(after)}"
        )
        if found := re.fullmatch(pattern, fold(text)):
            day, month = map(int, found.groups())
            return f"{way} {day:02d}-{month:02d}{tail}"
    return text


def _meant_band(text: str) -> str:
    """A band by its first score and its name; a line that begins with no figure stays."""
    score, _, name = text.partition(" ")
    figure = texts.figures(score.rstrip(_BETWEEN)).replace(",", ".")
    return f"{figure} {name.lstrip(_BETWEEN)}".rstrip() if figure[:1].isdigit() else text


def words_of_argument(
    name: str, value: str, of: PlanTable, kinds: tuple[type[StrEnum], ...], words: Translator
) -> str:
    """An argument of a problem in words: a key as its heading, a word of a list as its label."""
    if name in ("key", "keys", "other"):
        for column in of.columns:
            if value in (column.key, column.key.partition(".")[2]):
                return heading(of, column, words)
    for kind in kinds:
        if value in list(kind):
            return labels.label(kind(value), words)
    if found := _DAY.fullmatch(value):
        return "/".join(reversed(found.groups()))
    if _DECIMAL.fullmatch(value):
        return value.replace(".", formats.signs(words.language)[0])
    return value
