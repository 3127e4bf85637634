"""What is done before the first request (imports, the database, the garbage collector), and what
is seen to from time to time while the server runs."""

from __future__ import annotations

import gc
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import streamlit as st
from anyio import create_task_group, sleep, to_thread

from ddci_tracker import streamlit_inside as inside
from ddci_tracker.measures import TENDED
from ddci_tracker.web import log

logger = logging.getLogger(__name__)

# The first visits after a start come before it.
_TENDED_FIRST_AFTER_SECONDS = 20
_TENDED_EVERY_SECONDS = 600


def lifespan_with(
    prepare: Callable[[], None], tend: Callable[[], None], *, log_as_json: bool = False
) -> Callable[[st.App], AbstractAsyncContextManager[None]]:
    """The life of the application, with what the rest of the tracker does before and during it."""

    @asynccontextmanager
    async def lifespan(_app: st.App) -> AsyncIterator[None]:
        log.report_to_stderr(as_json=log_as_json)
        inside.take_screens_from_the_navigation_alone()
        inside.remember_who_makes_files()
        inside.send_what_is_drawn_soon()
        inside.take_in_whole_what_was_pressed()
        await to_thread.run_sync(inside.load_what_tables_need)
        await to_thread.run_sync(prepare)
        # What is loaded by now stays for good: no collection has to walk through it again.
        gc.collect()
        gc.freeze()
        async with create_task_group() as beside:
            beside.start_soon(_tend_now_and_then, tend)
            yield
            beside.cancel_scope.cancel()

    return lifespan


async def _tend_now_and_then(tend: Callable[[], None]) -> None:
    await sleep(_TENDED_FIRST_AFTER_SECONDS)
    while True:
        try:
            # Not waited for when the server stops: its transactions end by themselves.
            await to_thread.run_sync(tend, abandon_on_cancel=True)
            TENDED.add("done")
        except Exception:
            TENDED.add("failed")
            logger.exception("what falls due by itself could not be seen to")
        await sleep(_TENDED_EVERY_SECONDS)
