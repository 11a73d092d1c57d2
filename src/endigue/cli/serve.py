"""`endigue serve` and `endigue door`: the web console of a case."""

import sys
from dataclasses import replace

import click
from rich.console import Console

from endigue.cli.door import Door, verb
from endigue.cli.late import Listed
from endigue.cli.values import instant_in
from endigue.desk.serving import LOOPBACK, Address, Serving

PORT = 8443


@click.command("serve")
@click.argument("case", metavar="CASE")
@click.option(
    "--host", default=LOOPBACK, show_default=True, help="Address to listen at; 0.0.0.0 for all."
)
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(0, 65535))
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="NAME",
    help="A domain name that people reach it by, such as crisis.example.org.",
)
@click.option(
    "--certificate",
    default="",
    metavar="FILE",
    help="A certificate chain (PEM) that browsers trust, in place of one of our own.",
)
@click.option("--key", default="", metavar="FILE", help="Its key (PEM, no password).")  # fmt: skip
@click.option("--tls", is_flag=True, help="Encrypt on this machine too; elsewhere it always is.")
@click.option("--open/--no-open", "opens", default=True, help="Open it in the browser.")
@click.option("--now", metavar="INSTANT", help="A clock that runs on from here, to rehearse.")
@verb
def serve(
    door: Door,
    case: str,
    host: str,
    port: int,
    names: tuple[str, ...],
    certificate: str,
    key: str,
    tls: bool,
    opens: bool,
    now: str | None,
) -> None:
    """Open the web console of a case, for this machine alone unless --host says otherwise.

    At the first start a code that lets the first person in is printed, and with TLS the
    fingerprint of the certificate. Ctrl-C ends it.

    \b
    Example: endigue serve case --host 0.0.0.0
    """
    door.hands.cases.journal(case).close()
    if now is not None:
        door = replace(door, hands=door.hands.running_from(instant_in(now)))
    serving = Serving(case, host, port, tls, names=names, certificate=certificate, key=key)
    serve_case(door, serving, opens=opens)


def serve_case(door: Door, serving: Serving, *, opens: bool) -> None:
    """Serve until it is stopped, and say where."""

    def ready(address: Address) -> None:
        url = f"{address.url}/open?code={address.opening}" if address.opening else address.url
        answer = {
            "url": address.url,
            "fingerprint": address.fingerprint,
            "opening": address.opening,
        }
        door.tell(answer, lambda console: _show(console, door, address, url))
        sys.stdout.flush()
        if opens and sys.stdout.isatty() and not door.as_json:
            door.hands.show_address(url)

    spoken = replace(serving, language=door.speech.language, ready=ready)
    door.hands.serve(door.hands, spoken)


@click.group("door", cls=Listed)
def door_() -> None:
    """The door of the web console, from the machine's own terminal."""


@door_.command("open")
@click.argument("case", metavar="CASE")
@click.argument("person", metavar="PERSON")
@verb
def open_(door: Door, case: str, person: str) -> None:
    """Print a code that lets a person in once, within 15 minutes: the last resort when nobody can
    log in. It is written in the logbook.

    \b
    Example: endigue door open case "Director"
    """
    door.hands.cases.journal(case).close()
    code = door.hands.open_door(door.hands, case, person)
    said = door.speech.text("Open /open at the console's address and type: {code}", code=code)
    door.tell({"person": person, "code": code}, lambda console: console.print(said, markup=False))


def _show(console: Console, door: Door, address: Address, url: str) -> None:
    _ = door.speech.text
    console.print(_("The console stands at {url}", url=url), markup=False, soft_wrap=True)
    if address.fingerprint:
        said = _("Fingerprint of its certificate (SHA-256): {hash}", hash=address.fingerprint)
        console.print(said, markup=False, soft_wrap=True)
    console.print(_("Ctrl-C ends it."))
