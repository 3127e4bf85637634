"""What the page says instead of Streamlit's English, and that no script runs on it but ours."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256

from starlette.applications import Starlette

from ddci_tracker import streamlit_inside as inside
from ddci_tracker.web import fixed_words
from ddci_tracker.web.shell import Looks, shell_routes
from ddci_tracker.words.catalogue import Language, Words
from tests.integration.web.asgi import ask
from tests.markup import elements

# Streamlit fills the key and the deed, or the name of a shape, into one sentence.
MADE_OF_PARTS = {"add icon"} | {
    f"Press {key}Enter to {deed}"
    for key in ("", "Ctrl+", "⌘+")
    for deed in ("apply", "submit form")
}
shell = Starlette(routes=shell_routes(Looks(stylesheet="", shapes="")))


def directives_of(policy: str) -> dict[str, list[str]]:
    return {name: given for name, *given in (each.split() for each in policy.split(";"))}


def test_the_table_is_of_the_language_of_the_page() -> None:
    table = json.loads(fixed_words.table(Words.of()))
    assert table["locale"] == "vi-VN"
    assert table["whole"]["Choose date"] == "Chọn ngày"
    assert table["months"]["November"] == "tháng 11"
    assert ["^year,\\ (?<label>.+?)$", "năm, {label}"] in table["around"]


def test_english_stays_as_streamlit_writes_it() -> None:
    table = json.loads(fixed_words.table(Words.of(Language("en"))))
    assert table["locale"] == "en-GB"
    assert table["whole"] == table["months"] == {}
    assert table["around"] == []


def test_no_translation_ends_the_script_that_it_stands_in() -> None:
    assert "<" not in fixed_words.table(Words.of())


def test_what_is_said_instead_is_what_streamlit_says() -> None:
    scripts = (inside.static_folder() / "static" / "js").glob("*.js")
    everything = "\n".join(script.read_text(encoding="utf-8") for script in scripts)
    unheard = {said for said in fixed_words.WHOLE if said not in everything}
    assert unheard == MADE_OF_PARTS


def test_a_screen_runs_the_scripts_of_its_page_alone() -> None:
    page = ask(shell, "/tong-quan")
    directives = directives_of(page.headers["content-security-policy"])
    (script,) = re.findall(r"<script>(.*?)</script>", page.text, re.DOTALL)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert directives["script-src"] == ["'self'", "blob:", f"'sha256-{digest}'"]
    assert directives["default-src"] == ["'self'"]
    assert directives["object-src"] == directives["base-uri"] == ["'none'"]
    assert len(elements(page.text, "script:not([src])")) == 1
    assert not elements(page.text, "[onload], [onclick], [onerror], [href^='javascript:']")
