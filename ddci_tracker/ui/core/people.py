"""What people are called who recorded something, as whoever looks may know it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from ddci_tracker.services.accounts import full_names
from ddci_tracker.ui.core import state


class FullNames(Mapping[str, str]):
    """Full names by the name of the account; hashable, so that what shows them may be kept."""

    __slots__ = ("_names",)

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = MappingProxyType(dict(names))

    def __getitem__(self, name: str) -> str:
        return self._names[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __hash__(self) -> int:
        return hash(frozenset(self._names.items()))


def known_names() -> FullNames:
    """Everybody whose name whoever looks may know."""
    return FullNames(full_names(state.tracker(), state.actor()))


def full_name(account: str) -> str:
    """What somebody is called; by the account where whoever looks may not know more."""
    return known_names().get(account, account)
