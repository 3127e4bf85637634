"""The briefing as slides: an overview, a chart, what stands out, each red sub-index, what to act
on, reports, changes, and what units ask for.

From the frozen month alone, without any office program: native charts and tables that can be
edited, lights as shapes with words, notes with the reasons in sentences. Tables go on over slides
rather than run over; what would take too many stands in the Excel form.
"""

from __future__ import annotations

from datetime import UTC

from ddci_tracker.briefing.change_sentences import ToldChange
from ddci_tracker.briefing.frozen import FrozenMonth
from ddci_tracker.office import figures, measuring
from ddci_tracker.office.slide_attention import draw_attention, draw_changes, draw_reports
from ddci_tracker.office.slide_overview import draw_charts, draw_overview
from ddci_tracker.office.slide_parts import Deck
from ddci_tracker.office.slide_requests import draw_requests, draw_results
from ddci_tracker.office.slide_story import SlideStory
from ddci_tracker.office.slide_sub_indices import draw_red_sub_indices
from ddci_tracker.office.slide_template import FOOTER_SIZE, FOOTER_WIDTH
from ddci_tracker.words import formats
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_


def write(
    month: FrozenMonth,
    told: tuple[ToldChange, ...] | None,
    words: Words,
    template: bytes,
) -> bytes:
    """The slides as a PowerPoint file.

    ``told`` are the changes since the frozen month before, None where there is none. The same
    arguments give the same bytes.
    """
    stamp = figures.stamp(month, words)
    foot = words.text(N_("{stamp} · figures as of {day}"), stamp=stamp, day=month.as_of)
    # On one line: the day stands below the title of the first slides as well.
    foot = foot if measuring.width(foot, FOOTER_SIZE) < FOOTER_WIDTH else stamp
    deck = Deck(
        template,
        stamp=foot,
        language=words.language.full_tag,
        banner=_banner(month, words),
    )
    _describe(deck, month, words)
    story = SlideStory(month=month, told=told, words=words, deck=deck)
    draw_overview(story)
    draw_charts(story)
    draw_results(story)
    draw_red_sub_indices(story)
    draw_attention(story)
    draw_reports(story)
    draw_changes(story)
    draw_requests(story)
    return deck.written()


def _banner(month: FrozenMonth, words: Words) -> str | None:
    """What every slide says of its figures before anything else."""
    said = (
        words.text("Illustration") if month.illustration else "",
        "" if month.is_frozen else words.text("Figures not frozen"),
    )
    return " · ".join(filter(None, said)) or None


def _describe(deck: Deck, month: FrozenMonth, words: Words) -> None:
    plan, moment = month.board.plan, month.frozen_at.astimezone(UTC).replace(tzinfo=None)
    properties = deck.properties
    properties.title = words.text(
        N_("Briefing of {month}: {agency}"),
        month=formats.period(month.month, words),
        agency=plan.agency.name,
    )
    properties.subject = figures.stamp(month, words)
    properties.keywords = words.text("Illustration") if month.illustration else ""
    properties.author = plan.agency.name
    properties.last_modified_by = plan.agency.name
    properties.created = properties.modified = moment
    properties.language = words.language.full_tag
