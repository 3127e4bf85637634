"""Commands that keep the installation: ``init``, ``doctor``, ``demo``, ``run``."""

from __future__ import annotations

from typing import Annotated

from typer import Option, Typer

from ddci_tracker.cli.context import context, print_json, say, show, text
from ddci_tracker.cli.looks import Json
from ddci_tracker.cli.plans import tell_changes
from ddci_tracker.services import housekeeping, illustrating
from ddci_tracker.services.refusals import Refused
from ddci_tracker.words.marking import N_


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
    done = housekeeping.initialise(
        here.tracker, here.actor, now=here.now, illustration=not no_illustration
    )
    for plan_id, changes in done.loaded:
        tell_changes(plan_id, changes)
    if done.illustration:
        show(text(N_("Added the illustration {plan}"), plan=done.illustration))


def run(
    host: Annotated[str, Option(help=text(N_("The address to listen on")))] = "localhost",
    port: Annotated[int, Option(min=1, max=65535)] = 8501,
    no_browser: Annotated[bool, Option("--no-browser", help=text(N_("Open no browser")))] = False,
) -> None:
    # Only this command needs the server, which takes most of a second to import.
    from ddci_tracker.web import serving

    here = context()
    housekeeping.initialise(here.tracker, here.actor, now=here.now)
    try:
        say(N_("The board opens at {address}"), address=f"http://{host}:{port}")
        serving.serve(host, port, open_browser=not no_browser)
    except serving.PortInUse:
        raise Refused(
            N_("Port {port} is taken, perhaps by another tracker; choose one with --port"),
            port=str(port),
        ) from None
    except serving.PortNotAllowed:
        raise Refused(N_("You may not listen on port {port}"), port=str(port)) from None
    except serving.NotAnAddressHere:
        raise Refused(N_("{host} is not an address of this computer"), host=host) from None


def doctor(as_json: Json = False) -> None:
    ailments = housekeeping.examine(context().tracker)
    if as_json:
        print_json(
            {
                "well": all(each.well for each in ailments),
                "checks": [
                    {"name": each.name, "well": each.well, "found": each.found} for each in ailments
                ],
            }
        )
        return
    for each in ailments:
        mark = "✓" if each.well else "✗"
        show(f"{mark} {text(each.name)}: {each.found}")


def add_demo() -> None:
    here = context()
    plan = illustrating.add_illustration(here.tracker, here.actor, now=here.now)
    show(text(N_("The illustration is {plan}"), plan=plan))


def remove_demo() -> None:
    here = context()
    removed = illustrating.remove_illustrations(here.tracker, here.actor, now=here.now)
    for plan in removed:
        show(text(N_("Removed {plan}"), plan=plan))
    if not removed:
        say(N_("There is no illustration"))
