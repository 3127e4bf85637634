"""Draws which room of the tracker imports which, from the sources, into docs/images.

``make architecture`` runs it. The same sources give the same picture. Of the imports only those
are drawn that no longer way shows already: an arrow down stands for all that lies below.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from html import escape
from pathlib import Path

from tests.sources import (
    PACKAGE,
    ROOT,
    files_of,
    modules_imported,
    room_of_file,
    room_of_module,
)

PICTURE = ROOT / "docs" / "images" / "architecture.svg"

# The version, which everybody may read, and the start of the command line are no rooms to show.
_LEFT_OUT = {PACKAGE, "__main__"}
_SCREENS = {"pages": "A file for each screen"}

_BOX = (250, 56)
_GAPS = (40, 48)
_MARGIN = 24

# Between the ends of an arrow, in the name of the place that it keeps in a row.
_PASSES = " > "

Imports = Mapping[str, set[str]]


def imports_among_rooms(root: Path) -> Imports:
    """For each room the other rooms that any of its files imports."""
    rooms = {room_of_file(path) for path in files_of(root)}
    found: dict[str, set[str]] = {room: set() for room in sorted(rooms - _LEFT_OUT)}
    for path in files_of(root):
        room = room_of_file(path)
        tree = ast.parse((root / path).read_text(encoding="utf-8"))
        for _, module in modules_imported(tree, path):
            other = room_of_module(module, rooms)
            if room in found and other in found and other != room:
                found[room].add(other)
    return found


def drawn_arrows(imports: Imports) -> Imports:
    """The imports without those that lead where another way leads, too."""
    return {
        room: {
            each
            for each in others
            if not any(each in _below(other, imports) for other in others - {each})
        }
        for room, others in imports.items()
    }


def picture(root: Path) -> str:
    """The rooms in rows, each above all that it imports, as SVG."""
    arrows = drawn_arrows(imports_among_rooms(root))
    rows = _rows(arrows)
    (width, height), (aside, below) = _BOX, _GAPS
    whole = max(map(len, rows)) * (width + aside) - aside + 2 * _MARGIN
    places: dict[tuple[int, str], tuple[float, int]] = {}
    for number, row in enumerate(rows):
        start = (whole - len(row) * (width + aside) + aside) / 2
        for column, room in enumerate(row):
            x = start + column * (width + aside) + width / 2
            places[number, room] = (x, _MARGIN + number * (height + below))
    tall = 2 * _MARGIN + len(rows) * (height + below) - below
    lines = [line for room, others in arrows.items() for line in _arrows(room, others, places)]
    boxes = [
        _box(room, _first_words(root, room), place)
        for (_, room), place in places.items()
        if room in arrows
    ]
    return "\n".join([_head(whole, tall), *sorted(lines), *boxes, "</svg>", ""])


def main() -> None:
    """Write the picture and name its file."""
    PICTURE.write_text(picture(ROOT), encoding="utf-8")
    print(PICTURE.relative_to(ROOT))


def _below(room: str, imports: Imports) -> set[str]:
    """All that a room reaches by its imports, over however many others."""
    return imports[room] | {far for each in imports[room] for far in _below(each, imports)}


def _rows(arrows: Imports) -> list[list[str]]:
    """The rooms by how many stand above them; a long arrow keeps a place in each row between.

    Within a row a room stands as near as it can to those that import it.
    """
    depth = _depths(arrows)
    rows: list[list[str]] = []
    for number in range(max(depth.values()) + 1):
        members = [room for room in arrows if depth[room] == number]
        passing = [
            _passing(room, other)
            for room in arrows
            for other in sorted(arrows[room])
            if depth[room] < number < depth[other]
        ]
        above = rows[-1] if rows else []
        rows.append(
            sorted([*members, *passing], key=lambda each: (_middle(each, above, arrows), each))
        )
    return rows


def _depths(arrows: Imports) -> dict[str, int]:
    users = {room: [each for each in arrows if room in arrows[each]] for room in arrows}

    def depth(room: str) -> int:
        return max((depth(user) + 1 for user in users[room]), default=0)

    return {room: depth(room) for room in arrows}


def _passing(room: str, other: str) -> str:
    """The place of an arrow where it passes a row."""
    return f"{room}{_PASSES}{other}"


def _middle(each: str, above: list[str], arrows: Imports) -> float:
    """The mean place of what leads here from the row above."""
    room, passes, _ = each.partition(_PASSES)
    leading = [
        place
        for place, (over, _, to) in enumerate(one.partition(_PASSES) for one in above)
        if over == room or to == each or (not passes and each in arrows[over] and not to)
    ]
    return sum(leading) / len(leading) if leading else 0


def _arrows(
    room: str, others: set[str], places: Mapping[tuple[int, str], tuple[float, int]]
) -> list[str]:
    """The arrows from a room, through the places that are kept for them."""
    lines = []
    for other in others:
        stops = sorted(
            (row, name, place)
            for (row, name), place in places.items()
            if name in (room, other, _passing(room, other))
        )
        (_, _, (x, y)), *rest = stops
        drawn = [f"M{x:g} {y + _BOX[1]}"]
        bottom = y + _BOX[1]
        for _, name, (at, top) in rest:
            half = (bottom + top) / 2
            drawn.append(f"C{x:g} {half:g} {at:g} {half:g} {at:g} {top}")
            x, bottom = at, top + _BOX[1]
            if name != other:
                drawn.append(f"L{at:g} {bottom}")
        lines.append(f'<path d="{" ".join(drawn)}" marker-end="url(#tip)"/>')
    return lines


def _first_words(root: Path, room: str) -> str:
    """How a room's own docstring begins."""
    if room in _SCREENS:
        return _SCREENS[room]
    folder, alone = root / PACKAGE / room / "__init__.py", root / PACKAGE / f"{room}.py"
    file = next(each for each in (folder, alone, root / f"{room}.py") if each.exists())
    said = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    ends = [place for mark in (".", ":", ";", ",", " and ") if (place := said.find(mark)) > 0]
    return " ".join(said[: min(ends, default=len(said))].split())


def _box(room: str, words: str, place: tuple[float, int]) -> str:
    (x, y), (width, height) = place, _BOX
    return (
        f'<rect x="{x - width / 2:g}" y="{y}" width="{width}" height="{height}" rx="6"/>\n'
        f'<text x="{x:g}" y="{y + 24}" class="room">{escape(room)}</text>\n'
        f'<text x="{x:g}" y="{y + 43}">{escape(words)}</text>'
    )


def _head(width: float, height: int) -> str:
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height}" width="{width:g}" \
height="{height}" role="img" aria-label="Which room of the tracker imports which">
<style>
.ground, rect {{ fill: #ffffff; }}
rect {{ stroke: #4c5760; }}
path {{ fill: none; stroke: #4c5760; stroke-width: 1.5; }}
text {{ font: 12px sans-serif; fill: #31393f; text-anchor: middle; }}
.room {{ font-size: 15px; font-weight: bold; }}
</style>
<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" \
orient="auto"><path d="M0 0L8 4L0 8z" style="fill: #4c5760; stroke: none"/></marker></defs>
<rect class="ground" width="100%" height="100%" style="stroke: none"/>"""


if __name__ == "__main__":
    main()
