"""Writes what the tracker is made of, with versions and licences, into docs/components.cdx.json.

``make components`` runs it; the form is CycloneDX 1.6. Names and versions are those that
requirements.txt pins, licences what the installed libraries say of themselves, so it needs no
network. The same pins give the same file. What is known of weaknesses of a component has to be
asked for elsewhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

import ddci_tracker

ROOT = Path(__file__).parents[1]
FILE = ROOT / "docs" / "components.cdx.json"

_PIN = re.compile(r"(?P<name>[\w.-]+)==(?P<version>[^\s;]+)(?: ; (?P<only>[^#]+?))?\s*(?:#|$)")
# Some put the whole text of their licence where its name belongs.
_LONGEST_NAME = 60
# A library that another system or another Python needs is not installed here.
_ELSEWHERE = {"colorama": "BSD License"}
_FONTS = {
    "Tinos": "OFL-1.1",
    "Arimo": "OFL-1.1",
    "DejaVu Sans": "Bitstream-Vera",
}


def components() -> Iterator[dict[str, Any]]:
    """Every library that is pinned, and the fonts that are shipped."""
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines():
        pin = _PIN.match(line)
        if pin:
            yield _library(**pin.groupdict())
    for name, licence in _FONTS.items():
        yield {
            "type": "data",
            "bom-ref": f"font:{name}",
            "name": name,
            "licenses": [{"license": {"id": licence}}],
        }


def _library(name: str, version: str, only: str | None) -> dict[str, Any]:
    purl = f"pkg:pypi/{name}@{version}"
    component: dict[str, Any] = {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
        "licenses": [_licence(name)],
    }
    if only:
        component["properties"] = [{"name": "ddci:only-where", "value": only}]
    return component


def _licence(name: str) -> dict[str, Any]:
    """What a library says of its licence: an expression of SPDX, else a name."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return {"license": {"name": _ELSEWHERE[name]}}
    if "License-Expression" in told:
        return {"expression": told["License-Expression"]}
    said = told["License"].strip() if "License" in told else ""
    if not said or len(said) > _LONGEST_NAME or "\n" in said:
        kinds = told.get_all("Classifier") or []
        said = next(each.rpartition(" :: ")[2] for each in kinds if each.startswith("License ::"))
    return {"license": {"name": said}}


def document() -> str:
    """The list as it stands in its file."""
    product = {
        "type": "application",
        "name": "ddci-tracker",
        "version": ddci_tracker.__version__,
        "licenses": [{"license": {"id": "MIT"}}],
    }
    listed = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": product},
        "components": list(components()),
    }
    return json.dumps(listed, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(document(), encoding="utf-8", newline="\n")
