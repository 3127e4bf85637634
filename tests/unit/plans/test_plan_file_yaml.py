"""What a plan file may be as a text: one plain YAML document of a bearable size."""

from pathlib import Path

import pytest
import yaml

from ddci_tracker.plans import PlanFileError, Problem, parse_plan, read_plan
from ddci_tracker.plans import nodes as nodes_module
from ddci_tracker.plans.nodes import compose

SAMPLE = Path(__file__).parent / "files" / "sample.yaml"

# a text | the problem | its line
TEXTS = [
    ("", "empty_file", None),
    ("# nothing\n", "empty_file", None),
    ("a: 1\nb: Cập nhật: trang\n", "syntax_colon", 2),
    ("a: 1\n  b: 2\n", "syntax_colon", 2),
    ('a: 1\nb: "x\nc: 3\n', "syntax_quote", 2),
    ("a: 1\nb: [1, 2\nc: 3\n", "syntax_bracket", 2),
    ("a: {b: 1: 2}\n", "syntax_bracket", 1),
    ("a: 1\nb: %x\n", "syntax_start", 2),
    ("a: 1\nb: - x\n", "syntax_start", 2),
    ("a: 1\nb: > x\n", "syntax_start", 2),
    ("a: 1\nb: 'x' y\n", "syntax", 2),
    ("a: 1\n---\nb: 2\n", "several_documents", 2),
    ("a: &x 1\nb: *x\n", "alias", 1),
    ("a: 1\nb: *x\n", "alias", 2),
    ("a: 1\nb: * x\n", "alias", 2),
    ("a: 1\nb: !!python/object:os.system {}\n", "tag", 2),
    ("a: 1\nb: ! x\n", "tag", 2),
    ("a: " + "[" * 20 + "]" * 20, "too_deep", 1),
    ("a: 1\nb:\t2\n", "tab", 2),
    ("a: 1\nb: x\x07y\n", "control_character", 2),
    ("a: 1\nb: x\x00y\n", "control_character", 2),
    ("a: 1\nb: x\ufffey\n", "control_character", 2),
    ("a: 1\nb: x\ud800y\n", "control_character", 2),
]


def refusal(text: str) -> Problem:
    """The first problem of a text that is refused before anything is read."""
    with pytest.raises(PlanFileError) as refused:
        compose(text, "x.yaml")
    return refused.value.problems[0]


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
@pytest.mark.parametrize(("text", "code", "line"), TEXTS)
def test_a_text_that_is_no_plain_yaml_is_refused_with_a_hint(
    monkeypatch: pytest.MonkeyPatch, loader: str, text: str, code: str, line: int | None
) -> None:
    monkeypatch.setattr(nodes_module, "_Loader", getattr(yaml, loader))
    problem = refusal(text)
    assert (str(problem.code), problem.line) == (code, line)
    assert problem.sentence().startswith("x.yaml")


def test_every_line_with_an_odd_character_is_told() -> None:
    with pytest.raises(PlanFileError) as refused:
        compose("a:\t1\nb: 2\nc: \x073\n", "x.yaml")
    assert [problem.line for problem in refused.value.problems] == [1, 3]


def test_a_file_that_unfolds_into_millions_is_refused_before_it_does() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    assert str(refusal(bomb).code) == "alias"


def test_a_text_of_more_than_two_megabytes_is_refused() -> None:
    assert str(refusal("#" * (2 * 1024 * 1024 + 1)).code) == "file_too_large"


def test_a_file_of_more_than_two_megabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"#" * (2 * 1024 * 1024 + 1))
    with pytest.raises(PlanFileError) as refused:
        read_plan(path)
    assert "larger than 2 MB" in str(refused.value)


def test_a_file_that_is_not_utf8_is_refused_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "old.yaml"
    path.write_bytes("a: 1\nb: Sở".encode("utf-16-le"))
    with pytest.raises(PlanFileError) as refused:
        read_plan(path)
    assert refused.value.problems[0].line == 2


def test_a_file_saved_on_windows_is_read_as_any_other(tmp_path: Path) -> None:
    path = tmp_path / "windows.yaml"
    text = SAMPLE.read_text(encoding="utf-8")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert read_plan(path) == read_plan(SAMPLE)
    assert parse_plan("\ufeff" + text, "x.yaml") == read_plan(SAMPLE)
