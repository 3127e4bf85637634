"""What a tab keeps of choices in an open form, without a server (``web/static/typed.js``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.serving import ROOT

SCRIPT = ROOT / "ddci_tracker" / "web" / "static" / "typed.js"
HERE = "{form: 'form', revision: 1, heard: false}"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.set_content('<div id="ddci-connection" data-longest="100"></div>')
    page.add_script_tag(path=SCRIPT)
    page.evaluate("ddciTyped.belongsTo('lan')")
    yield page
    page.close()


def told(page: Page, *steps: str) -> Any:
    """What the server is told of the form after these steps; None of no form."""
    done = ";".join(steps)
    return page.evaluate(f"() => {{ const typed = ddciTyped; {done}; return typed.tell().form }}")


def test_a_choice_is_kept_and_told_to_be_held_while_its_form_stands(page: Page) -> None:
    sent = told(page, f"typed.choose({HERE}, 'day', '5')")
    assert sent == {"revision": 1, "fields": {"day": "5"}, "held": ["day"]}
    assert told(page, f"typed.choose({HERE}, 'day', null)") is None


def test_a_form_that_a_run_did_not_reach_keeps_its_choices(page: Page) -> None:
    """Such as one of a session that had just ended."""
    sent = told(page, f"typed.choose({HERE}, 'day', '5')", "typed.leaves('form', location.href)")
    assert sent == {"revision": 1, "fields": {"day": "5"}, "held": []}
    sent = told(page, "typed.stands('form', {})", f"typed.choose({HERE}, 'day', null)")
    assert sent["fields"] == {"day": "5"}, "nobody has heard of it yet"


def test_a_form_that_is_closed_takes_its_choices_along(page: Page) -> None:
    # The address says so before it goes, or only afterwards.
    stood = "typed.leaves('form', 'about:blank')"
    assert told(page, f"typed.choose({HERE}, 'day', '5')", "location.hash = 'shut'", stood) is None
    stands = f"typed.choose({HERE}, 'day', '5')"
    assert told(page, stands, "typed.leaves('form', location.href)") is not None
    assert told(page, "location.hash = 'closed'", "typed.forgetsClosed()") is None
