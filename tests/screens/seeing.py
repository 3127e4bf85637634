"""What stands on a screen: the HTML that was drawn, its text, and its controls."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.markup import text_of
from tests.patience import PATIENCE_SECONDS

ENTRY = Path(__file__).parents[2] / "dashboard.py"


@dataclass(frozen=True, slots=True)
class Screen:
    """A page after its run."""

    app: AppTest

    @classmethod
    def opened(cls, page: str, **address: str) -> Screen:
        """The page with this file, through the entry, with these parameters in its address."""
        app = AppTest.from_file(str(ENTRY), default_timeout=PATIENCE_SECONDS)
        app.query_params.update(address)
        app.run()
        app.switch_page(f"pages/{page}")
        app.query_params.update(address)
        return cls(app).run()

    def run(self) -> Screen:
        """The page after another run, which must not fail."""
        self.app.run()
        assert not self.app.exception, self.app.exception[0].value
        return self

    @property
    def html(self) -> str:
        """Everything that was drawn as HTML, without styles and symbols."""
        drawn = [each.value for each in self.app.markdown]
        drawn += [each.proto.body for each in self.app.get("html")]
        return "\n".join(
            body for body in drawn if not body.startswith(("<style", '<svg width="0"'))
        )

    @property
    def text(self) -> str:
        """What can be read of it; spaces as in print."""
        return text_of(self.html)
