"""The list of what the tracker is made of: every pin, each with its licence."""

from __future__ import annotations

import json
import re

from docs.make_components import FILE, ROOT, document


def test_the_list_is_the_one_that_the_pins_give() -> None:
    assert FILE.read_text(encoding="utf-8") == document(), "run make components"


def test_every_pin_is_listed_with_a_version_and_a_licence() -> None:
    listed = json.loads(FILE.read_text(encoding="utf-8"))
    assert (listed["bomFormat"], listed["specVersion"]) == ("CycloneDX", "1.6")
    libraries = [each for each in listed["components"] if each["type"] == "library"]
    pins = re.findall(
        r"^([\w.-]+)==(\S+)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert [(each["name"], each["version"]) for each in libraries] == pins
    for each in listed["components"]:
        (licence,) = each["licenses"]
        said = licence.get("expression") or str(licence["license"])
        assert "UNKNOWN" not in said.upper(), each["name"]
    assert len({each["bom-ref"] for each in listed["components"]}) == len(listed["components"])
