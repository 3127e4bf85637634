"""What every command starts from: the open tracker, who acts, the moment, the language."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from tempfile import NamedTemporaryFile
from typing import Any, TypeVar

from ddci_tracker.domain.versions import Version
from ddci_tracker.services.act_remarks import CLOSED, act_remarks, after_the_close
from ddci_tracker.services.acts import Act
from ddci_tracker.services.boards import today_in
from ddci_tracker.services.installation import (
    current_user,
    note_clock_of_looker,
    refuse_another_database,
)
from ddci_tracker.services.permissions import Actor
from ddci_tracker.services.sign_in_rules import SignInRules
from ddci_tracker.services.tracker import Tracker, open_tracker
from ddci_tracker.settings import load_settings
from ddci_tracker.words.catalogue import Shown, Words
from ddci_tracker.words.marking import N_

T = TypeVar("T")

# Sentences in JSON are Vietnamese whatever the terminal speaks: scripts rely on them.
VIETNAMESE = Words.of()


@dataclass(frozen=True, slots=True)
class Context:
    """What one run of a command works with."""

    tracker: Tracker
    actor: Actor
    now: datetime

    def act(
        self, on: date | None = None, revision: int | None = None, replaces: int | None = None
    ) -> Act:
        """What is done now, counting from a day (today), from what was seen on."""
        return Act(actor=self.actor, now=self.now, on=on, revision=revision, replaces=replaces)


@dataclass(slots=True)
class _Run:
    now: datetime
    opened: Context | None = None
    checked: bool = False


_RUN: ContextVar[_Run] = ContextVar("run")


@contextmanager
def one_run(now: datetime) -> Iterator[None]:
    """One command with one now; what it opens is closed with it."""
    run = _Run(now)
    token = _RUN.set(run)
    try:
        yield
    finally:
        _RUN.reset(token)
        if run.opened:
            run.opened.tracker.engine.dispose()


def context() -> Context:
    """The context of this run, opened as the environment says when it is first asked for."""
    run = _RUN.get()
    if run.opened is None:
        settings = load_settings()
        tracker = open_tracker(
            settings.database_url,
            data_dir=settings.data_dir,
            state_dir=settings.state_dir,
            temporary_password_days=settings.temporary_password_days,
            api_per_minute=settings.api_per_minute,
            rules=SignInRules.of(
                second_factor=settings.second_factor_for,
                inside=settings.inside_networks,
                idle_minutes=settings.idle_minutes,
                unused_days=settings.unused_account_days,
            ),
        )
        run.opened = Context(tracker, Actor.owner(current_user()), run.now)
    return run.opened


def prepared() -> Context:
    """The context for a command that works on the database; refused where that is not current."""
    here, run = context(), _RUN.get()
    if not run.checked:
        refuse_another_database(here.tracker)
        note_clock_of_looker(here.tracker, now=here.now)
        run.checked = True
    return here


def text(message: str, /, **arguments: Shown) -> str:
    """A message in Vietnamese."""
    return VIETNAMESE.text(message, **arguments)


def say(message: str, /, **arguments: Shown) -> None:
    """Tell whoever sits at the terminal; never in the way of a JSON document."""
    print(text(message, **arguments), file=sys.stderr)


def tell(sentences: Iterable[str]) -> None:
    """Tell sentences that are ready, one a line."""
    for sentence in sentences:
        print(sentence, file=sys.stderr)


def show(line: str = "") -> None:
    """Print a line of the answer."""
    print(line)


def print_json(document: Any) -> None:
    """Print one JSON document and nothing else."""
    print(json.dumps(document, ensure_ascii=False, indent=2))


def print_list(
    found: Iterable[T], document: Callable[[T], Any] | None, line: Callable[[T], str], none: str
) -> None:
    """Print things as one JSON document, or a line for each; ``none`` says that there are none."""
    things = tuple(found)
    if document:
        print_json([document(each) for each in things])
        return
    for each in things:
        show(line(each))
    if not things:
        say(none)


def say_recorded_in(plan_id: str, version: Version[object]) -> None:
    """Tell what was recorded of a plan, and where it will not be seen."""
    say_recorded(version)
    here = prepared()
    found = act_remarks(here.tracker, here.actor, plan_id, version, now=here.now)
    tell(each.said(VIETNAMESE) for each in found)
    if any(each.message == CLOSED for each in found):
        say(N_("Say --on with the day on which it happened, where that was earlier"))


def say_closed(
    plan_id: str, on: date | None = None, *, year: int | None = None, told: str = CLOSED
) -> None:
    """Tell that what counts for a day, today unless told, is not seen since the plan had closed."""
    here = prepared()
    day = on or today_in(here.tracker, here.actor, plan_id, now=here.now)
    found = after_the_close(
        here.tracker, here.actor, plan_id, day, now=here.now, year=year, told=told
    )
    tell(each.said(VIETNAMESE) for each in found)


def say_recorded(version: Version[object]) -> None:
    """Tell what was recorded."""
    say(
        N_("Recorded {key}, revision {revision}, counting from {on}"),
        key=version.key,
        revision=version.revision,
        on=version.on,
    )


def kept_trace(error: BaseException) -> str:
    """The file that now holds the trace of an error, for whoever mends it."""
    with NamedTemporaryFile(
        "w", prefix="ddci-error-", suffix=".txt", encoding="utf-8", delete=False
    ) as file:
        traceback.print_exception(error, file=file)
    return file.name
