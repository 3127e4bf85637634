"""Bad input ends in one Vietnamese sentence on standard error and 2, never in a traceback."""

import ast
import re
from pathlib import Path

import pytest

from ddci_tracker import cli
from ddci_tracker.cli import context
from ddci_tracker.web import serving
from ddci_tracker.words.catalogue import Language, Words
from tests.integration.cli.terminal import Terminal

PLAN = "SNGV-LS-2021"
UPDATE = ("task", "update", PLAN, "T")
RESULT = ("result", "add", PLAN, "--index", "DDCI", "--year", "2021", "--score", "70")
DECIDED = ("--decided-on", "2021-06-01", "--in-force-on", "2021-07-01", "--basis", "QĐ 1")
SET_DUE = ("report", "set-due", PLAN, "R1")

# What is typed, and the message that answers it.
TYPED: list[tuple[tuple[str, ...], str]] = [
    (
        ("plan", "set-top-group", PLAN, "DDCI#1"),
        "Give either --size with a number, or --take-back",
    ),
    (
        ("plan", "set-top-group", PLAN, "DDCI#1", "--size", "5", "--take-back"),
        "Give either --size with a number, or --take-back",
    ),
    (("plan", "set-members", PLAN, "G"), "Give either the members, or --take-back"),
    (
        ("plan", "set-members", PLAN, "G", "VP", "--take-back"),
        "Give either the members, or --take-back",
    ),
    (("month", "schedule", PLAN, "--day", "5", "--never"), "Give either --day or --never"),
    (
        ("month", "template", PLAN, "--put", "mau.docx", "--default"),
        "Give one of --out, --put and --default",
    ),
    (
        ("meeting", "agenda", PLAN, "2021-07-15-1", "--ask", "overview"),
        "{typed} says no question; write ITEM=TEXT",
    ),
    (("remind", PLAN, "KHONG-CO"), "Plan {plan} has no unit {unit}"),
    (("board",), "{parameter} is missing; see {command} --help"),
    (
        ("board", PLAN, "--as-of"),
        "Option {option} lacks its value or takes none; see {command} --help",
    ),
    (
        ("board", PLAN, "--json=1"),
        "Option {option} lacks its value or takes none; see {command} --help",
    ),
    (("board", PLAN, "--nope"), "There is no option {option}; see {command} --help"),
    (("board", PLAN, "-x"), "There is no option {option}; see {command} --help"),
    (("board", PLAN, PLAN), "Too much was given; see {command} --help"),
    (("bord", PLAN), "There is no such command; known are {commands}"),
    (("plan", "lod"), "There is no such command; known are {commands}"),
    (("plan", "load"), "{parameter} is missing; see {command} --help"),
    (
        ("task", "update", PLAN, "T", "--status", "done"),
        "{parameter} is missing; see {command} --help",
    ),
    ((*UPDATE, "--quarter", "2021-Q1"), "{parameter} is missing; see {command} --help"),
    (("board", PLAN, "--as-of", "hôm qua"), "{typed} is not a day; write 2021-06-05 or 05/06/2021"),
    (
        ("board", PLAN, "--as-of", "2021-02-29"),
        "{typed} is not a day; write 2021-06-05 or 05/06/2021",
    ),
    (
        ("board", PLAN, "--as-of", "0001-01-01"),
        "{typed} is not a day; write 2021-06-05 or 05/06/2021",
    ),
    (("board", PLAN, "--as-of", ""), "{typed} is not a day; write 2021-06-05 or 05/06/2021"),
    (
        ("board", PLAN, "--known-at", "0001-01-01T00:00"),
        "{typed} is not a moment; write 2021-06-05 or 2021-06-05T17:30",
    ),
    (
        ("board", PLAN, "--known-at", "9999-12-31T23:59"),
        "{typed} is not a moment; write 2021-06-05 or 2021-06-05T17:30",
    ),
    (
        ("board", PLAN, "--known-at", "sáng nay"),
        "{typed} is not a moment; write 2021-06-05 or 2021-06-05T17:30",
    ),
    (("board", PLAN, "--known-at", "2027-01-01"), "{moment} has not come yet"),
    (("board", PLAN, "--quarter", "2021"), "{typed} is not a quarter; write 2021-Q2"),
    (("board", PLAN, "--quarter", "2021-Q5"), "{typed} is not a quarter; write 2021-Q2"),
    (("board", PLAN, "--quarter", "2022-Q1"), "{quarter} is not a quarter of {year}"),
    (("board", "KHONG-CO-2021"), "There is no plan {plan}"),
    (("board", ""), "There is no plan {plan}"),
    (("board", "'; DROP TABLE plan; --"), "There is no plan {plan}"),
    (
        ("copy", "--to", "mysql://localhost/ddci"),
        "This names no database; write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME",
    ),
    (("plan", "check", "KHONG-CO-2021"), "There is no plan {plan}"),
    (("plan", "workbook", "--out", "x.xlsx"), "Give either a plan, or --empty"),
    (("plan", "workbook", PLAN, "--empty", "--out", "x.xlsx"), "Give either a plan, or --empty"),
    (("history", PLAN, "T9"), "Plan {plan} has no task {task}"),
    (
        (*UPDATE, "--quarter", "2021-06", "--status", "done"),
        "{typed} is not a quarter; write 2021-Q2",
    ),
    ((*UPDATE, "--quarter", "2021-Q2", "--status", "fertig"), "{typed} is not one of: {words}"),
    (
        (*UPDATE, "--quarter", "2021-Q2", "--status", "done", "--percent", "40%%"),
        "A percentage is a whole number from 0 to 100, not {typed}",
    ),
    (
        (*UPDATE, "--quarter", "2021-Q2", "--status", "done", "--percent", "150"),
        "A percentage is a whole number from 0 to 100, not {typed}",
    ),
    (
        (*UPDATE, "--quarter", "2021-Q2", "--status", "done", "--percent", "9" * 5000),
        "A percentage is a whole number from 0 to 100, not {typed}",
    ),
    (
        (*UPDATE, "--quarter", "2021-Q2", "--status", "done", "--revision", "-1"),
        "{typed} is not a revision; write 0, 1, 2 and so on",
    ),
    ((*UPDATE, "--quarter", "2021-Q2", "--status", "done"), "Plan {plan} has no task {task}"),
    (
        (*UPDATE, "--quarter", "2021-Q2", "--status", "done", "--on", "2027-01-01"),
        "{on} has not come yet; today is {today}",
    ),
    (
        ("report", "hand-in", PLAN, "R1", "TTr", "quý 2"),
        "{typed} is not a period; write 2021-W05, 2021-06, 2021-Q2, 2021-H1, 2021-9M, 2021-L1 "
        "or 2021",
    ),
    (("report", "hand-in", PLAN, "R9", "TTr", "2021-Q2"), "Plan {plan} has no report duty {duty}"),
    (
        ("report", "return", PLAN, "R1", "TTr", "2021-Q2"),
        "{parameter} is missing; see {command} --help",
    ),
    (SET_DUE, "Give one of --by, --before and --within, with a number, or --day-of-year"),
    (
        (*SET_DUE, "--by", "5", "--before", "6"),
        "Give one of --by, --before and --within, with a number, or --day-of-year",
    ),
    (
        (*SET_DUE, "--by", "5", "--within", "2"),
        "Give one of --by, --before and --within, with a number, or --day-of-year",
    ),
    (
        (*SET_DUE, "--day-of-year", "giữa năm"),
        "{typed} is not a day of a year; write 15/06, before 15/06 or 20/01 next_year",
    ),
    (
        (*RESULT, "--estimate", "--disputed-by", "Báo Lạng Sơn"),
        "{typed} does not say what another source says; write SOURCE=68,40/14",
    ),
    ((*RESULT, "--estimate", "--why", "chép nhầm"), "--why goes with --disputed-by"),
    (
        (*RESULT, "--estimate", "--disputed-by", "Báo A=68,40", "--why", "\u200b"),
        "Say why that is not the one that is used",
    ),
    (
        ("plan", "edit", PLAN, "tasks", "II.1.1-01", "--set", "titel=Khác"),
        "{typed} is no column and its text; columns are {columns}",
    ),
    (("plan", "close", PLAN), "Give either --on with a day, or --take-back"),
    (
        ("workdays", "set", "2026-11-24", "--name", "Ngày Văn hóa Việt Nam"),
        "Give either --worked or --free",
    ),
    (RESULT, "Give either --published-on with a day, or --estimate"),
    (
        (*RESULT, "--estimate", "--published-on", "2022-01-01"),
        "Give either --published-on with a day, or --estimate",
    ),
    (
        (*RESULT, "--estimate", "--best-score", "rất cao"),
        "{typed} is not a number; write 7,80 or 7.80",
    ),
    ((*RESULT, "--estimate", "--best-score", "NaN"), "{typed} is not a number; write 7,80 or 7.80"),
    ((*RESULT, "--estimate", "--best-score", "1e5"), "{typed} is not a number; write 7,80 or 7.80"),
    (
        (*UPDATE, "--quarter", "2021-Q2", "--status", "done", "--note", "\udcff"),
        "{argument} is not UTF-8 text",
    ),
    (("policy", "set", "SNGV-LS"), "Name at least one threshold, or --default"),
    (
        ("block", "add", PLAN, "--index", "DDCI", "--year", "2021", "--file", "/nowhere/khoi.csv"),
        "There is no file {path}",
    ),
    (
        ("unit", "rename", "SNGV-LS", "VP", "--name", "\u200b", *DECIDED),
        "A unit has a code without spaces, and a name: {unit}",
    ),
    (
        ("unit", "merge", "SNGV-LS", "VP", "TTr", "--into", "VP", "--name", "\u3164", *DECIDED),
        "A unit has a code without spaces, and a name: {unit}",
    ),
    (
        ("unit", "split", "SNGV-LS", "VP", "--into", "VP=\u00ad", "--into", "MOI=Mới", *DECIDED),
        "A unit has a code without spaces, and a name: {unit}",
    ),
    (
        ("plan", "amend", PLAN, "no-file.yaml", "--on", "2021-07-01", "--basis", "à" * 1_000_000),
        "This has {length} characters; no text may have more than {most}",
    ),
    (
        ("unit", "merge", "SNGV-LS", "VP", "--into", "MOI", *DECIDED),
        "{unit} is new: say what it is called, with --name or as CODE=NAME",
    ),
    (
        ("unit", "undo", "SNGV-LS", "2021-07-01/merged/VP"),
        "Agency {agency} has no change of units {key}; there are {keys}",
    ),
    (("evidence", "add", PLAN, "X", "--quarter", "2021-Q3"), "Give either --file or --link"),
    (
        ("evidence", "add", PLAN, "X", "--link", "https://a.vn"),
        "Say of which quarter: --quarter 2021-Q2",
    ),
    (("backup",), "Name the file to write, or say --daily for one a day"),
    (("backup", "x.zip", "--keep", "3"), "Name the file to write, or say --daily for one a day"),
    (("backup", "--daily", "--keep", "0"), "A copy stays from 1 to 3650 days, not {typed}"),
    (("run", "--port", "0"), "A port lies between 1 and 65535, not {typed}"),
    (("run", "--port", "http"), "{typed} is not a whole number"),
]

