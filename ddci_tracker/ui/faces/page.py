"""The frame of a quick face: its head, its styles, and the script that keeps it alive."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from ddci_tracker.domain.moments import VIETNAM, vietnamese_day
from ddci_tracker.services.permissions import Actor
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.ui.core import drawing
from ddci_tracker.ui.faces.opening import FaceAsked, FaceShown
from ddci_tracker.words.catalogue import Words, languages

# A face asks for newer figures this often.
RENEWED_EVERY = timedelta(minutes=1)

_HERE = Path(__file__).parent
_TOKENS = _HERE.parent / "core" / "tokens.css"


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceCode:
    """All that stands between the tags of style and script, for the content security policy."""

    style: str
    script: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A quick face for the transport: what draws it for somebody by a query at a moment."""

    draw: Callable[[Actor, Mapping[str, str], datetime], str]
    style: str
    script: str


def face_of(
    name: str, page: Callable[[FaceAsked], str], tracker: Tracker, old_after: timedelta
) -> Face:
    """A face as the transport asks for it."""

    def draw(actor: Actor, query: Mapping[str, str], now: datetime) -> str:
        asked = FaceAsked(tracker=tracker, actor=actor, query=query, now=now, old_after=old_after)
        with tracker.one_look():
            return page(asked)

    code = code_of(name)
    return Face(draw=draw, style=code.style, script=code.script)


@cache
def code_of(face: str) -> FaceCode:
    """The style sheet of a face, and the script, which is the same for both."""
    sheets = (_TOKENS, _HERE / "assets" / "face.css", _HERE / "assets" / f"{face}.css")
    return FaceCode(
        style="\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets),
        script=(_HERE / "assets" / "face.js").read_text(encoding="utf-8"),
    )


def drawn(face: str, asked: FaceAsked, shown: FaceShown, **more: Any) -> str:
    """A face as a whole page. Without a plan it says so, and still looks again by itself."""
    words, code = Words.of(asked.language), code_of(face)
    return drawing.draw(
        f"faces/{face}.html" if shown.look else "faces/nothing.html",
        words,
        face=face,
        language=words.language,
        board=shown.look.board if shown.look else None,
        unknown=shown.unknown,
        clock=f"{asked.now.astimezone(VIETNAM):%H:%M}",
        today=vietnamese_day(asked.now),
        is_today=shown.look is not None and shown.look.board.as_of == vietnamese_day(asked.now),
        style=Markup(code.style),  # noqa: S704 - files of ours
        script=Markup(code.script),  # noqa: S704 - a file of ours
        shapes=Markup(drawing.shapes()),  # noqa: S704 - a file of ours
        edition=_edition(code),
        renewed_every=int(RENEWED_EVERY.total_seconds()),
        old_after=int(asked.old_after.total_seconds()),
        languages=[
            _offered(each.tag, each.own_name, asked, lang=each.parameter)
            for each in languages()
            if each != words.language
        ],
        plans=[
            _offered(each.id, each.id, asked, plan=each.id)
            for each in shown.plans
            if shown.look and each.id != shown.look.board.plan.id
        ],
        **more,
    )


def _edition(code: FaceCode) -> str:
    """Tells a face from that of another version of the tracker."""
    return sha256((code.style + code.script).encode()).hexdigest()[:16]


def _offered(key: str, name: str, asked: FaceAsked, **parameters: str | None) -> Mapping[str, str]:
    """A way to the same face in another language, or to another plan."""
    kept = {each: asked.query[each] for each in ("plan", "lang") if asked.query.get(each)}
    address = drawing.link("", **{**kept, **parameters}) or "?"
    return MappingProxyType({"key": key, "name": name, "address": address})
