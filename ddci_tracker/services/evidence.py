"""Evidence for what a unit says: links and files, added, listed, taken away, fetched.

Whoever may give a word or hand in may add evidence to it; whoever may read the plan may see it.
What was taken away stays in the history, and its file with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from ddci_tracker.domain import texts
from ddci_tracker.domain.evidence import LARGEST_FILE, MB, Evidence
from ddci_tracker.domain.periods import Period, PeriodKind
from ddci_tracker.domain.plan import Plan
from ddci_tracker.domain.tasks import answering_unit
from ddci_tracker.domain.versions import Version, holding
from ddci_tracker.office.file_kinds import KINDS, kind_of
from ddci_tracker.services.acts import Act, enter, today_of
from ddci_tracker.services.permissions import Action, Actor, require
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.task_updates import find_task, who_may_speak
from ddci_tracker.services.tracker import Tracker
from ddci_tracker.services.typed_texts import tidy
from ddci_tracker.store import commands, evidence_files, queries
from ddci_tracker.store.engine import Session, reading, writing
from ddci_tracker.store.kinds import EVIDENCE
from ddci_tracker.words.marking import N_

__all__ = ["Evidence", "Held", "add_file", "add_link", "evidence_of", "fetch", "remove"]

_MOST_OF_ONE = 20
_LONGEST_NAME = 120
# What a name of a file may hold on any system; the rest becomes a hyphen.
_UNSAFE = re.compile(r"[^\w .()+-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Evidence that holds: its key, who added it when, and whether its file is there unaltered."""

    key: str
    value: Evidence
    by: str
    at: datetime
    sound: bool = True


def add_link(
    tracker: Tracker, plan_id: str, about: str, unit: str, url: str, name: str, act: Act
) -> Held:
    """Add a link to an update or a hand-in; without a name it is called by its address.

    ``Refused`` for what is no address of a page, or for an update or report that the plan does
    not ask of the unit; ``UnknownPlan``, ``Forbidden``.
    """
    address = texts.line(url)
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or " " in address:
        raise Refused(
            N_("{typed} is no address of a page; it begins with https:// or http://"),
            field="url",
            typed=address[:80],
        )
    found = Evidence(about=about, unit=unit, name=texts.line(name) or parts.hostname, url=address)
    return _add(tracker, plan_id, found, act)


def add_file(
    tracker: Tracker, plan_id: str, about: str, unit: str, file_name: str, body: bytes, act: Act
) -> Held:
    """Add a file to an update or a hand-in; what it is, its content says.

    ``Refused`` for one that is too large or of another kind; the rest as ``add_link``.
    """
    if len(body) > LARGEST_FILE:
        raise Refused(
            N_("A file of evidence has at most {limit} MB"), field="file", limit=LARGEST_FILE // MB
        )
    ending = kind_of(body)
    if ending is None:
        raise Refused(
            N_("{name} is none of these by what it holds: {kinds}; nothing was kept"),
            field="file",
            name=file_name,
            kinds=KINDS,
        )
    found = Evidence(
        about=about,
        unit=unit,
        name=safe_name(file_name),
        sha256=evidence_files.digest_of(body),
        size=len(body),
        ending=ending,
    )
    return _add(tracker, plan_id, found, act, body)


def evidence_of(
    tracker: Tracker, actor: Actor, plan_id: str, about: str | None = None
) -> tuple[Held, ...]:
    """The evidence of a plan that holds, or that of one update or report, in the order of keys.

    ``UnknownPlan``, ``Forbidden``.
    """
    with reading(tracker.engine) as session:
        require(actor, Action.READ_PLAN, agency=queries.plan_row(session, plan_id).agency)
        held = _held(session, plan_id)
    return tuple(
        _told(tracker, version)
        for key, version in sorted(held.items(), key=_in_order)
        if version.value is not None and about in (None, version.value.about)
    )