# What keeps the board from being served, and the message that tells it.
OF_THE_SERVER = {
    serving.PortInUse(
        8501
    ): "Port {port} is taken, perhaps by another tracker; choose one with --port",
    serving.PortNotAllowed(80): "You may not listen on port {port}",
    serving.NotAnAddressHere("10.9.8.7"): "{host} is not an address of this computer",
}


# What standard input is refused for; ``test_typed_texts`` pipes it in.
OF_INPUT = {"Standard input is not UTF-8 text"}

# What a file is refused for whatever reads it.
OF_FILES = {"{file} cannot be read as UTF-8 text"}


def as_told(message: str) -> re.Pattern[str]:
    """The Vietnamese sentence of a message, whatever fills it."""
    template = Words.of(Language("vi")).translate(message)
    assert template != message, "it is translated"
    parts = re.split(r"\{\w+\}", template)
    return re.compile(r"(--[a-z-]+: )?" + ".*".join(map(re.escape, parts)) + r"\n", re.DOTALL)


@pytest.mark.parametrize(("typed", "message"), TYPED)
def test_it_is_told_in_one_sentence(
    terminal: Terminal, typed: tuple[str, ...], message: str
) -> None:
    answer = terminal(*typed)
    assert (answer.code, answer.out) == (2, "")
    assert as_told(message).fullmatch(answer.err), answer.err
    assert "Traceback" not in answer.err


