"""What went wrong, said to a person: one sentence (or one a problem) for every known failure.

Screens and the command line both ask here, so that the same thing is never said in two ways.
"""

from __future__ import annotations

from ddci_tracker.domain.policy import BadPolicy
from ddci_tracker.plans import PlanFileError
from ddci_tracker.services.permissions import Forbidden
from ddci_tracker.services.refusals import Refused
from ddci_tracker.store.errors import (
    Conflict,
    NewerDatabase,
    NoSuchRevision,
    NotAnIllustration,
    PlanIdentityChanged,
    ReadOnlyStore,
    StoreUnavailable,
    TaskHasUpdates,
    UnknownPlan,
)
from ddci_tracker.words.catalogue import Words
from ddci_tracker.words.marking import N_

__all__ = ["Conflict", "PlanFileError", "UnknownPlan", "sentences_for"]


def sentences_for(error: BaseException, words: Words) -> list[str]:
    """What to tell whoever met this error; empty for one that nobody should meet."""
    match error:
        case Refused():
            return [error.said(words)]
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
        case NoSuchRevision(key=key, revision=revision):
            message = N_("{key} has no revision {revision}")
            return [words.text(message, key=key, revision=revision)]
        case TaskHasUpdates(tasks=tasks):
            message = N_(
                "These tasks have updates and would be dropped: {tasks}. "
                "Say --drop-updated-tasks if that is meant"
            )
            return [words.text(message, tasks=tasks)]
        case PlanIdentityChanged(plan_id=plan, field=field):
            message = N_("{plan} cannot change its {field}; give the new plan an id of its own")
            return [words.text(message, plan=plan, field=field)]
        case NotAnIllustration(plan_id=plan):
            return [words.text(N_("{plan} is not an illustration and stays"), plan=plan)]
        case NewerDatabase(revision=revision):
            message = N_(
                "The database was made by a newer tracker (revision {revision}); update the tracker"
            )
            return [words.text(message, revision=revision)]
        case ReadOnlyStore():
            return [words.text(N_("The database can be read but not written"))]
        case StoreUnavailable():
            message = N_("The database cannot be used: {detail}. Run init first, or see doctor")
            return [words.text(message, detail=str(error))]
        case Forbidden():
            return [words.text(N_("You may not do this"))]
        case BadPolicy(field=field):
            return [words.text(N_("The threshold {field} is out of order"), field=field)]
        case PermissionError(filename=name):
            return [words.text(N_("{path} cannot be written"), path=str(name))]
        case FileNotFoundError(filename=name):
            return [words.text(N_("There is no file {path}"), path=str(name))]
        case _:
            return []
