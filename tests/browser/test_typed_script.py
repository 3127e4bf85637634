"""What a tab keeps of an open form, without a server (``web/static/typed.js``)."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from ddci_tracker.ui.frame import coming_back
from ddci_tracker.ui.shared.typed import DRAFTS_SHOWN
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


def test_a_run_that_has_texts_says_in_one_which_draft_they_are(page: Page) -> None:
    """Cut off before its form is drawn, the page would come back without either."""
    # Nothing is kept between visits at the address of an empty page.
    page.evaluate(
        """() => {
          const place = {}
          Object.defineProperty(window, "sessionStorage", { value: {
            getItem: (name) => place[name] ?? null,
            setItem: (name, text) => { place[name] = text },
          } })
          window.ddciConnection = { alive() {}, isSettled: () => true }
        }"""
    )
    page.evaluate(
        "([name, shown]) => sessionStorage.setItem(name, JSON.stringify(shown))",
        [DRAFTS_SHOWN, {"form": "none", "other": "w:1"}],
    )
    page.evaluate("ddciTyped.note('form', 1, 'text', 'Rà soát')")
    data = {"account": "lan", "language": "", "looks": "", "looksAt": {}, "run": 2}
    data |= {"arrived": {"form": {"text": "Rà soát"}}, "drafts": {"form": "w:2", "closed": "w:3"}}
    module = "data:text/javascript;base64," + b64encode(coming_back.SCRIPT.encode()).decode()
    page.evaluate(
        """async ([module, data]) => {
          document.documentElement.lang = ""
          const { default: run } = await import(module)
          run({ data, setStateValue() {} })
        }""",
        [module, data],
    )
    assert page.evaluate("ddciTyped.waiting") == {}
    shown = page.evaluate("(name) => sessionStorage.getItem(name)", DRAFTS_SHOWN)
    assert json.loads(shown) == {"form": "w:2", "other": "w:1"}
