"""What every verb of the eradication does with a case: open it, and tell what came of it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import click

from endigue.cli.adopted import adopted
from endigue.cli.door import Door
from endigue.cli.values import instant_in, names_in
from endigue.desk.case import Case
from endigue.desk.eradicating import Site, site
from endigue.desk.ledger import Ledger
from endigue.desk.lookup import assets_named
from endigue.desk.refusal import Refusal
from endigue.eradication.checks import Checks
from endigue.organisation.model import Organisation

AT = click.option("--at", metavar="INSTANT", help="When it happened; by default now.")
AUTHOR = click.option(
    "--author", default="endigue", show_default=True, help="Who writes the logbook."
)
PERSON = click.option("--person", required=True, metavar="NAME", help="Who did it.")
WHY = click.option("--why", default="", metavar="TEXT", help="The reason, for the logbook.")


class Opened(NamedTuple):
    """A case with its organisation, at one instant."""

    case: Case
    ledger: Ledger
    organisation: Organisation
    here: Site

    @property
    def local(self) -> datetime:
        """The instant in the organisation's time zone."""
        return self.here.at.astimezone(ZoneInfo(self.organisation.time_zone))

    def assets(self, text: str) -> tuple[str, ...]:
        """The assets of a list such as `srv-app1,pc-2`, each by any of its names."""
        names = names_in(text)
        if not names:
            raise Refusal("eradication.no_asset")
        return assets_named(self.organisation, names)

    def after(self, ledger: Ledger) -> "Opened":
        """The same with what was written since."""
        return self._replace(ledger=ledger, here=self.here.after(ledger))


@contextmanager
def opened(door: Door, location: str, author: str, at: str | None) -> Iterator[Opened]:
    """A case that is there and has an organisation; Refusal otherwise."""
    with adopted(door, location, author, "eradication.no_organisation") as found:
        checks = Checks({check.id: check for check in door.hands.checks(None)})
        instant = instant_in(at) if at else door.hands.clock()
        here = site(found.ledger, found.organisation, checks, instant)
        yield Opened(*found, here)


def tell_states(door: Door, now: Opened, assets: Sequence[str]) -> None:
    """The states of some assets, after something was written."""
    board = now.here.board()
    states = {asset: board.of(asset).state for asset in assets}
    answer = {"assets": states, "entries": now.ledger.head.sequence}
    speech = door.speech
    lines = [
        speech.say(
            "eradication.now_is", asset=asset, state=speech.say(f"eradication.state_{state}")
        )
        for asset, state in states.items()
    ]
    door.tell(answer, lambda console: console.print("\n".join(lines), markup=False))
