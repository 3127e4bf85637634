"""How long somebody waits who fails to sign in: longer and longer, but never for long.

Failures are counted for the account from one address, for the account from everywhere, and for the
address. An account waits a minute at most, and elsewhere only after many failures, so that whoever
guesses at its password hardly locks its owner out; an address, behind which a whole office may
sit, has many tries, so that the forgetful do not shut out their colleagues. The count is kept in
the database, so that a restart forgives nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address
from math import ceil

from ddci_tracker.services.tokens import hash_of
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.store import logins
from ddci_tracker.store.engine import Session, writing
from ddci_tracker.store.logins import KeptFailures

# Whoever has been quiet for so long starts anew.
FORGOTTEN_AFTER = timedelta(hours=1)
_NEIGHBOURS = 64  # One customer's addresses in IPv6 share so many bits.


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """So many failures are free; then the wait begins with ``first`` and doubles to ``longest``."""

    free: int
    first: timedelta
    longest: timedelta

    def wait_after(self, failures: int) -> timedelta:
        """The wait after so many failures, counted from the last one."""
        if failures < self.free:
            return timedelta(0)
        # Doubling a few times more than can matter would only overflow.
        doubled = self.first * (1 << min(failures - self.free, 20))
        return min(doubled, self.longest)


PER_ACCOUNT = Limit(free=5, first=timedelta(seconds=5), longest=timedelta(minutes=1))
# The same account from all addresses together, and all accounts from the same address.
EVERYWHERE = Limit(free=50, first=timedelta(seconds=5), longest=timedelta(minutes=1))
PER_ADDRESS = Limit(free=200, first=timedelta(seconds=5), longest=timedelta(minutes=1))

# Codes of a second factor, which only somebody can try who knows the password: six digits are few.
PER_CODE = Limit(free=5, first=timedelta(seconds=30), longest=timedelta(minutes=15))


def key_of_account(name: str) -> str:
    """What the failures of an account are counted under."""
    return f"account:{name}"


def key_of_both(name: str, address: str) -> str:
    """What the failures of an account from one address are counted under."""
    return f"{key_of_account(name)} {key_of_address(address)}"


def key_of_address(address: str) -> str:
    """What the failures from an address are counted under; neighbours in IPv6 count together."""
    try:
        read = ip_address(address)
    except ValueError:
        return f"address:{hash_of(address)}"
    if isinstance(read, IPv6Address) and read.ipv4_mapped is not None:
        read = read.ipv4_mapped
    if isinstance(read, IPv6Address):
        return f"address:{IPv6Network((read, _NEIGHBOURS), strict=False)}"
    return f"address:{read}"


def seconds_to_wait(failures: KeptFailures, limit: Limit, now: datetime) -> int:
    """Whole seconds until the next attempt; 0 for none."""
    wait = limit.wait_after(failures.count)
    left = failures.last_at + wait - now
    # Never more than the wait, also where the clock was set back.
    return max(0, ceil(min(left, wait).total_seconds()))


def begin_attempt(tracker: Tracker, limits: Mapping[str, Limit], *, now: datetime) -> int:
    """Count an attempt as failed under each key, or return the seconds that must pass before it.

    Counted before anything is tried, so that many at once have no more tries than one by one.
    Take it back with ``forgive`` when it was right.
    """
    with writing(tracker.engine) as session:
        logins.clear_old_failures(session, now - FORGOTTEN_AFTER)
        counted = logins.lock_failures(session, limits, now).values()
        wait = max(seconds_to_wait(each, limits[each.key], now) for each in counted)
        if not wait:
            for each in counted:
                failed = KeptFailures(key=each.key, count=each.count + 1, last_at=now)
                logins.keep_failures(session, failed)
    return wait


def forgive_attempt(session: Session, *, account: str, others: Iterable[str] = ()) -> None:
    """The attempt was right: the account starts anew, and it is taken back under other keys."""
    logins.forgive(session, account)
    for key in others:
        # Not all of them: one right account must not pay for guesses at others.
        logins.forgive(session, key, attempts=1)
