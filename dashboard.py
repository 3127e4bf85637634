"""The entry: the script of every screen when run, the ASGI application when imported."""

import streamlit as st

from ddci_tracker.services.sign_in_rules import SignInRules
from ddci_tracker.services.tracker import open_tracker
from ddci_tracker.settings import load_settings

# Also where it only serves: what is loaded before the first look costs no look anything.
from ddci_tracker.ui.frame.navigation import run

settings = load_settings()
try:
    tracker = open_tracker(
        settings.database_url,
        data_dir=settings.data_dir,
        state_dir=settings.state_dir,
        temporary_password_days=settings.temporary_password_days,
        api_per_minute=settings.api_per_minute,
        rules=SignInRules.of(
            second_factor=settings.second_factor_for,
            inside=settings.inside_networks,
            idle_minutes=settings.idle_minutes,
            unused_days=settings.unused_account_days,
        ),
    )
except Exception as error:
    from ddci_tracker.web.refused_start import told

    if (said := told(error)) is None:
        raise
    # Whichever server imports this ends by it, with nothing but the sentence.
    raise SystemExit(said) from None

if __name__ == "__main__":
    run(tracker)
else:
    from datetime import UTC, datetime, timedelta

    from ddci_tracker.services import backups, installation, sessions
    from ddci_tracker.ui.core import drawing
    from ddci_tracker.ui.faces.page import face_of
    from ddci_tracker.ui.faces.phone import PHONE, phone_page
    from ddci_tracker.ui.faces.province import PROVINCE, province_page
    from ddci_tracker.ui.faces.wall import WALL, wall_page
    from ddci_tracker.ui.search.page import search_page_of
    from ddci_tracker.web.api.routes import api_routes
    from ddci_tracker.web.backend import Backend
    from ddci_tracker.web.calendar import calendar_routes
    from ddci_tracker.web.metrics import metrics_routes
    from ddci_tracker.web.network import Network
    from ddci_tracker.web.own_sessions import own_session_routes
    from ddci_tracker.web.parts import parts_for
    from ddci_tracker.web.pulses import pulse_routes
    from ddci_tracker.web.quick_faces import face_routes
    from ddci_tracker.web.second_factor import second_factor_routes
    from ddci_tracker.web.secret_links import opening_routes
    from ddci_tracker.web.shell import Looks
    from ddci_tracker.web.signing_in import sign_in_routes

    old_after = timedelta(minutes=settings.old_after_minutes)
    phone = face_of(PHONE, phone_page, tracker, old_after)
    province = face_of(PROVINCE, province_page, tracker, old_after)
    wall = face_of(WALL, wall_page, tracker, old_after)
    parts = parts_for(
        Backend(
            prepare=lambda: installation.prepare(tracker),
            tend=lambda: installation.tend(tracker),
            accounts_exist=lambda: installation.accounts_exist(tracker),
            session_of=lambda token_hash: sessions.session_of(
                tracker, token_hash, now=datetime.now(UTC)
            ),
            session_watched=lambda token_hash: sessions.session_of(
                tracker, token_hash, now=datetime.now(UTC), is_use=False
            ),
            why_sick=lambda: installation.why_sick(tracker),
        ),
        Looks(stylesheet=drawing.stylesheet(), shapes=drawing.shapes()),
        log_as_json=settings.log_as_json,
        measured=settings.metrics_token is not None,
        network=Network.of(settings.allowed_hosts, settings.trusted_proxies),
        routes=[
            *sign_in_routes(tracker),
            *own_session_routes(tracker),
            *second_factor_routes(tracker),
            *opening_routes(tracker),
            *face_routes(
                tracker, phone=phone, province=province, wall=wall, search=search_page_of(tracker)
            ),
            *pulse_routes(tracker),
            *calendar_routes(tracker),
            *api_routes(tracker),
            *metrics_routes(
                settings.metrics_token,
                ping=lambda: installation.accounts_exist(tracker),
                newest_copy=lambda: backups.newest_made_at(tracker),
            ),
        ],
    )
    app = st.App(
        __file__,
        routes=parts.routes,
        middleware=parts.middleware,
        lifespan=parts.lifespan,
        on_script_error=parts.on_script_error,
    )
