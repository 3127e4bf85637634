"""``plan import``: a text becomes a draft; what is no plan is refused and leaves nothing."""

from __future__ import annotations

from pathlib import Path

import yaml

from tests.integration.cli.terminal import Terminal
from tests.unit.plans.importing.test_reading import PLAN


def test_a_text_becomes_a_draft_that_goes_round(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "ke-hoach.txt"
    file.write_text("\n".join(PLAN), encoding="utf-8")
    found = terminal.json("plan", "import", file)
    assert (found["refused"], found["draft"]) == (None, "SXD-HG-2024")
    assert found["plan"]["sub_indices"][0]["targets"][0]["value"] == "8.20"
    sure = {each["path"]: (each["sure"], each["why"]) for each in found["facts"]}
    assert sure["document.number"] == (True, None)
    assert terminal.json("plan", "draft", "show", "SXD-HG-2024")["blocking"] == 0
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    terminal.does("plan", "draft", "export", "SXD-HG-2024", "--out", str(first))
    again = terminal.json("plan", "draft", "start", first)
    terminal.does("plan", "draft", "export", again["id"], "--out", str(second))
    assert first.read_text(encoding="utf-8") == second.read_text(encoding="utf-8")
    written = yaml.safe_load(first.read_text(encoding="utf-8"))
    assert written["sub_indices"][0]["lead"] == found["plan"]["sub_indices"][0]["lead"]


def test_what_is_no_plan_leaves_no_draft(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "van-ban.txt"
    file.write_text("THÔNG BÁO\nKết luận của Giám đốc Sở", encoding="utf-8")
    assert terminal.json("plan", "import", file)["refused"] == "notice"
    answer = terminal("plan", "import", file)
    assert (answer.code, answer.out) == (2, "")
    assert terminal.json("plan", "draft", "list") == []
