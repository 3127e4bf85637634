"""Whether a whole database can still be read, for whoever asks every few seconds.

Reading it through takes a moment for a department and half a minute for a province. It goes on
beside those who ask, once at a time, and for a small part of the time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock, Thread
from time import monotonic

from ddci_tracker.store import migrations
from ddci_tracker.store.engine import Engine, damages_met
from ddci_tracker.store.errors import StoreError, StoreUnavailable, Trouble

# What was sound is not read again before this, nor before a hundred times what reading it took.
_SOUND_FOR_SECONDS = 60
_TIMES_THE_READING = 100
# Most databases are read through in less; who asks about a larger one hears what was found last.
_WAITED_SECONDS = 2.0


@dataclass(slots=True)
class Soundness:
    """What reading one database through has found so far."""

    engine: Engine
    _lock: Lock = field(default_factory=Lock)
    _reading: Thread | None = None
    _due: float = 0.0
    _damages_looked_into: int = 0
    _damages_when_sound: int = 0
    _found: StoreError | None = None

    def trouble(self) -> StoreError | None:
        """What is wrong with it, None for nothing that is known.

        Begins another reading when one is due or somebody has met a damaged page since.
        """
        with self._lock:
            damages = damages_met(self.engine)
            is_due = monotonic() >= self._due or damages != self._damages_looked_into
            if is_due and not self._is_being_read():
                self._damages_looked_into = damages
                self._reading = Thread(target=self._read, args=(damages,), daemon=True)
                self._reading.start()
            reading = self._reading
        if reading is not None:
            reading.join(_WAITED_SECONDS)
        if self._found is None and self._is_being_read() and damages != self._damages_when_sound:
            return StoreUnavailable("somebody met a damaged page", Trouble.DAMAGED)
        return self._found

    def _is_being_read(self) -> bool:
        return self._reading is not None and self._reading.is_alive()

    def _read(self, damages: int) -> None:
        began = monotonic()
        try:
            migrations.refuse_a_damaged(self.engine)
        except StoreError as error:
            self._found = error
        else:
            self._found, self._damages_when_sound = None, damages
        finally:
            ended = monotonic()
            self._due = ended + max(_SOUND_FOR_SECONDS, (ended - began) * _TIMES_THE_READING)
