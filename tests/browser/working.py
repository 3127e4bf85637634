"""Somebody at *Việc của tôi* without a browser, over the websocket that a browser would use.

It sends what the page sends: each field as it is left, then the button. Saved is only what the
screen says was saved.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection

from tests.patience import PATIENCE_SECONDS

SCREEN = "viec-cua-toi"

_STATUS, _NOTE, _SAVE = "work-status", "work-note", "work-save"
_SAVED = "told done"
_ENDED = {ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY}


class NotSaved(AssertionError):
    """The screen did not say that an update was saved."""


@dataclass(slots=True)
class Worker:
    """An open page, and what stands on it: fields and buttons, by the keys that they begin with."""

    opened: ClientConnection
    plan: str
    _asked: BackMsg = field(default_factory=BackMsg)
    _controls: dict[str, str] = field(default_factory=dict)
    _kept: set[str] = field(default_factory=set)
    _drawer: str = ""

    def look(self, page: str, **parameters: str) -> None:
        """Open a screen; an error on it is one of the test's."""
        self._asked, self._drawer = BackMsg(), ""
        self._controls.clear()
        self._asked.rerun_script.page_name = page
        self._asked.rerun_script.query_string = urlencode({"plan": self.plan, **parameters})
        self._ask()

    def open_task(self, task: str) -> None:
        """Open the drawer of a task."""
        self.look(SCREEN, task=task)
        assert self._drawer, f"no drawer for {task}"

    def fill_in(self, note: str, *, status: str = "Đang làm") -> None:
        """Choose a status and write what was done; each field is a draft as soon as it is left."""
        self._set(self._control(_STATUS)).string_array_value.data[:] = [status]
        self._ask()
        self._set(self._control(_NOTE)).string_value = note
        self._ask()

    def save(self) -> None:
        """Press the button; ``NotSaved`` when the screen says anything else than that it is."""
        states = self._asked.rerun_script.widget_states.widgets
        states.add(id=self._control(_SAVE), trigger_value=True)
        shown = self._ask()
        del states[-1]
        told = [each for each in shown if "told" in each]
        if not any(_SAVED in each for each in told):
            raise NotSaved(told)

    def press_and_leave(self) -> None:
        """Press the button, and be gone before anything is answered."""
        states = self._asked.rerun_script.widget_states.widgets
        states.add(id=self._control(_SAVE), trigger_value=True)
        self._asked.rerun_script.fragment_id = self._drawer
        self.opened.send(self._asked.SerializeToString())
        self.opened.close()

    def _control(self, key: str) -> str:
        return next(each for name, each in self._controls.items() if name.startswith(key))

    def _set(self, control: str) -> WidgetState:
        states = self._asked.rerun_script.widget_states.widgets
        state: WidgetState = next(
            (each for each in states if each.id == control), None
        ) or states.add(id=control)
        return state

    def _ask(self) -> list[str]:
        """Have the script run; the texts that it drew."""
        asked = self._asked.rerun_script
        asked.fragment_id = self._drawer
        asked.cached_message_hashes[:] = self._kept
        self.opened.send(self._asked.SerializeToString())
        shown: list[str] = []
        while True:
            message = ForwardMsg.FromString(self.opened.recv(PATIENCE_SECONDS, decode=False))
            if message.metadata.cacheable:
                self._kept.add(message.hash)
            if message.HasField("navigation"):
                # Its address served to open the page; from then on a page is asked for by this.
                asked.page_script_hash = message.navigation.page_script_hash
                asked.page_name = ""
            if message.HasField("delta"):
                shown += self._take_in(message)
            # A run that was ended early is followed by the one that it was ended for.
            ended = message.WhichOneof("type") == "script_finished"
            if ended and message.script_finished in _ENDED:
                return shown

    def _take_in(self, message: ForwardMsg) -> list[str]:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        assert kind != "exception", element.exception.message
        if message.delta.fragment_id:
            self._drawer = message.delta.fragment_id
        self._note_control(element, kind)
        return [element.markdown.body] if kind == "markdown" else []

    def _note_control(self, element: Element, kind: str | None) -> None:
        control = getattr(getattr(element, kind or "", None), "id", "")
        if control.startswith("$$ID-"):
            _, _, key = control.removeprefix("$$ID-").partition("-")
            self._controls[key] = control
