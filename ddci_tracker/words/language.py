"""The languages of the interface."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    """A language of the interface; Vietnamese is the default everywhere."""

    VI = "vi"
    EN = "en"
