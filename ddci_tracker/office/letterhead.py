"""How wide the head of an official paper is, and the rules in it, by the decree on official papers.

The rule below an agency is a third to a half as long as its name, that below the motto as long as
the motto. Lengths are in millimetres. Not here: what stands in the head.
"""

from __future__ import annotations

from markupsafe import Markup

from ddci_tracker.office import measuring
from ddci_tracker.office.layout import Layout

A4 = (210, 297)
_LEFT = 0.46  # of the width between the margins; the nation's name needs the rest
_SHARE = 0.42  # of the text above a rule, within the third to the half of the decree
_INCH = 25.4
_TWIPS = 1440 / _INCH


def text_width(layout: Layout) -> float:
    """The width between the margins of a page that stands upright."""
    return A4[0] - layout.page.left - layout.page.right


def columns(layout: Layout) -> tuple[float, float]:
    """The widths of the two columns of the head: the agency's and the nation's."""
    whole = text_width(layout)
    return whole * _LEFT, whole * (1 - _LEFT)


def motto_rule(motto: str, layout: Layout) -> Markup:
    """The rule below the motto."""
    room = columns(layout)[1]
    return rule(_longest(motto, room, layout.font.motto), room)


def agency_rule(agency: str, layout: Layout) -> Markup:
    """The rule below the name of the agency, in its column."""
    room = columns(layout)[0]
    return rule(_SHARE * _longest(agency.upper(), room, layout.font.heading), room)


def subject_rule(subject: str, layout: Layout) -> Markup:
    """The rule below what a paper is about."""
    room = text_width(layout)
    return rule(_SHARE * _longest(subject, room, layout.font.title), room)


def _longest(text: str, room: float, size: float) -> float:
    return measuring.longest_line(text, room / _INCH, size, bold=True) * _INCH


def rule(length: float, room: float) -> Markup:
    """A paragraph that is a thin rule in the middle of its room."""
    side = round(max(room - length, 0) / 2 * _TWIPS)
    return Markup(
        '<w:p><w:pPr><w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
        '<w:spacing w:before="40" w:after="60" w:line="40" w:lineRule="exact"/>'
        '<w:ind w:left="{side}" w:right="{side}"/><w:jc w:val="center"/>'
        '<w:rPr><w:sz w:val="4"/></w:rPr></w:pPr></w:p>'
    ).format(side=side)
