"""What went wrong, said to a person: one sentence (or one a problem) for every known failure.

Screens and the command line both ask here, so that the same thing is never said in two ways.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable
from pathlib import Path

from ddci_tracker.domain.lost_acts import LostAct
from ddci_tracker.domain.plan import Plan
from ddci_tracker.plans import PlanFileError
from ddci_tracker.services.permissions import Forbidden
from ddci_tracker.services.refusals import Refused
from ddci_tracker.services.table_problems import ContradictoryDraft, WrongCells, WrongEdit
from ddci_tracker.services.unit_reversals import ChangeIsBuiltOn
from ddci_tracker.store.errors import (
    ActsWouldBeLost,
    BadAddress,
    BadCopy,
    Conflict,
    Flaw,
    NewerDatabase,
    NoSuchRevision,
    NotAnIllustration,
    NotEmpty,
    PlanIdentityChanged,
    ReadOnlyStore,
    StoreUnavailable,
    Trouble,
    UnknownPlan,
)
from ddci_tracker.store.loading import PlanChanges
from ddci_tracker.store.plan_drafts import UnknownDraft
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_
from ddci_tracker.words.recorded import Recorded

__all__ = [
    "ActsWouldBeLost",
    "BadAddress",
    "Conflict",
    "PlanFileError",
    "UnknownPlan",
    "acts_touched",
    "lost_things",
    "sentences_for",
    "sentences_for_anybody",
]


def sentences_for(error: BaseException, words: Words) -> list[str]:
    """What to tell whoever met this error; empty for one that nobody should meet."""
    match error:
        case Refused():
            return [error.said(words)]
        case WrongCells() | ContradictoryDraft() | WrongEdit() | ChangeIsBuiltOn():
            return error.said(words)
        case PlanFileError():
            return [problem.sentence(words.translate) for problem in error.problems]
        case Conflict():
            message = N_("{by} came first, at {moment}: {key} is now at revision {revision}")
            return [
                words.text(
                    message,
                    by=error.by,
                    moment=error.recorded_at,
                    key=error.key,
                    revision=error.revision_now,
                )
            ]
        case _:
            return _of_the_store(error, words)


def _of_the_store(error: BaseException, words: Words) -> list[str]:
    match error:
        case UnknownPlan(plan_id=plan):
            return [words.text(N_("There is no plan {plan}"), plan=plan)]
        case UnknownDraft(draft_id=draft):
            return [words.text(N_("There is no open draft {draft}"), draft=draft)]
        case NoSuchRevision(key=key, revision=revision):
            message = N_("{key} has no revision {revision}")
            return [words.text(message, key=key, revision=revision)]
        case ActsWouldBeLost():
            return [_what_would_be_lost(error, words)]
        case PlanIdentityChanged(plan_id=plan, field=field):
            return [words.text(_IDENTITY[field], plan=plan)]
        case NotAnIllustration(plan_id=plan):
            return [words.text(N_("{plan} is not an illustration and stays"), plan=plan)]
        case _:
            return _of_the_installation(error, words)


def lost_things(error: ActsWouldBeLost, words: Words) -> tuple[str, ...]:
    """What was recorded and would lose what it is about, each in words."""
    return _named_once(error.plan, error.lost, words)


def _named_once(plan: Plan, acts: Iterable[LostAct], words: Words) -> tuple[str, ...]:
    """What acts are about; a report that was handed in and extended is one thing."""
    told = Recorded(plan, words)
    return tuple(dict.fromkeys(told.thing(each.what, each.key) for each in acts))


def acts_touched(changes: PlanChanges, words: Words) -> tuple[str, ...]:
    """What a change of a plan does to what was recorded, a sentence each; mostly nothing."""
    if changes.before is None:
        return ()
    return tuple(
        words.text(message, acts=_named_once(changes.before, acts, words))
        for message, acts in (
            (N_("What was recorded loses what it is about: {acts}"), changes.lost),
            (
                N_("What was recorded stands in what the plan said until then alone: {acts}"),
                changes.kept,
            ),
        )
        if acts
    )


def _what_would_be_lost(error: ActsWouldBeLost, words: Words) -> str:
    message = N_(
        "What was recorded would lose what it is about: {acts}. "
        "Say --drop-recorded if that is meant"
    )
    return words.text(message, acts=lost_things(error, words))


_IDENTITY = {
    "agency": N_("{plan} belongs to another agency; give the new plan an id of its own"),
    "year": N_("{plan} is of another year; give the new plan an id of its own"),
    "issued_on": N_(
        "An amendment keeps the day of issue of {plan}; a misread one is corrected by plan load"
    ),
    "illustration": N_("{plan} cannot turn from a real plan into an illustration or back"),
}


def _of_the_installation(error: BaseException, words: Words) -> list[str]:
    match error:
        case NewerDatabase(revision=revision):
            message = N_(
                "The database was made by a newer tracker (revision {revision}); update the tracker"
            )
            return [words.text(message, revision=revision)]
        case BadCopy(file=file, flaw=flaw):
            return [words.text(_BAD_COPY[flaw], file=str(file))]
        case NotEmpty():
            message = N_(
                "A copy is restored into an empty place only, and here stands a database already; "
                "let DDCI_STATE_DIR or DDCI_DATABASE_URL name another place"
            )
            return [words.text(message)]
        case ReadOnlyStore():
            return [
                words.text(
                    N_(
                        "The database cannot be written, so nothing was recorded; check who "
                        "may write its file and folder"
                    )
                )
            ]
        case StoreUnavailable(trouble=trouble):
            # What a driver says of a server that does not answer is English, but it helps.
            detail = next(iter(str(error).splitlines()), "")
            return [words.text(_TROUBLE[trouble], detail=detail)]
        case BadAddress():
            message = N_(
                "DDCI_DATABASE_URL names no database; write sqlite:///FILE or "
                "postgresql://USER:PASSWORD@HOST/NAME"
            )
            return [words.text(message)]
        case Forbidden():
            return [words.text(N_("You may not do this"))]
        case OSError(filename=str() | Path() as path):
            return [words.text(_message_on_file(error), path=str(path))]
        case OSError(errno=number) if number in _FULL:
            return [words.text(_TROUBLE[Trouble.FULL])]
        case _:
            return []


# Also where a user may fill no more of it, or no file may grow larger.
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_BAD_COPY = {
    Flaw.NO_COPY: N_("{file} is not a copy that the tracker made; nothing was restored"),
    Flaw.DAMAGED: N_("{file} is damaged or incomplete; nothing was restored"),
    Flaw.NEWER: N_("{file} was made by a newer tracker; update the tracker, then restore it"),
}
_TROUBLE = {
    Trouble.MISSING: N_("There is no database yet; run init first"),
    Trouble.GONE: N_(
        "The database that was here is gone; put its file back, or restore a copy with the command "
        "restore (only to begin anew, remove installation.json from the state folder)"
    ),
    Trouble.FOREIGN: N_(
        "{detail} is the database of another program; nothing was written into it. Let "
        "DDCI_DATABASE_URL or DDCI_STATE_DIR name another place"
    ),
    Trouble.REPLACED: N_(
        "In the place of the database stands another or an empty one; put the right file back, or "
        "restore a copy, then start the tracker anew (only if this one is meant, remove "
        "installation.json from the state folder)"
    ),
    Trouble.NOT_PREPARED: N_("The database is not up to date; run init first"),
    Trouble.BUSY: N_(
        "The database is busy; try again in a moment, and if it stays so, look which program "
        "holds its file"
    ),
    Trouble.DAMAGED: N_(
        "The database is damaged; restore the newest copy, with the command restore, into an "
        "empty place"
    ),
    Trouble.FULL: N_("The disk is full, so nothing was recorded; make room on it and try again"),
    Trouble.UNREACHABLE: N_("The database cannot be reached: {detail}"),
}


# To begin anew is the choice of whoever runs the tracker, and no way out for its readers.
_TOLD_ANYBODY = {
    Trouble.GONE: N_(
        "The database that was here is gone; tell your administrator to put its file back or to "
        "restore a copy"
    ),
    Trouble.FOREIGN: N_(
        "In the place of the database stands that of another program; tell your administrator"
    ),
    Trouble.REPLACED: N_(
        "In the place of the database stands another or an empty one; tell your administrator to "
        "put the right file back or to restore a copy"
    ),
    Trouble.UNREACHABLE: N_("The database cannot be reached; tell your administrator"),
}


def sentences_for_anybody(error: BaseException, words: Words) -> list[str]:
    """Like ``sentences_for`` for who does not run the tracker: no name of a file or of a server."""
    match error:
        case StoreUnavailable(trouble=trouble) if trouble in _TOLD_ANYBODY:
            return [words.text(_TOLD_ANYBODY[trouble])]
        case OSError(errno=number) if number in _FULL:
            return [words.text(_TROUBLE[Trouble.FULL])]
        case OSError(filename=str() | Path()):
            message = N_("A folder of the tracker cannot be written; tell your administrator")
            return [words.text(message)]
        case _:
            return sentences_for(error, words)


def _message_on_file(error: OSError) -> str:
    if error.errno in _FULL:
        return N_("The disk of {path} is full; make room on it and try again")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return N_("{path} may not be written")
    if error.errno == errno.ENOENT:
        return N_("There is no file {path}")
    return N_("{path} cannot be used as a file or folder")
