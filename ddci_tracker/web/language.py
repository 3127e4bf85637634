"""Which language a request asks for. The words themselves are in ``words``."""

from __future__ import annotations

from collections.abc import Mapping

from ddci_tracker.words.catalogue import Language

PARAMETER = "lang"


def asked_for(query: Mapping[str, str]) -> Language:
    """The language that ``?lang=`` of an address names; Vietnamese when it names none we speak."""
    try:
        return Language(query.get(PARAMETER, Language.VI))
    except ValueError:
        return Language.VI
