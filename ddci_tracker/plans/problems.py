"""What can be wrong with a plan file or a catalogue file, and the sentence for each case.

A problem is a code with arguments and a place. The English sentences below are the message ids
of the catalogue of translations; nothing is translated and nothing is read here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

Argument = str | int | tuple[str, ...]


def N_(message: str) -> str:  # noqa: N802 - the marker's usual name, which extractors look for
    """Mark a message id for translation; the sentence is translated when it is shown."""
    return message


class ProblemCode(StrEnum):
    """Every problem that a reader can name, grouped by what finds it."""

    # the file as a whole
    NO_SUCH_FILE = "no_such_file"
    UNREADABLE_FILE = "unreadable_file"
    FILE_TOO_LARGE = "file_too_large"  # limit
    NOT_UTF8 = "not_utf8"
    EMPTY_FILE = "empty_file"
    TAB = "tab"
    CONTROL_CHARACTER = "control_character"  # character
    # YAML
    SYNTAX = "syntax"  # column
    SYNTAX_COLON = "syntax_colon"  # column
    SYNTAX_QUOTE = "syntax_quote"
    SYNTAX_BRACKET = "syntax_bracket"
    SYNTAX_START = "syntax_start"  # column
    SEVERAL_DOCUMENTS = "several_documents"
    ALIAS = "alias"
    TAG = "tag"
    TOO_DEEP = "too_deep"  # limit
    # keys
    KEY_NOT_TEXT = "key_not_text"
    DUPLICATE_KEY = "duplicate_key"  # key, first_line
    UNKNOWN_KEY = "unknown_key"  # key, known
    UNKNOWN_KEY_NEAR = "unknown_key_near"  # key, near
    COMMA_IN_BRACES = "comma_in_braces"  # key
    MISSING_KEY = "missing_key"  # key
    MISSING_VALUE = "missing_value"
    MISSING_FOR_KIND = "missing_for_kind"  # key, kind
    FORBIDDEN_FOR_KIND = "forbidden_for_kind"  # key, kind
    # one value
    EXPECTED_MAP = "expected_map"
    EXPECTED_LIST = "expected_list"
    EMPTY_LIST = "empty_list"
    REPEATED_ITEM = "repeated_item"  # value
    EXPECTED_TEXT = "expected_text"
    TEXT_UNQUOTED = "text_unquoted"  # value
    TEXT_BLANK = "text_blank"
    TEXT_TOO_LONG = "text_too_long"  # length, limit
    TEXT_LINES = "text_lines"
    BAD_CODE = "bad_code"  # value
    EXPECTED_DECIMAL = "expected_decimal"
    DECIMAL_UNQUOTED = "decimal_unquoted"  # example
    DECIMAL_COMMA = "decimal_comma"  # value, example
    NO_DECIMAL = "no_decimal"  # value
    NEGATIVE = "negative"  # value
    NO_SUCH_WEEKDAY = "no_such_weekday"  # value, minimum, maximum
    EXPECTED_WHOLE = "expected_whole"
    OUT_OF_RANGE = "out_of_range"  # value, minimum, maximum
    EXPECTED_TRUTH = "expected_truth"
    EXPECTED_DAY = "expected_day"
    NO_SUCH_DAY = "no_such_day"  # value
    MONTH_WITHOUT_DAY = "month_without_day"  # value
    BAD_CHOICE = "bad_choice"  # value, allowed
    EXPECTED_LINES = "expected_lines"
    EXPECTED_YEARS = "expected_years"
    EITHER_OF = "either_of"  # key, other
    EXPECTED_DUE = "expected_due"  # allowed
    EXPECTED_WORD_OR = "expected_word_or"  # word, example
    BAD_DAY_OF_YEAR = "bad_day_of_year"  # value
    # fields that contradict each other
    LINES_REVERSED = "lines_reversed"  # first, last
    YEARS_EQUAL = "years_equal"  # year
    BAD_ID = "bad_id"  # value, expected
    DUPLICATE_CODE = "duplicate_code"  # value, first_line
    DUPLICATE_SUB_INDEX = "duplicate_sub_index"  # value, first_line
    DUPLICATE_RESULT = "duplicate_result"  # year, kind, first_line
    UNKNOWN_UNIT = "unknown_unit"  # value
    UNKNOWN_PERSON = "unknown_person"  # value
    GROUP_IN_GROUP = "group_in_group"  # value
    INDEX_NOT_LISTED = "index_not_listed"  # value, listed
    UNKNOWN_INDEX = "unknown_index"  # value, known
    UNKNOWN_SUB_INDEX = "unknown_sub_index"  # value, index, year, province, known
    LOW_ABOVE_HIGH = "low_above_high"  # low, high
    RANK_NOT_WHOLE = "rank_not_whole"  # value
    RANK_BEYOND_LIST = "rank_beyond_list"  # rank, out_of
    OUT_OF_SCALE = "out_of_scale"  # value, minimum, maximum, index
    SCALE_REVERSED = "scale_reversed"  # minimum, maximum
    BANDS_OUT_OF_ORDER = "bands_out_of_order"  # name, other
    RANK_AND_BEYOND = "rank_and_beyond"  # rank, over
    DUPLICATE_LIST = "duplicate_list"  # list
    RESULT_AFTER_PLAN = "result_after_plan"  # year, last
    TARGET_BEFORE_PLAN = "target_before_plan"  # year, first
    BASE_YEAR_NOT_BEFORE = "base_year_not_before"  # year, first
    NO_SUCH_DUE_DAY = "no_such_due_day"  # day, month
    DUE_DAY_TWICE = "due_day_twice"  # day, month
    DUE_WITHOUT_CADENCE = "due_without_cadence"
    DUE_MONTH_MISFIT = "due_month_misfit"  # key, cadence
    DUE_SEVERAL_MONTHS = "due_several_months"  # keys
    PERIOD_MISFIT = "period_misfit"  # value, known
    ISSUED_TWICE = "issued_twice"
    TODAY_OF_REAL_PLAN = "today_of_real_plan"
    ILLUSTRATION_WITHOUT_TODAY = "illustration_without_today"
    # tables of days, and the catalogue
    DAY_OF_ANOTHER_YEAR = "day_of_another_year"  # day, year
    YEARS_REVERSED = "years_reversed"  # first, last
    SETS_OVERLAP = "sets_overlap"  # first_line
    AMBIGUOUS_NAME = "ambiguous_name"  # value, other
    # rows of tables that belong together
    PART_NOT_LISTED = "part_not_listed"  # value
    INDEX_WITHOUT_ROW = "index_without_row"  # value
    RESULT_NOT_LISTED = "result_not_listed"  # value


MESSAGES: dict[ProblemCode, str] = {
    ProblemCode.NO_SUCH_FILE: N_("there is no such file"),
    ProblemCode.UNREADABLE_FILE: N_("the file cannot be opened"),
    ProblemCode.FILE_TOO_LARGE: N_("the file is larger than {limit} MB"),
    ProblemCode.NOT_UTF8: N_("the file is not saved as UTF-8"),
    ProblemCode.EMPTY_FILE: N_("the file is empty"),
    ProblemCode.TAB: N_("a tab stands here; use spaces"),
    ProblemCode.CONTROL_CHARACTER: N_(
        "an invisible character ({character}) stands here; delete it"
    ),
    ProblemCode.SYNTAX: N_(
        "column {column}: this cannot be read as YAML; check indentation, colons and quotes"
    ),
    ProblemCode.SYNTAX_COLON: N_(
        "column {column}: a colon is not possible here; put a text that contains a colon in "
        "quotes, and check the indentation"
    ),
    ProblemCode.SYNTAX_QUOTE: N_("a quote that opens here is never closed, or closed too early"),
    ProblemCode.SYNTAX_BRACKET: N_(
        "a bracket that opens here is not closed, or a text inside it that contains a comma or a "
        "colon is not in quotes"
    ),
    ProblemCode.SYNTAX_START: N_(
        "column {column}: a text cannot begin with this character unless it is in quotes"
    ),
    ProblemCode.SEVERAL_DOCUMENTS: N_("a second document begins here; a file holds one"),
    ProblemCode.ALIAS: N_(
        "YAML anchors (&) and aliases (*) are not allowed; a text that begins with & or * must be "
        "in quotes"
    ),
    ProblemCode.TAG: N_(
        "YAML tags (!) are not allowed; a text that begins with ! must be in quotes"
    ),
    ProblemCode.TOO_DEEP: N_("more than {limit} levels inside one another"),
    ProblemCode.KEY_NOT_TEXT: N_("a key must be a single word"),
    ProblemCode.DUPLICATE_KEY: N_("{key} stands here twice, first on line {first_line}"),
    ProblemCode.UNKNOWN_KEY: N_("{key} is not known here; known are: {known}"),
    ProblemCode.UNKNOWN_KEY_NEAR: N_("{key} is not known here; did you mean {near}?"),
    ProblemCode.COMMA_IN_BRACES: N_(
        "{key} is not known here; inside braces a text that contains a comma must be in quotes"
    ),
    ProblemCode.MISSING_KEY: N_("{key} is missing"),
    ProblemCode.MISSING_VALUE: N_("a value is required here"),
    ProblemCode.MISSING_FOR_KIND: N_("{key} is missing; {kind} needs it"),
    ProblemCode.FORBIDDEN_FOR_KIND: N_("{key} does not belong to {kind}"),
    ProblemCode.EXPECTED_MAP: N_(
        "fields are required here (key: value), not a single value or a list"
    ),
    ProblemCode.EXPECTED_LIST: N_("a list is required here; write [] for an empty one"),
    ProblemCode.EMPTY_LIST: N_("the list must not be empty"),
    ProblemCode.REPEATED_ITEM: N_("{value} stands in the list twice"),
    ProblemCode.EXPECTED_TEXT: N_("a text is required here"),
    ProblemCode.TEXT_UNQUOTED: N_('this text must be in quotes: "{value}"'),
    ProblemCode.TEXT_BLANK: N_("the text is blank"),
    ProblemCode.TEXT_TOO_LONG: N_("the text has {length} characters; at most {limit} are allowed"),
    ProblemCode.TEXT_LINES: N_("the text must stand on one line"),
    ProblemCode.BAD_CODE: N_(
        "{value} cannot be a code; a code has 1 to 64 letters, digits, points, hyphens or "
        "underscores and no spaces"
    ),
    ProblemCode.EXPECTED_DECIMAL: N_('a decimal number in quotes is required here, such as "7.80"'),
    ProblemCode.DECIMAL_UNQUOTED: N_('a decimal number must be in quotes, such as "{example}"'),
    ProblemCode.DECIMAL_COMMA: N_('{value}: a decimal number is written with a point: "{example}"'),
    ProblemCode.NO_DECIMAL: N_('{value} is no decimal number; write it like "7.80"'),
    ProblemCode.NEGATIVE: N_("{value}: a number below 0 is not possible here"),
    ProblemCode.NO_SUCH_WEEKDAY: N_(
        "{value} is no day of the week; 1 is Monday, 5 is Friday, 7 is Sunday"
    ),
    ProblemCode.EXPECTED_WHOLE: N_("a whole number without quotes is required here"),
    ProblemCode.OUT_OF_RANGE: N_("{value} is not possible here; from {minimum} to {maximum}"),
    ProblemCode.EXPECTED_TRUTH: N_("true or false is required here"),
    ProblemCode.EXPECTED_DAY: N_("a day is required here, written like 2023-04-13"),
    ProblemCode.NO_SUCH_DAY: N_("there is no day {value}"),
    ProblemCode.MONTH_WITHOUT_DAY: N_(
        "{value} is a month without its day; write the day, or leave the value null and keep what "
        "is printed in a note"
    ),
    ProblemCode.BAD_CHOICE: N_("{value} is not possible here; choose one of: {allowed}"),
    ProblemCode.EXPECTED_LINES: N_("first and last line are required here, such as [61, 61]"),
    ProblemCode.EXPECTED_YEARS: N_("first and last year are required here, such as [2025, 2030]"),
    ProblemCode.EITHER_OF: N_("either {key} or {other} can stand here, not both"),
    ProblemCode.EXPECTED_DUE: N_("exactly one of these is required here: {allowed}"),
    ProblemCode.EXPECTED_WORD_OR: N_("{word} or a map such as {example} is required here"),
    ProblemCode.BAD_DAY_OF_YEAR: N_("{value} is no day of a year"),
    ProblemCode.LINES_REVERSED: N_("the first line ({first}) comes after the last ({last})"),
    ProblemCode.YEARS_EQUAL: N_("a plan of one year has year: {year} instead of years"),
    ProblemCode.BAD_ID: N_(
        "{value} does not fit agency and year: it must be {expected}, with a suffix such as "
        "{expected}-PAR where one year has several plans"
    ),
    ProblemCode.DUPLICATE_CODE: N_("the code {value} is already used on line {first_line}"),
    ProblemCode.DUPLICATE_SUB_INDEX: N_("{value} already stands on line {first_line}"),
    ProblemCode.DUPLICATE_RESULT: N_(
        "a result of {year} ({kind}) already stands on line {first_line}"
    ),
    ProblemCode.UNKNOWN_UNIT: N_("no unit has the code {value}; define it under units"),
    ProblemCode.UNKNOWN_PERSON: N_("no person has the code {value}; define it under people"),
    ProblemCode.GROUP_IN_GROUP: N_("{value} is a group and cannot be a member of another"),
    ProblemCode.INDEX_NOT_LISTED: N_("{value} is not among the plan's indices ({listed})"),
    ProblemCode.UNKNOWN_INDEX: N_("the catalogue has no index {value}; it has: {known}"),
    ProblemCode.UNKNOWN_SUB_INDEX: N_(
        "{index} has no sub-index {value} in {year} for {province}; use one of: {known}; or "
        "define it under own_sub_indices"
    ),
    ProblemCode.LOW_ABOVE_HIGH: N_("low ({low}) is above high ({high})"),
    ProblemCode.RANK_NOT_WHOLE: N_("{value}: places are whole numbers from 1"),
    ProblemCode.RANK_BEYOND_LIST: N_("place {rank} is not possible among {out_of}"),
    ProblemCode.OUT_OF_SCALE: N_(
        "{value} lies outside the scale of {index} ({minimum} to {maximum}); keep what is printed "
        "in text, leave the value out and say so in a note"
    ),
    ProblemCode.SCALE_REVERSED: N_("the minimum ({minimum}) is not below the maximum ({maximum})"),
    ProblemCode.BANDS_OUT_OF_ORDER: N_(
        "the bands {name} and {other} overlap; each begins at a score of its own"
    ),
    ProblemCode.RANK_AND_BEYOND: N_(
        "a result has either a rank ({rank}) or only a rank that it lies beyond ({over})"
    ),
    ProblemCode.DUPLICATE_LIST: N_("the list {list} stands here twice"),
    ProblemCode.RESULT_AFTER_PLAN: N_("the plan ends in {last} and cannot have a result of {year}"),
    ProblemCode.TARGET_BEFORE_PLAN: N_(
        "the plan begins in {first} and cannot have a target for {year}"
    ),
    ProblemCode.BASE_YEAR_NOT_BEFORE: N_(
        "an earlier year than {first} is required to count from, not {year}"
    ),
    ProblemCode.NO_SUCH_DUE_DAY: N_("month {month} has no day {day}"),
    ProblemCode.DUE_DAY_TWICE: N_("the day {day}/{month} stands on the list twice"),
    ProblemCode.DUE_WITHOUT_CADENCE: N_("a due day needs a cadence that has periods"),
    ProblemCode.DUE_MONTH_MISFIT: N_("{key} does not fit the cadence {cadence}"),
    ProblemCode.DUE_SEVERAL_MONTHS: N_("only one of these can stand here: {keys}"),
    ProblemCode.PERIOD_MISFIT: N_("{value} is no period of this duty; it has {known}"),
    ProblemCode.DAY_OF_ANOTHER_YEAR: N_("{day} does not lie in {year}"),
    ProblemCode.ISSUED_TWICE: N_(
        "issued_not_before is only for a plan whose day of issue is blank"
    ),
    ProblemCode.TODAY_OF_REAL_PLAN: N_("only an illustration has a today of its own"),
    ProblemCode.ILLUSTRATION_WITHOUT_TODAY: N_("an illustration needs a today of its own"),
    ProblemCode.YEARS_REVERSED: N_("the first year ({first}) comes after the last ({last})"),
    ProblemCode.SETS_OVERLAP: N_(
        "this set is valid in the same years and provinces as the one on line {first_line}"
    ),
    ProblemCode.AMBIGUOUS_NAME: N_("{value} also means {other}"),
    ProblemCode.PART_NOT_LISTED: N_("{value} is none of the sub-indices that the plan lists"),
    ProblemCode.INDEX_WITHOUT_ROW: N_("the plan has no line for the whole index {value}"),
    ProblemCode.RESULT_NOT_LISTED: N_("there is no such result of {value} among the results"),
}

PLACE_WITH_FIELD = N_("{file}, line {line}, {field}: {problem}")
PLACE_WITH_LINE = N_("{file}, line {line}: {problem}")
PLACE_OF_FILE = N_("{file}: {problem}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem at one place: ``line`` counts from 1, ``field`` like ``tasks[2].lead[0]``.

    Both are None where the problem is the file's as a whole.
    """

    code: ProblemCode
    file: str
    line: int | None = None
    field: str | None = None
    arguments: tuple[tuple[str, Argument], ...] = ()

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """The problem with its place in words; ``translate`` turns a message id into a language."""
        arguments = {name: _shown(value) for name, value in self.arguments}
        problem = translate(MESSAGES[self.code]).format(**arguments)
        if self.line is None:
            return translate(PLACE_OF_FILE).format(file=self.file, problem=problem)
        if not self.field:
            return translate(PLACE_WITH_LINE).format(
                file=self.file, line=self.line, problem=problem
            )
        return translate(PLACE_WITH_FIELD).format(
            file=self.file, line=self.line, field=self.field, problem=problem
        )


class PlanFileError(Exception):
    """A file that is not taken: all its problems, in the order of its lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(problem.sentence() for problem in self.problems)


def _shown(value: Argument) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)
