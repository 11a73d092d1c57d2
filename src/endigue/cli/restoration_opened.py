"""What every verb of `endigue restoration` on a case begins with."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple

import click
import msgspec

from endigue.cli.adopted import adopted
from endigue.cli.door import Door
from endigue.cli.values import instant_in
from endigue.desk.case import Case
from endigue.desk.ledger import Ledger
from endigue.desk.restoring import Situation, situation
from endigue.eradication.checks import Checks
from endigue.organisation.model import Organisation

AT = click.option("--at", metavar="INSTANT", help="When it happened; by default now.")
WHY = click.option("--why", default="", metavar="TEXT", help="The reason, for the logbook.")
AUTHOR = click.option(
    "--author", default="endigue", show_default=True, help="Who writes the logbook."
)


class Opened(NamedTuple):
    """A case with the organisation that it adopted, at an instant."""

    case: Case
    ledger: Ledger
    organisation: Organisation
    at: datetime
    checks: Checks

    def now(self, *, weekly_rest: bool = False) -> Situation:
        """What a plan is made from."""
        return situation(
            self.ledger,
            self.organisation,
            self.at,
            weekly_rest=weekly_rest,
            checks=self.checks,
        )


@contextmanager
def opened(door: Door, location: str, author: str, at: str | None) -> Iterator[Opened]:
    """A case with its organisation; Refusal where it has none."""
    with adopted(door, location, author, "restoration.no_organisation") as found:
        instant = instant_in(at) if at else door.hands.clock()
        checks = Checks({check.id: check for check in door.hands.checks(None)})
        yield Opened(*found, instant, checks)


def told(door: Door, opened: Opened, asset: str) -> None:
    """Say that something was written about an asset, and what is known of the work on it."""
    work = opened.ledger.restoration.work.get(asset)
    answer = {"asset": asset, "entries": opened.ledger.head.sequence, "work": work}
    door.tell(
        msgspec.to_builtins(answer),
        lambda console: console.print(door.speech.text("Written to the logbook."), markup=False),
    )