LONG = "x" * 5000


@pytest.mark.parametrize(
    ("typed", "option"),
    [
        (("report", "return", PLAN, "R1", "TTr", "2021-Q2", "--reason", LONG), "--reason"),
        (("report", "return", PLAN, "R1", "TTr", "2021-Q2", f"--reason={LONG}"), "--reason"),
        (
            (
                "evidence",
                "add",
                PLAN,
                "X",
                "--quarter",
                "2021-Q3",
                "--link",
                f"https://a.vn/{LONG}",
            ),
            "--link",
        ),
        ((*RESULT, "--estimate", "--disputed-by", f"{LONG}=68,40"), "--disputed-by"),
        (
            (*UPDATE, "--quarter", "2021-Q2", "--status", "on_track", "--actual", "9" * 400),
            "--actual",
        ),
    ],
)
def test_what_is_too_long_is_told_with_its_option(
    terminal: Terminal, typed: tuple[str, ...], option: str
) -> None:
    assert terminal(*typed).err.startswith(f"{option}: ")


@pytest.mark.parametrize("message", OF_FILES)
@pytest.mark.parametrize(
    "typed",
    [
        ("plan", "draft", "start"),
        ("block", "add", PLAN, "--index", "DDCI", "--year", "2021", "--file"),
    ],
)
def test_a_file_of_other_bytes_is_told(
    terminal: Terminal, tmp_path: Path, typed: tuple[str, ...], message: str
) -> None:
    file = tmp_path / "kế hoạch.yaml"
    file.write_bytes("kế hoạch".encode("utf-16"))
    answer = terminal(*typed, file)
    assert (answer.code, answer.out) == (2, "")
    assert as_told(message).fullmatch(answer.err), answer.err


