"""What the log says: lines for people or for programs, and no secret in either."""

import json
import logging
import sys

import pytest

from ddci_tracker.services.links import Purpose, path_of
from ddci_tracker.services.tokens import new_token
from ddci_tracker.web.log import JsonLines, PlainLines


def record(message: str, *arguments: object, **extra: object) -> logging.LogRecord:
    """What a module of ours logs while it handles an error."""
    logger = logging.getLogger("ddci_tracker.tests")
    return logger.makeRecord(
        logger.name, logging.ERROR, __file__, 1, message, arguments, sys.exc_info(), extra=extra
    )


def test_a_line_of_json_says_when_how_bad_who_and_what_with_the_trace_below() -> None:
    try:
        raise ZeroDivisionError("chia cho không")
    except ZeroDivisionError:
        line = JsonLines().format(record("mã %s", "A1", figures={"ms": 12}))
    said = json.loads(line)
    assert "\n" not in line
    assert said["at"].endswith("+00:00")
    assert (said["level"], said["logger"], said["said"], said["ms"]) == (
        *("error", "ddci_tracker.tests", "mã A1"),
        12,
    )
    assert said["trace"].endswith("ZeroDivisionError: chia cho không")


@pytest.mark.parametrize("form", [JsonLines(), PlainLines("%(message)s")])
def test_what_lets_somebody_in_is_left_out(form: logging.Formatter) -> None:
    for _ in range(50):
        token = new_token()
        address = path_of(Purpose.DISPLAY, token)
        try:
            raise ValueError(f"postgresql://ddci:mật-khẩu@db/ddci {address}")
        except ValueError:
            line = form.format(record("GET %s?next=%s Bearer %s", address, token, token))
        assert token not in line
        assert "mật-khẩu" not in line
        assert "postgresql://ddci:…@db/ddci /man-hinh/…" in line
    name = "test_a_function_of_forty_three_letters_here"
    assert len(name) == 43
    assert name in form.format(record("%s", name))
