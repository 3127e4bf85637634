"""A screen that fails: what its reader sees, and what the log keeps."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from tests.patience import PATIENCE_SECONDS


def fail() -> None:
    from ddci_tracker.web.errors import on_script_error

    assert on_script_error(ValueError("plan STTTT:\nsecond line"))


def test_the_reader_sees_a_number_and_the_log_has_the_rest_under_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    screen = AppTest.from_function(fail, default_timeout=PATIENCE_SECONDS).run()
    (told,) = screen.error
    assert told.value.startswith("Không hiển thị được trang này.")
    assert "STTTT" not in told.value
    (reference,) = re.findall(r"\b[0-9A-F]{8}\b", told.value)
    (record,) = [record for record in caplog.records if record.name.startswith("ddci_tracker")]
    assert record.getMessage() == f"reference={reference} error=ValueError"
    assert "plan STTTT:\nsecond line" in caplog.text


def test_an_english_reader_is_told_in_english() -> None:
    screen = AppTest.from_function(fail, default_timeout=PATIENCE_SECONDS)
    screen.query_params["lang"] = "en"
    screen.run()
    assert screen.error[0].value.startswith("This page could not be shown.")


def test_two_errors_have_two_numbers() -> None:
    told = {
        AppTest.from_function(fail, default_timeout=PATIENCE_SECONDS).run().error[0].value
        for _ in range(2)
    }
    assert len(told) == 2
