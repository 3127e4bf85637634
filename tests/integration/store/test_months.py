"""Frozen months are kept byte for byte, in editions, through every upgrade."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from ddci_tracker.domain.periods import Period
from ddci_tracker.store import migrations
from ddci_tracker.store.engine import make_engine, reading, writing
from ddci_tracker.store.migrations import current, head, upgrade
from ddci_tracker.store.months import KeptMonth, body_of, keep_month, kept_months, next_edition
from tests.integration.store.made import EVENING, NOON, PLAN, load, of_year

JUNE, JULY = Period.month(2021, 6), Period.month(2021, 7)
# Every byte there is, so that none is taken for a sign of something else.
BODY = bytes(range(256)) * 100

REBUILD = """
import sqlalchemy as sa
from alembic import op

revision = "9998"
down_revision = "{head}"


def upgrade() -> None:
    with op.batch_alter_table("frozen_month") as frozen_month:
        frozen_month.add_column(sa.Column("remark", sa.String()))
        frozen_month.alter_column("frozen_by", type_=sa.String(200))
"""


def month(month: Period = JUNE, edition: int = 1, plan_id: str = PLAN.id) -> KeptMonth:
    return KeptMonth(
        plan_id=plan_id,
        month=month,
        edition=edition,
        as_of=date(2021, 6, 30),
        known_at=NOON,
        frozen_at=EVENING,
        frozen_by="lan",
        format_version=1,
        checksum="00",
    )


def keep(engine: Engine, kept: KeptMonth, body: bytes = BODY) -> None:
    with writing(engine) as session:
        keep_month(session, kept, body)


def body(engine: Engine, kept: KeptMonth) -> bytes:
    with reading(engine) as session:
        return body_of(session, kept)


def test_a_month_comes_back_byte_for_byte(engine: Engine) -> None:
    load(engine)
    keep(engine, month())
    keep(engine, month(edition=2), b"another")
    assert body(engine, month()) == BODY
    assert body(engine, month(edition=2)) == b"another"


def test_editions_are_numbered_by_plan_and_month(engine: Engine) -> None:
    load(engine)
    load(engine, of_year(2022))
    kept = [month(JULY), month(JUNE, 2), month(JUNE, 1)]
    for each in (*kept, month(plan_id="SX-TP-2022")):
        keep(engine, each)
    with reading(engine) as session:
        assert kept_months(session, PLAN.id) == tuple(kept[::-1])
        assert next_edition(session, PLAN.id, JUNE) == 3
        assert next_edition(session, PLAN.id, JULY) == 2
        assert next_edition(session, PLAN.id, Period.month(2021, 8)) == 1


def test_an_edition_is_kept_once(engine: Engine) -> None:
    load(engine)
    keep(engine, month())
    with pytest.raises(IntegrityError):
        keep(engine, replace(month(), frozen_by="hoa"), b"another")
    assert body(engine, month()) == BODY


@pytest.fixture
def own_engine(database_url: str) -> Iterator[Engine]:
    """A store of its own, for a migration changes its tables."""
    engine = make_engine(database_url)
    upgrade(engine)
    yield engine
    engine.dispose()


def test_an_upgrade_that_rebuilds_the_table_changes_no_byte(
    own_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(own_engine)
    keep(own_engine, month())
    folder = tmp_path / "migrations"
    shutil.copytree(migrations.FOLDER, folder)
    (folder / "versions" / "9998_rebuild.py").write_text(REBUILD.format(head=head()))
    monkeypatch.setattr(migrations, "FOLDER", folder)
    upgrade(own_engine)
    assert current(own_engine) == "9998"
    assert body(own_engine, month()) == BODY
    with reading(own_engine) as session:
        assert kept_months(session, PLAN.id) == (month(),)
