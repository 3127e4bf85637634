"""Office files as packages: the same contents give the same bytes, and texts that XML can hold."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ddci_tracker.domain.texts import without_unseen

_EPOCH = (1980, 1, 1, 0, 0, 0)
# All that XML 1.0 does not allow.
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BLANKS = re.compile("[ \t\n\r]+")


def steady(package: bytes) -> bytes:
    """A package without the moment at which it was packed."""
    written = BytesIO()
    with ZipFile(BytesIO(package)) as old, ZipFile(written, "w") as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name, _EPOCH), old.read(name), ZIP_DEFLATED)
    return written.getvalue()


def clean(text: str) -> str:
    """A text without the characters that no XML file may hold, and without those nobody sees.

    What turns letters around or hides among them was kept by trackers of long ago.
    """
    return without_unseen(_UNFIT.sub("", text))


def one_line(text: str) -> str:
    """The same on one line, with single spaces; those that do not break a line stay."""
    return _BLANKS.sub(" ", clean(text))
