"""A server that is killed while people save loses nothing, and starts again by itself."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from threading import Timer

from playwright.sync_api import Browser, expect

from ddci_tracker.services.history import history_of
from tests.browser.killing import assert_kept, kill_server, people_in
from tests.browser.lasting import Ground, standing_ground
from tests.browser.people import OWNER, tracker_in
from tests.browser.reading import ILLUSTRATION, own_profile

TASK = "II.6-04"
# Typing a note, sending it and being told take about two seconds, counted in these steps: each kill
# falls somewhere in one of them.
KILLS, STEP_SECONDS = 4, 0.9


def test_a_killed_server_lost_nothing_that_it_said_was_saved(tmp_path: Path) -> None:
    tokens = people_in(tmp_path)
    for seed in range(2):
        print(f"seed {seed}")
        assert_kept(tmp_path, kill_server(tmp_path, tokens, seed))


def test_what_was_said_to_be_saved_is_saved_and_the_rest_is_in_the_form_again(
    first_state: Path, tmp_path: Path, browser: Browser
) -> None:
    state = Path(shutil.copytree(first_state, tmp_path / "state"))
    chance = Random(1)
    with standing_ground(state) as ground, own_profile(browser) as profile:
        page = profile.new_page()
        drawer = page.get_by_role("dialog")
        field = drawer.get_by_label("Việc đã làm")
        send = drawer.get_by_role("button", name="Gửi cập nhật")
        app, cut_off = page.get_by_test_id("stApp"), page.locator("#ddci-connection")
        for kill in range(KILLS):
            address = f"{ground.address}/viec-cua-toi?plan={ILLUSTRATION}&unit=TTr&task={TASK}"
            page.goto(address)
            expect(send).to_be_enabled()
            life = STEP_SECONDS * chance.uniform(kill, kill + 1)
            killer = Timer(life, ground.server.process.kill)  # type: ignore[union-attr]
            note = f"Lần {kill}: gõ xong rồi gửi"
            field.click()
            page.keyboard.press("Control+a")
            killer.start()
            page.keyboard.type(note, delay=40)
            if send.count():
                # As a hand does it: at once, whatever has become of the button.
                send.evaluate("it => it.click()")
            killer.join()
            expect(app).not_to_have_attribute("data-test-connection-state", "CONNECTED")
            typed = field.input_value() if field.count() else None
            said_saved = page.locator(".ddci.told.done").count() > 0
            ground.kill()
            ground.start()
            expect(app).to_have_attribute("data-test-connection-state", "CONNECTED")
            expect(cut_off).to_be_hidden()
            what = f"kill {kill} after {life:.2f} s: {typed!r}, said to be saved: {said_saved}"
            print(what)
            if said_saved:
                assert note in notes_in(ground), what
            elif typed and typed not in notes_in(ground):
                expect(field, what).to_have_value(typed)


def notes_in(ground: Ground) -> list[object]:
    """What is recorded of the task."""
    tracker = tracker_in(ground.state)
    entries = history_of(tracker, OWNER, ILLUSTRATION, task=TASK, now=datetime.now(UTC))
    tracker.engine.dispose()
    return [(entry.after or {}).get("note") for entry in entries]
