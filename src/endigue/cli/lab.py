"""`endigue lab`: a mutual in a box, to try things on."""

import click

from endigue.cli.door import Door, verb
from endigue.cli.late import Listed
from endigue.desk.refusal import Refusal


@click.group(cls=Listed)
def lab() -> None:
    """A mutual in a box: real services that nothing leaves, to try things on."""


@lab.command(
    "up", context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False}
)
@click.argument("command", nargs=-1, type=click.UNPROCESSED, metavar="[COMMAND...]")
@verb
def up(door: Door, command: tuple[str, ...]) -> None:
    """Raise the lab, then run a command in it, or a shell; with it everything ends.

    A router, eight zones, thirty hosts, a Samba domain, mail, web, DNS, proxy, telephones, files
    and a database, in namespaces of their own. Linux as root.

    \b
    Example: endigue lab up
             endigue lab up ip netns exec pc-03 nmap -Pn 10.77.2.11
    """
    if lacks := door.hands.lab.missing():
        raise Refusal("lab.missing", lacks=", ".join(lacks))
    code = door.hands.lab.up(command)
    answer = {"code": code}
    door.tell(answer, lambda _console: None)
