"""Sound files spoiled: texts and the parts of packages with pieces cut, doubled, moved or replaced.

What is made of noise alone is refused at the first byte; what is nearly right goes deep.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from hypothesis import strategies as st

# What parsers trip over: signs of their own languages, numbers that are none, letters that are two.
ODD = (
    *("", " ", "\0", "\n", "\r", "\t", "\u2028", "\ufeff", "\u0301", "\ud7ff", "\U0010ffff", "ạ̈"),
    *("0", "-0", "-1", "1e999", "NaN", "∞", "９", "7,80", "7.80", "99999999999999999999", "½"),
    *("31/02/2021", "2021-13-01", "0000-00-00", "Q5/2021", "2021-Q2", "30/2/2021", "12:60"),
    *(
        "- ",
        ": ",
        "&a",
        "*a",
        "!!python/object:x",
        "|",
        ">",
        "{",
        "}",
        "[",
        "]",
        '"',
        "'",
        "#",
        "%",
    ),
    *("<", ">", "</w:p>", "&amp;", "&x;", "<!DOCTYPE a>", "{{", "}}", "{%", "%}", "=1+1", ";", ","),
)


@st.composite
def spoiled_text(draw: st.DrawFn, sound: str) -> str:
    """A text with up to five places spoiled."""
    text = sound
    for _ in range(draw(st.integers(0, 5))):
        text = _spoiled(draw, text)
    return text


def _spoiled(draw: st.DrawFn, text: str) -> str:
    start = draw(st.integers(0, len(text)))
    end = min(len(text), start + draw(st.sampled_from((0, 1, 2, 5, 20, 80, 400))))
    piece = text[start:end]
    other = draw(st.integers(0, len(text)))
    put = draw(
        st.one_of(
            st.sampled_from(ODD),
            st.text(max_size=12),
            st.just(piece * 2),
            st.just(piece[::-1]),
            st.just(text[other : other + len(piece)]),
        )
    )
    return text[:start] + put + text[end:]


@st.composite
def spoiled_bytes(draw: st.DrawFn, sound: bytes) -> bytes:
    """Bytes with up to five places spoiled."""
    return draw(spoiled_text(sound.decode("latin-1"))).encode("latin-1", "replace")


@st.composite
def spoiled_package(draw: st.DrawFn, sound: bytes) -> bytes:
    """A file of Office with up to three of its parts spoiled, or the package itself."""
    if draw(st.integers(0, 9)) == 0:
        return draw(spoiled_bytes(sound))
    with ZipFile(BytesIO(sound)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for _ in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from(sorted(parts)))
        _change_part(draw, parts, name)
    return packed(parts)


def _change_part(draw: st.DrawFn, parts: dict[str, bytes], name: str) -> None:
    change = draw(st.sampled_from(("text", "text", "text", "text", "gone", "empty", "other")))
    if change == "gone" and len(parts) > 1:
        del parts[name]
    elif change == "empty":
        parts[name] = b""
    elif change == "other":
        parts[name] = parts[draw(st.sampled_from(sorted(parts)))]
    else:
        text = parts[name].decode("utf-8", "surrogateescape")
        parts[name] = draw(spoiled_text(text)).encode("utf-8", "surrogateescape")


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A package of these parts."""
    body = BytesIO()
    with ZipFile(body, "w", ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return body.getvalue()


# A strategy that is made when it is first asked for: samples take time to write.
Made = Callable[[], st.SearchStrategy[object]]