def test_every_refusal_of_the_command_line_is_tried_here() -> None:
    refused = set()
    for file in Path(cli.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="Refused"),
                    args=[ast.Call(func=ast.Name(id="N_"), args=[ast.Constant(value=message)])],
                ):
                    refused.add(message)
    assert (
        refused
        <= {message for _, message in TYPED} | set(OF_THE_SERVER.values()) | OF_INPUT | OF_FILES
    )


@pytest.mark.parametrize("error", OF_THE_SERVER, ids=repr)
def test_a_board_that_cannot_be_served_is_told_in_one_sentence(
    bare: Terminal, monkeypatch: pytest.MonkeyPatch, error: serving.CannotServe
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(serving, "serve", refuse)
    answer = bare("run", "--no-browser")
    assert (answer.code, answer.out) == (2, "")
    assert as_told(OF_THE_SERVER[error]).fullmatch(answer.err)


@pytest.mark.parametrize(
    "typed",
    [
        (),
        ("plan",),
        ("report",),
        ("task",),
        ("result",),
        ("demo",),
        ("user",),
        ("link",),
        ("token",),
    ],
)
def test_a_command_without_anything_behind_it_shows_its_help(
    bare: Terminal, typed: tuple[str, ...]
) -> None:
    answer = bare(*typed)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(" ".join(["Usage: python -m ddci_tracker", *typed]))


def help_texts(bare: Terminal, *command: str) -> dict[tuple[str, ...], str]:
    """The help of a command and of all below it."""
    answer = bare.does(*command, "--help")
    found = {command: answer.out}
    _, _, below = answer.out.partition("Commands:\n")
    for line in below.splitlines():
        found |= help_texts(bare, *command, line.split()[0])
    return found


def test_every_command_and_every_option_says_what_it_is(
    bare: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    texts = help_texts(bare)
    assert len(texts) > 20
    for command, said in texts.items():
        usage, *described = said.split("\n\n")[:2]
        assert usage.startswith("Usage:")
        assert described[0].strip(), f"{command} says what it does"
        # An option of two names leaves no room for what it does, which then stands below it.
        joined = re.sub(r"\n {20,}", "  ", said)
        for row in re.findall(r"^  --.*$", joined, re.MULTILINE):
            assert re.fullmatch(r"  --\S+(, --\S+)*( \S+)?  +\S.*", row), f"{command}: {row}"
    assert list(bare.state_dir.iterdir()) == [], "help needs no database"


def test_a_mistake_of_the_tracker_itself_is_kept_in_a_file(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr("ddci_tracker.cli.board.board_document", lambda *_: 1 / 0)
    answer = terminal("board", PLAN, "--json")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.count("\n") == 1
    (file,) = tmp_path.glob("ddci-error-*.txt")
    assert str(file) in answer.err
    assert "ZeroDivisionError" in file.read_text(encoding="utf-8")


def test_nothing_is_left_open_between_two_commands(terminal: Terminal) -> None:
    """Each run has a context of its own, so that one process can run many."""
    terminal.does("plan", "list")
    with pytest.raises(LookupError):
        context.context()
