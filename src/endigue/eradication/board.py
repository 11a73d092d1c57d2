"""The board: the state of every asset, from all that was reported, through the gates.

Reports are gone through in the order in which they happened (those of one instant in the order
written). One that a gate does not let pass changes nothing and is kept as an objection: whatever
was written, by whomever, no asset is said to be reconnected while it is unverified or stands on
something unverified.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

import msgspec

from endigue.eradication.checks import Checks
from endigue.eradication.dossier import Change, Passed
from endigue.eradication.facts import Way
from endigue.eradication.ground import Ground
from endigue.eradication.states import HELD, STATES, Objection, State
from endigue.eradication.view import EradicationView
from endigue.eradication.walk import Walk, walked

NAMED = 20
"""Things that are named of all that an asset waits for."""


class Standing(msgspec.Struct, frozen=True):
    """Where one asset stands."""

    asset: str
    state: State = "unknown"
    since: datetime | None = None
    author: str = ""
    why: str = ""
    held: bool = False
    """Whether the intruder was seen on it since it was last verified."""
    way: Way | None = None
    cleaned: bool = False
    """Whether the cleaning or rebuild is done."""
    evidence: tuple[str, ...] = ()
    """SHA-256 of all that was taken of it."""
    waived: bool = False
    passed: Mapping[str, Passed] = {}
    lacking: tuple[str, ...] = ()
    """Checks that it still needs to be verified."""
    waits_for: tuple[str, ...] = ()
    """What it stands on directly that is not clean: assets, then services; at most `NAMED`."""
    waits: int = 0
    """How many these are in all."""
    verified_by: str = ""
    verified_at: datetime | None = None
    relapses: int = 0
    fell_with: str = ""
    changes: tuple[Change, ...] = ()


class Fallback(msgspec.Struct, frozen=True):
    """An asset that was seen bad after it had been verified."""

    asset: str
    at: datetime
    why: str
    behind: tuple[str, ...]
    """What was reconnected, stood on it and fell back with it."""


class Board(msgspec.Struct, frozen=True):
    """Every asset that something was reported of, by identifier, at one instant."""

    assets: Mapping[str, Standing]
    fallbacks: tuple[Fallback, ...]
    objections: tuple[Objection, ...]
    """Reports that do not count, in the order in which they happened."""
    count: Mapping[State, int]
    """Assets of the organisation in each state; what nothing was reported of is unknown."""
    blocks: Mapping[str, int]
    """For what is not clean: how many reported assets stand on it directly and wait for it."""

    def of(self, asset: str) -> Standing:
        """The standing of any asset."""
        return self.assets.get(asset) or Standing(asset)

    @property
    def held(self) -> frozenset[str]:
        """Assets that the intruder may hold."""
        return frozenset(one.asset for one in self.assets.values() if one.state in HELD)


def board(view: EradicationView, ground: Ground, checks: Checks, at: datetime) -> Board:
    """The board at an instant. `checks` are those of the product; those that the organisation
    added stand in the view.
    """
    return board_of(walked(view, ground, checks, at), ground, at)


def board_of(walk: Walk, ground: Ground, at: datetime) -> Board:
    """The board of a walk that was gone until the instant."""
    firm = walk.firm()
    standings: dict[str, Standing] = {}
    blocks: Counter[str] = Counter()
    for name, dossier in sorted(walk.dossiers.items()):
        known = name in ground
        last = dossier.changes[-1] if dossier.changes else None
        waiting = known and dossier.state not in {"reconnected", "scrapped"}
        missing = firm.missing(name) if waiting else ()
        blocks.update(missing)
        standings[name] = Standing(
            asset=name,
            state=dossier.state,
            since=last.at if last else None,
            author=last.author if last else "",
            why=last.why if last else "",
            held=dossier.held,
            way=dossier.way,
            cleaned=dossier.cleaned_at is not None,
            evidence=tuple(dict.fromkeys(dossier.all_evidence)),
            waived=dossier.waived,
            passed=dict(dossier.passed),
            lacking=walk.lacking(name, at) if known and not dossier.gone else (),
            waits_for=missing[:NAMED],
            waits=len(missing),
            verified_by=dossier.verified_by,
            verified_at=dossier.verified_at,
            relapses=dossier.relapses,
            fell_with=dossier.fell_with,
            changes=tuple(dossier.changes),
        )
    return Board(
        assets=standings,
        fallbacks=tuple(Fallback(*fell) for fell in walk.fallbacks),
        objections=tuple(walk.objections),
        count=_count(standings, ground),
        blocks=dict(blocks),
    )


def _count(standings: Mapping[str, Standing], ground: Ground) -> dict[State, int]:
    counted = Counter(one.state for name, one in standings.items() if name in ground)
    counted["unknown"] += len(ground) - counted.total()
    return {state: counted[state] for state in STATES}
