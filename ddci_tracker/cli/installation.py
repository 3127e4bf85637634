"""Commands that keep the installation: ``init``, ``doctor``, ``demo``, ``run``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from typer import Option, Typer
from typer.exceptions import Exit

from ddci_tracker.cli import inputs
from ddci_tracker.cli.board import Json
from ddci_tracker.cli.context import (
    VIETNAMESE,
    context,
    prepared,
    print_json,
    say,
    show,
    tell,
    text,
)
from ddci_tracker.cli.plans import show_changes
from ddci_tracker.cli.usage import CALLED
from ddci_tracker.services import faults, illustration, installation, sessions
from ddci_tracker.services.ailments import Ailment
from ddci_tracker.services.failures import sentences_for
from ddci_tracker.services.installation import Initialised
from ddci_tracker.services.links import Purpose, path_of
from ddci_tracker.services.permissions import Role
from ddci_tracker.services.refusals import Refused
from ddci_tracker.settings import HOME
from ddci_tracker.words.marking import N_

_ANY_NAME = "quan-tri"
# The exit code of a doctor who found that something is not well.
NOT_WELL = 4


def add_to(app: Typer) -> None:
    """Register the commands."""
    app.command("init", help=text(N_("Make or update the database and load the plans")))(init)
    app.command("run", help=text(N_("Set up what is missing and serve the board")))(run)
    app.command("doctor", help=text(N_("Look whether all is well")))(doctor)
    demo = Typer(help=text(N_("The illustration plan")), no_args_is_help=True)
    demo.command("add", help=text(N_("Add the illustration of this year")))(add_demo)
    demo.command("remove", help=text(N_("Remove every illustration")))(remove_demo)
    app.add_typer(demo, name="demo")


def init(
    no_illustration: Annotated[
        bool, Option("--no-illustration", help=text(N_("Real plans only")))
    ] = False,
) -> None:
    here = context()
    done = installation.initialise(
        here.tracker, here.actor, now=here.now, illustration=not no_illustration
    )
    show_initialised(done)


def show_initialised(done: Initialised) -> None:
    """Print what became of each plan that is shipped."""
    for plan_id, changes in done.loaded:
        show_changes(plan_id, changes)
    for plan_id, error in done.kept:
        say(N_("{plan} stays as it is"), plan=plan_id)
        tell(sentences_for(error, VIETNAMESE))
    if done.illustration:
        show(text(N_("Added the illustration {plan}"), plan=done.illustration))


def run(
    host: Annotated[str, Option(help=text(N_("The address to listen on")))] = "localhost",
    port: Annotated[
        int, Option(parser=inputs.port, metavar="N", help=text(N_("The port to listen on")))
    ] = 8501,
    no_browser: Annotated[bool, Option("--no-browser", help=text(N_("Open no browser")))] = False,
) -> None:
    # Only this command needs the server, which takes most of a second to import.
    from ddci_tracker.web import serving

    # A setting that opens no tracker is told like that of any other command.
    context()
    try:
        serving.serve(
            host,
            port,
            open_browser=not no_browser,
            home=HOME,
            on_ready=lambda address: _say_where(
                address,
                None
                if serving.is_for_this_computer_alone(host)
                else serving.address_for_others(host, port),
            ),
        )
    except serving.PortInUse:
        raise Refused(
            N_("Port {port} is taken, perhaps by another tracker; choose one with --port"),
            port=str(port),
        ) from None
    except serving.PortNotAllowed:
        raise Refused(N_("You may not listen on port {port}"), port=str(port)) from None
    except serving.NotAnAddressHere:
        raise Refused(N_("{host} is not an address of this computer"), host=host) from None


def _say_where(address: str, address_for_others: str | None) -> None:
    say(N_("The board is open at {address}; Ctrl+C ends it"), address=address)
    here = context()
    if installation.accounts_exist(here.tracker):
        return
    say(
        N_(
            "Nobody can sign in yet, so it serves this computer only. To let others in, make an "
            "administrator: {command}"
        ),
        command=f"{CALLED} user add {_ANY_NAME} --role {Role.ADMINISTRATOR}",
    )
    if address_for_others is None:
        return
    token = sessions.first_account_link(here.tracker, now=here.now)
    if token is not None:
        say(
            N_("or open this within a day, once: {address}"),
            address=address_for_others + path_of(Purpose.FIRST_ACCOUNT, token),
        )


def doctor(
    mend: Annotated[
        bool,
        Option(
            "--mend", help=text(N_("Set right what can be without losing a thing, and say what"))
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    here = context()
    mended = faults.mend(here.tracker, here.actor, now=here.now) if mend else ()
    found = installation.examine(here.tracker, here.actor, now=here.now)
    if as_json:
        done = [{"name": each.name, "done": text(each.done, what=each.what)} for each in mended]
        print_json({**checks_document(found), **({"mended": done} if mend else {})})
    else:
        for each in mended:
            show(f"+ {text(each.name)}: {text(each.done, what=each.what)}")
        show_checks(found)
    if not all(each.well for each in found):
        raise Exit(NOT_WELL)


def checks_document(found: Sequence[Ailment]) -> dict[str, Any]:
    """What was looked at, as a document."""
    checks = [
        {"name": each.name, "well": each.well, "found": each.said(VIETNAMESE)} for each in found
    ]
    return {"well": all(each.well for each in found), "checks": checks}


def show_checks(found: Iterable[Ailment]) -> None:
    """Print what was looked at, a line each."""
    for each in found:
        mark = "✓" if each.well else "✗"
        show(f"{mark} {text(each.name)}: {each.said(VIETNAMESE)}")


def add_demo() -> None:
    here = prepared()
    plan = illustration.add_illustration(here.tracker, here.actor, now=here.now)
    show(text(N_("The illustration is {plan}"), plan=plan))


def remove_demo() -> None:
    here = prepared()
    removed = illustration.remove_illustrations(here.tracker, here.actor, now=here.now)
    for plan in removed:
        show(text(N_("Removed {plan}"), plan=plan))
    if not removed:
        say(N_("There is no illustration"))
