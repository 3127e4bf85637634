"""Whatever goes wrong is told in one sentence, in the language of whoever is told."""

import errno
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ddci_tracker.domain.lost_acts import LostAct
from ddci_tracker.plans import PlanFileError, Problem, ProblemCode
from ddci_tracker.services.failures import sentences_for
from ddci_tracker.services.permissions import Action, Actor, Forbidden
from ddci_tracker.services.refusals import Refused
from ddci_tracker.store import errors
from ddci_tracker.store.errors import StoreError, Trouble
from ddci_tracker.store.plan_drafts import UnknownDraft
from ddci_tracker.words.catalogue import Language, Words
from tests.unit.domain.build import make_plan

VI, EN = Words.of(Language("vi")), Words.of(Language("en"))
MOMENT = datetime(2026, 9, 11, 1, 30, tzinfo=UTC)

TOLD: dict[Exception, str] = {
    Refused("{on} has not come yet; today is {today}", on="mai", today="hôm nay"): "mai",
    Forbidden(Actor.owner("lan"), Action.LOAD_PLAN): "không có quyền",
    errors.Conflict("T1@2021-Q1", 2, "Lan", MOMENT): "Lan",
    errors.UnknownPlan("X-2021"): "X-2021",
    UnknownDraft("7f3a"): "7f3a",
    errors.NoSuchRevision("T1@2021-Q1", 7): "7",
    errors.ActsWouldBeLost(
        make_plan(),
        (
            LostAct(what="task_update", key="T1@2021-Q1"),
            LostAct(what="report_act", key="R1/A/2021-Q1"),
        ),
    ): "nhiệm vụ T1, quý I/2021 và báo cáo R1 của Phòng A, quý I/2021",
    errors.PlanIdentityChanged("X-2021", "agency"): "X-2021",
    errors.PlanIdentityChanged("X-2021", "year"): "X-2021",
    errors.PlanIdentityChanged("X-2021", "illustration"): "X-2021",
    errors.PlanIdentityChanged("X-2021", "issued_on"): "X-2021",
    errors.NotAnIllustration("X-2021"): "X-2021",
    errors.NewerDatabase("9999"): "9999",
    errors.NotEmpty("tables stand already"): "nơi trống",
    errors.ReadOnlyStore("attempt to write a readonly database"): "ghi",
    errors.BadAddress(): "DDCI_DATABASE_URL",
    PermissionError(errno.EACCES, "Permission denied", "/a/b"): "/a/b",
    OSError(errno.EROFS, "Read-only file system", "/a/b"): "/a/b",
    OSError(errno.ENOSPC, "No space left on device", "/a/b"): "/a/b",
    FileNotFoundError(errno.ENOENT, "No such file", "/a/b"): "/a/b",
    NotADirectoryError(errno.ENOTDIR, "Not a directory", "/a/b"): "/a/b",
}
TOLD |= {errors.StoreUnavailable("driver", trouble): "" for trouble in Trouble}
TOLD |= {errors.BadCopy(Path("/a/b.zip"), flaw): "/a/b.zip" for flaw in errors.Flaw}


@pytest.mark.parametrize("error", TOLD, ids=repr)
def test_it_is_told_in_one_sentence_of_each_language(error: Exception) -> None:
    (vietnamese,) = sentences_for(error, VI)
    (english,) = sentences_for(error, EN)
    assert TOLD[error] in vietnamese
    assert vietnamese != english
    assert "{" not in vietnamese + english
    assert "\n" not in vietnamese


def all_store_errors(error: type[StoreError] = StoreError) -> Iterator[type[StoreError]]:
    for each in error.__subclasses__():
        yield each
        yield from all_store_errors(each)


def test_every_error_of_the_store_is_told() -> None:
    assert set(all_store_errors()) <= {type(error) for error in TOLD}


def test_a_conflict_names_who_came_first_and_when() -> None:
    conflict = errors.Conflict("T1@2021-Q1", 2, "Lan", MOMENT)
    (told,) = sentences_for(conflict, VI)
    assert "Lan" in told
    assert "08:30 ngày 11/09/2026" in told, "on the clocks of Vietnam"


def test_a_plan_file_has_one_sentence_for_each_problem() -> None:
    problems = [
        Problem(code=ProblemCode.MISSING_VALUE, file="a.yaml", line=line, field="id")
        for line in (1, 2)
    ]
    assert len(sentences_for(PlanFileError(problems), VI)) == 2


def test_what_a_server_says_is_cut_to_its_first_line() -> None:
    error = errors.StoreUnavailable("connection refused\n\tIs the server running?")
    (told,) = sentences_for(error, VI)
    assert told.endswith("connection refused")


def test_a_mistake_of_the_tracker_itself_is_not_passed_off_as_bad_input() -> None:
    assert sentences_for(ZeroDivisionError(), VI) == []
    assert sentences_for(OSError("no file named"), VI) == []
