"""Takes the pictures of README.md and the guides from the illustration plan, in a real browser.

``make screenshots`` runs it. The illustration has a today of its own, so that the same tracker
gives the same pictures on any day of a year.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from ddci_tracker.domain.periods import Period
from ddci_tracker.services import frozen_months, installation
from ddci_tracker.services.permissions import Actor
from ddci_tracker.services.tracker import open_tracker
from ddci_tracker.settings import load_settings
from tests.browser.conftest import FLAGS
from tests.browser.reading import DESK, ILLUSTRATION, PHONE, PROJECTOR, Reader, Sight
from tests.browser.serving import running_server
from tests.conftest import find_chromium

FOLDER = Path(__file__).parent / "images"

# File name, screen with what its address asks for, and how the reader's own screen is.
PICTURES: tuple[tuple[str, str, dict[str, str], Sight], ...] = (
    ("tong-quan", "tong-quan", {}, Sight(PROJECTOR)),
    ("tong-quan-toi", "tong-quan", {}, Sight(PROJECTOR, theme="dark")),
    ("tong-quan-dien-thoai", "tong-quan", {}, Sight(PHONE, scale=2)),
    ("chi-so", "chi-so", {}, Sight(DESK)),
    ("bao-cao", "bao-cao", {}, Sight(DESK)),
    ("viec-cua-toi", "viec-cua-toi", {}, Sight(DESK)),
    ("bieu-excel", "viec-cua-toi", {"unit": "VP", "excel": "1"}, Sight(DESK)),
    ("ban-tin", "ban-tin", {}, Sight(DESK)),
    ("ban-thao", "ke-hoach", {"draft": "list", "begin": "so-excel"}, Sight(DESK)),
    ("ke-hoach-sua", "ke-hoach", {"edit": "tasks/II.1-03"}, Sight(DESK)),
    ("don-vi-sap-nhap", "ke-hoach", {"edit": "units-merged"}, Sight(DESK)),
)
# Frozen before the pictures are taken, so that there is something to compare.
_MONTHS = (6, 7)


def main() -> None:
    """Start a tracker with an empty state, take every picture, and name the files."""
    chromium = find_chromium()
    if chromium is None:
        sys.exit("The pictures need a Chromium (Debian: apt-get install chromium)")
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as state, sync_playwright() as playwright:
        freeze_months(state)
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        with running_server(environment={"DDCI_STATE_DIR": state, "DDCI_DATABASE_URL": ""}) as here:
            for name, screen, asked, sight in PICTURES:
                with Reader.at(here, browser, sight) as reader:
                    page = reader.open(screen, plan=ILLUSTRATION, **asked)
                    path = FOLDER / f"{name}.png"
                    save(page.screenshot(), path)
                    print(path)
        browser.close()


def freeze_months(state: str) -> None:
    """Make the tracker of a state folder, and freeze the months that the pictures show."""
    settings = load_settings({"DDCI_STATE_DIR": state})
    tracker = open_tracker(
        settings.database_url, data_dir=settings.data_dir, state_dir=settings.state_dir
    )
    installation.prepare(tracker)
    year = int(ILLUSTRATION.rpartition("-")[2])
    for number in _MONTHS:
        month = Period.month(year, number)
        owner = Actor.owner("van.phong")
        frozen_months.freeze(tracker, owner, ILLUSTRATION, month, now=datetime.now(UTC))
    tracker.engine.dispose()


def save(picture: bytes, path: Path) -> None:
    """Save a picture in the 256 colours that cover it best: a third as large, alike to the eye."""
    with Image.open(BytesIO(picture)) as opened:
        colours = opened.convert("RGB").quantize(method=Image.Quantize.MAXCOVERAGE)
    colours.save(path, optimize=True)


if __name__ == "__main__":
    main()
