"""The kinds of documents whose Word template the Office may edit."""

from __future__ import annotations

from enum import StrEnum


class TemplateKind(StrEnum):
    """What a template is of."""

    BRIEFING = "briefing"
    NOTICE = "notice"  # of a meeting's conclusions
    PAPERS = "papers"  # for a meeting, sent out before it
