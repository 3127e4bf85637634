"""Older and other formats of word processors, turned into .docx by LibreOffice where it stands."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from ddci_tracker.office.printed.unfit import UnfitText
from ddci_tracker.words.marking import N_

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 90


def to_docx(body: bytes, ending: str) -> bytes:
    """The same document as .docx; ``UnfitText`` where no LibreOffice stands, or it fails."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise UnfitText(
            N_("Reading {ending} files takes LibreOffice, which is not here; save it as .docx"),
            ending=ending,
        )
    with TemporaryDirectory(prefix="ddci-text-") as folder:
        source = Path(folder, f"text{ending}")
        source.write_bytes(body)
        command = [
            program,
            # A profile of its own: one that is open elsewhere would answer instead.
            f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            *("--headless", "--norestore", "--convert-to", "docx", "--outdir", folder),
            str(source),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603
            return source.with_suffix(".docx").read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise UnfitText(N_("LibreOffice could not read the file; save it as .docx")) from error
