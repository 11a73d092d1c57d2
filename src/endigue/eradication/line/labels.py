"""The number that a machine wears on its way through the line, and the code on its label.

A number is written as the serials of hand-work are, `PC-000123-7`, with the digit that catches
slips; the QR code says `endigue:1:triage:PC-000123-7`.
"""

from collections.abc import Iterable, Sequence

from endigue.continuity.handwork.serials import MOST, parse_serial, serial
from endigue.eradication.facts import LabelsIssued

CODE = "PC"
PREFIX = "endigue:1:triage:"


class Labels:
    """Numbers and assets of one case, both ways. A number that two devices gave to two machines
    means neither of them: each gets a new one.
    """

    def __init__(self, issued: Iterable[LabelsIssued]) -> None:
        given: dict[int, set[str]] = {}
        for fact in issued:
            for number, asset in enumerate(fact.assets, start=fact.first):
                given.setdefault(number, set()).add(asset)
        self._last = max(given, default=0)
        self.asset_of: dict[int, str] = {
            number: next(iter(assets)) for number, assets in given.items() if len(assets) == 1
        }
        self.number_of: dict[str, int] = {}
        for number, asset in sorted(self.asset_of.items()):
            self.number_of.setdefault(asset, number)

    @property
    def next_number(self) -> int:
        """The first number after all that were ever given."""
        return self._last + 1

    def to_issue(self, assets: Sequence[str]) -> tuple[LabelsIssued, ...]:
        """The fact that gives numbers to those that have none; nothing where all have one.

        Raises ValueError where the numbers run out.
        """
        new = tuple(asset for asset in dict.fromkeys(assets) if asset not in self.number_of)
        if not new:
            return ()
        if self.next_number + len(new) - 1 > MOST:
            raise ValueError(f"a case has labels up to number {MOST}")
        return (LabelsIssued(self.next_number, new),)

    def read(self, text: str) -> str | None:
        """The asset of a label as a scanner or a person gives it; None where it is none."""
        try:
            code, number = parse_serial(text.strip().removeprefix(PREFIX))
        except ValueError:
            return None
        return self.asset_of.get(number) if code == CODE else None


def written(number: int) -> str:
    """The number as a label shows it."""
    return serial(CODE, number)


def qr_text(number: int) -> str:
    """What the QR code of a label says."""
    return PREFIX + written(number)
