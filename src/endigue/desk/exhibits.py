"""The register of evidence: every piece, where it is, through whose hands it went."""

from datetime import datetime

import msgspec

from endigue.desk.eradicating import Site
from endigue.eradication import facts


class Hand(msgspec.Struct, frozen=True):
    """One thing that happened to a piece of evidence."""

    at: datetime
    what: str
    """`taken`, `passed`, `compared` or `differs`."""
    person: str
    """Who holds it from then on; for a comparison who wrote it."""
    note: str = ""


class Exhibit(msgspec.Struct, frozen=True):
    """One piece of evidence."""

    sha256: str
    assets: tuple[str, ...]
    """Those that it was taken of: a report of a scan may be of several."""
    name: str
    size: int
    """Bytes; 0: not known."""
    place: str
    holder: str
    sound: bool
    """Whether it is whole, and each who gave it held it."""
    hands: tuple[Hand, ...]


def exhibits(here: Site) -> tuple[Exhibit, ...]:
    """Every piece of evidence that was taken, in the order of taking."""
    custody = here.walked().custody
    found: list[Exhibit] = []
    for sha256, reports in here.view.custody.items():
        told = sorted(
            (one for one in reports if one.at <= here.at), key=lambda one: (one.at, one.sequence)
        )
        hands: list[Hand] = []
        assets: dict[str, None] = {}
        piece: facts.Item | None = None
        for report in told:
            match report.fact:
                case facts.EvidencePreserved(asset=asset, items=items):
                    item = next(one for one in items if one.sha256 == sha256)
                    piece = piece or item
                    assets[asset] = None
                    hands.append(Hand(report.at, "taken", item.holder, item.place))
                case facts.StationPassed(assets=scanned, person=person):
                    piece = piece or facts.Item("scan", sha256, 0, person)
                    assets |= dict.fromkeys(scanned)
                    hands.append(Hand(report.at, "taken", person))
                case facts.CustodyPassed(taker=taker, why=why):
                    hands.append(Hand(report.at, "passed", taker, why))
                case facts.EvidenceCompared(found=digest):
                    what = "compared" if digest == sha256 else "differs"
                    hands.append(Hand(report.at, what, report.author))
        if piece is not None:
            found.append(
                Exhibit(
                    sha256=sha256,
                    assets=tuple(assets),
                    name=piece.name,
                    size=piece.size,
                    place=piece.place,
                    holder=custody.holder.get(sha256, ""),
                    sound=custody.is_sound(sha256),
                    hands=tuple(hands),
                )
            )
    return tuple(sorted(found, key=lambda one: (one.hands[0].at, one.sha256)))
