"""Which characters the bundled faces can show: an archive must not hold one that they cannot.

People type whatever their keyboards have. What the bundled faces lack is shown by one that this
machine has and that may be embedded; what no face shows becomes a box, as it would anyway, rather
than keep a whole briefing from being archived.
"""

from __future__ import annotations

import os
import unicodedata
from functools import cache
from pathlib import Path

from ddci_tracker.domain.texts import without_unseen

FONTS = Path(__file__).parent / "fonts"
_FURTHER = FONTS / "further"  # for letters and signs that the face of papers lacks
BOX = "□"
# Marks and invisible signs are left out: a box for them would say more than was typed.
_UNSEEN = frozenset({"Cc", "Cf", "Mn", "Me"})
# What a face may have and an archive must not: signs that only steer, and those of nobody else.
_UNFIT = frozenset({"Cc", "Cf", "Co"})


# Where systems keep their faces, and how the files begin that hold the scripts of other countries.
_FOLDERS = (
    *("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"),
    *("$WINDIR/Fonts", "$LOCALAPPDATA/Microsoft/Windows/Fonts"),
    *("/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts"),
)
_LIKELY = (
    *("notosans", "notoserifcjk", "notoemoji", "droidsansfallback", "unifont", "arialuni"),
    *("wqy", "uming", "ukai", "msyh", "simsun", "malgun", "msgothic", "meiryo", "yugoth"),
    *("pingfang", "hiragino", "applesdgothic", "thonburi", "ipag", "takao", "nanum"),
    *("tahoma", "leelaw", "seguisym", "loma", "garuda", "freesans", "freeserif"),
)
_NO_EMBEDDING = 0x0002  # what a face says of itself that may not be passed on within a file


def faces_beyond(text: str) -> tuple[Path, ...]:
    """The faces of this machine that show what the bundled ones lack; mostly none."""
    composed = unicodedata.normalize("NFC", without_unseen(text))
    lacking = {
        ord(each)
        for each in set(composed)
        if ord(each) not in _known() and unicodedata.category(each) not in _UNSEEN | _UNFIT
    }
    found: list[Path] = []
    for face in _of_machine() if lacking else ():
        if lacking & _embedded(face):
            found.append(face)
            lacking -= _embedded(face)
    return tuple(found)


@cache
def _of_machine() -> tuple[Path, ...]:
    folders = (Path(os.path.expandvars(each)).expanduser() for each in _FOLDERS)
    files = (file for folder in folders if folder.is_dir() for file in folder.rglob("*.[to]t[fc]"))
    return tuple(
        sorted(file for file in files if file.name.casefold().replace("-", "").startswith(_LIKELY))
    )


@cache
def _embedded(face: Path) -> frozenset[int]:
    """What a face of this machine has; nothing where it is damaged or must not be embedded."""
    from fontTools.ttLib import TTFont, TTLibError  # only here: it takes long to load

    try:
        with face.open("rb") as file, TTFont(file, lazy=True, fontNumber=0) as opened:
            is_free = not opened["OS/2"].fsType & _NO_EMBEDDING
            return frozenset(opened.getBestCmap() or ()) if is_free else frozenset()
    except (TTLibError, KeyError, OSError, ValueError, AssertionError):
        return frozenset()


def shown(text: str, faces: tuple[Path, ...] = ()) -> str:
    """A text of characters that the bundled or further faces have, composed where it can be."""
    composed = unicodedata.normalize("NFC", without_unseen(text))
    known = _known().union(*map(_embedded, faces))
    others = {ord(each): _instead(each) for each in set(composed) if ord(each) not in known}
    return composed.translate(others)


def _instead(character: str) -> str:
    if character == "\n":
        return character
    return "" if unicodedata.category(character) in _UNSEEN else BOX


@cache
def _known() -> frozenset[int]:
    """What every cut of the face of papers has, or a further face."""
    common = frozenset.intersection(*map(_characters, sorted(FONTS.glob("*.ttf"))))
    known = common.union(*map(_characters, sorted(_FURTHER.glob("*.ttf"))))
    return frozenset(each for each in known if unicodedata.category(chr(each)) not in _UNFIT)


def _characters(face: Path) -> frozenset[int]:
    """The code points of a TrueType face."""
    from fontTools.ttLib import TTFont  # only here: it takes long to load

    with TTFont(face, lazy=True) as opened:
        return frozenset(opened.getBestCmap())
