"""Whatever was recorded stays, though all who write are killed in the middle of their acts."""

import pytest
from sqlalchemy import Engine

from tests.integration.services.killing import assert_sound, kill_writers


@pytest.mark.usefixtures("tracker")
def test_what_was_told_to_be_recorded_is_there_after_every_writer_was_killed(
    engine: Engine, engine_url: str
) -> None:
    for seed in range(3):
        print(f"seed {seed}")
        assert_sound(engine_url, kill_writers(engine, seed))
