"""Which language a request asks for. The words themselves are in ``words``."""

from __future__ import annotations

from collections.abc import Mapping

from ddci_tracker.words.language import Language

PARAMETER = "lang"


def asked_for(query: Mapping[str, str]) -> Language:
    """The language that ``?lang=`` of an address names; the default when it names none we speak."""
    return Language.asked(query.get(PARAMETER))