def fetch(tracker: Tracker, actor: Actor, plan_id: str, key: str) -> tuple[str, bytes]:
    """A file of evidence under the name to save it by; who may read the plan may have it.

    ``Refused`` where there is none, or it is missing or altered; ``UnknownPlan``, ``Forbidden``.
    """
    with reading(tracker.engine) as session:
        require(actor, Action.READ_PLAN, agency=queries.plan_row(session, plan_id).agency)
        version = _held(session, plan_id).get(key)
    if version is None or version.value is None or version.value.sha256 is None:
        raise Refused(N_("There is no file of evidence {key}"), field="key", key=key)
    body = evidence_files.read(folder_of(tracker), version.value.sha256)
    if body is None:
        raise Refused(
            N_("The file {name} is missing or was altered; tell your administrator"),
            field="key",
            name=version.value.file_name,
        )
    return version.value.file_name, body


def remove(tracker: Tracker, plan_id: str, key: str, act: Act) -> None:
    """Take evidence away; it stays in the history. Whoever may add it may take it away.

    ``Refused`` where there is none; ``UnknownPlan``, ``Forbidden``, ``Conflict``.
    """
    with writing(tracker.engine) as session:
        enter(session, plan_id, act, Action.UPDATE_TASK)
        version = _held(session, plan_id).get(key)
        if version is None or version.value is None:
            raise Refused(N_("There is no evidence {key}"), field="key", key=key)
        agency = queries.plan_row(session, plan_id).agency
        require(act.actor, Action.UPDATE_TASK, agency=agency, units=(version.value.unit,))
        commands.append(
            session,
            EVIDENCE,
            plan_id,
            None,
            key=key,
            on=version.on,
            by=act.actor.name,
            at=act.now,
            expected_revision=version.revision,
        )


def bring_back(tracker: Tracker, plan_id: str, key: str, act: Act) -> None:
    """Bring evidence back that was taken away last; ``Refused``, ``Forbidden``."""
    with writing(tracker.engine) as session:
        enter(session, plan_id, act, Action.UPDATE_TASK)
        chain = queries.chain(session, EVIDENCE, plan_id, key)
        before = chain[-2].value if len(chain) > 1 and chain[-1].value is None else None
        if before is None:
            raise Refused(N_("There is no evidence {key}"), field="key", key=key)
        agency = queries.plan_row(session, plan_id).agency
        require(act.actor, Action.UPDATE_TASK, agency=agency, units=(before.unit,))
        _append(session, plan_id, before, key, act, on=chain[-1])


def folder_of(tracker: Tracker) -> Path:
    """Where the files of evidence lie."""
    return tracker.state_dir / evidence_files.FOLDER


def unsound(tracker: Tracker) -> Iterator[tuple[str, Evidence]]:
    """The files that are missing or altered, by plan; also of evidence that was taken away."""
    with reading(tracker.engine) as session:
        files = {
            (entry.id, version.value.sha256): version.value
            for entry in queries.plans(session)
            for version in queries.every_version(session, EVIDENCE, entry.id)
            if version.value is not None and version.value.sha256 is not None
        }
    for (plan_id, digest), value in files.items():
        if not evidence_files.is_sound(folder_of(tracker), digest):
            yield plan_id, value


def safe_name(file_name: str) -> str:
    """What a file was called, without its folder, its ending and what some system misreads."""
    bare = texts.line(re.split(r"[\\/]", file_name)[-1])
    stem = bare.rpartition(".")[0] or bare
    return _UNSAFE.sub("-", stem).strip(" .-")[:_LONGEST_NAME] or "minh-chung"


