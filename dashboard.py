"""The entry: the script of every screen when run, the ASGI application when imported."""

import streamlit as st

from ddci_tracker.services.tracker import open_tracker
from ddci_tracker.settings import load_settings

# Also where it only serves: what is loaded before the first look costs no look anything.
from ddci_tracker.ui.main import run

settings = load_settings()
tracker = open_tracker(
    settings.database_url, data_dir=settings.data_dir, state_dir=settings.state_dir
)

if __name__ == "__main__":
    run(tracker)
else:
    from ddci_tracker.services import housekeeping
    from ddci_tracker.ui import drawing
    from ddci_tracker.web.backend import Backend
    from ddci_tracker.web.parts import parts_for
    from ddci_tracker.web.shell import Looks

    parts = parts_for(
        Backend(
            prepare=lambda: housekeeping.prepare(tracker),
            accounts_exist=lambda: housekeeping.accounts_exist(tracker),
            database_reachable=lambda: housekeeping.is_reachable(tracker),
        ),
        Looks(stylesheet=drawing.stylesheet(), shapes=drawing.shapes()),
    )
    app = st.App(
        __file__,
        routes=parts.routes,
        middleware=parts.middleware,
        lifespan=parts.lifespan,
        on_script_error=parts.on_script_error,
    )