def _add(
    tracker: Tracker, plan_id: str, found: Evidence, act: Act, body: bytes | None = None
) -> Held:
    found = tidy(found)
    with writing(tracker.engine) as session:
        action = Action.UPDATE_TASK if "@" in found.about else Action.HAND_IN_REPORT
        plan = enter(session, plan_id, act, action)
        unit = _whose(plan, found, act.actor)
        require(act.actor, action, agency=plan.agency.code, units=(unit,))
        found = replace(found, unit=unit)
        held = {
            key: version
            for key, version in _held(session, plan_id).items()
            if version.value is not None and version.value.about == found.about
        }
        if len(held) >= _MOST_OF_ONE:
            raise Refused(
                N_("{limit} pieces of evidence are enough for one update or report"),
                field="file",
                limit=_MOST_OF_ONE,
            )
        if body is not None:
            # Before the row: a file that nothing names harms nobody, a row without its file does.
            evidence_files.keep(folder_of(tracker), body)
        key = f"{found.about}#{_next_number(session, plan_id, found.about)}"
        version = _append(session, plan_id, found, key, act)
    return Held(key=key, value=found, by=version.recorded_by, at=version.recorded_at)


def _append(
    session: Session,
    plan_id: str,
    value: Evidence,
    key: str,
    act: Act,
    on: Version[Evidence] | None = None,
) -> Version[Evidence]:
    plan = queries.load_plan(session, plan_id, as_of=queries.ALWAYS, known_at=queries.EVER)
    day = on.on if on else today_of(plan, act.now)
    return commands.append(
        session, EVIDENCE, plan_id, value, key=key, on=day, by=act.actor.name, at=act.now
    )


def _whose(plan: Plan, found: Evidence, actor: Actor) -> str:
    """The unit that the evidence is of; ``Refused`` where the plan asks it for nothing such."""
    task, _, quarter = found.about.rpartition("@")
    if task:
        asked = find_task(plan, task)
        period = _period(quarter)
        if period is None or period.kind is not PeriodKind.QUARTER:
            raise Refused(N_("{typed} is not a quarter; write 2021-Q2"), typed=quarter)
        may = who_may_speak(plan, asked)
        own = actor.unit if actor.unit in may else None
        unit = found.unit or own or answering_unit(plan, asked) or ""
        if unit not in (*may, answering_unit(plan, asked)):
            raise Refused(
                N_(
                    "{unit} neither leads nor coordinates task {task}; those who may speak: {units}"
                ),
                field="unit",
                unit=unit,
                task=task,
                units=may,
            )
        return unit
    duty, unit, period_text = ([*found.about.split("/"), "", "", ""])[:3]
    duties = {each.code: each for each in plan.report_duties}
    if (
        duty not in duties
        or _period(period_text) is None
        or unit not in plan.expand(duties[duty].from_units)
    ):
        raise Refused(
            N_("Plan {plan} asks for no report {report}"),
            field="about",
            plan=plan.id,
            report=found.about,
        )
    return unit


def _period(written: str) -> Period | None:
    try:
        return Period.parse(written)
    except ValueError:
        return None


def _next_number(session: Session, plan_id: str, about: str) -> int:
    """A number that no evidence of the same ever had."""
    taken = [
        int(version.key.rpartition("#")[2])
        for version in queries.every_version(session, EVIDENCE, plan_id)
        if version.key.rpartition("#")[0] == about
    ]
    return max(taken, default=0) + 1


def _held(session: Session, plan_id: str) -> Mapping[str, Version[Evidence]]:
    known = queries.versions(
        session, EVIDENCE, plan_id, as_of=queries.ALWAYS, known_at=queries.EVER
    )
    return holding(known, as_of=queries.ALWAYS, known_at=queries.EVER)


def _told(tracker: Tracker, version: Version[Evidence]) -> Held:
    value = version.value
    assert value is not None  # noqa: S101 - those that hold say something
    digest = value.sha256
    sound = digest is None or evidence_files.path_of(folder_of(tracker), digest).is_file()
    return Held(
        key=version.key, value=value, by=version.recorded_by, at=version.recorded_at, sound=sound
    )


def _in_order(item: tuple[str, object]) -> tuple[str, int]:
    about, _, number = item[0].rpartition("#")
    return about, int(number)
