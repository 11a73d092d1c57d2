"""The board: the state of every asset, from all that was reported, through the gates.

Reports are gone through in the order in which they happened (those of one instant in the order
written). One that a gate does not let pass changes nothing and is kept as an objection: whatever
was written, by whomever, no asset is said to be reconnected while it is unverified or stands on
something unverified.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal, get_args

import msgspec

from endigue.eradication.checks import Checks
from endigue.eradication.dossier import Change, Dossier, Passed
from endigue.eradication.facts import Way
from endigue.eradication.ground import Ground
from endigue.eradication.states import HELD, STATES, Objection, State
from endigue.eradication.view import EradicationView
from endigue.eradication.walk import Walk, walked

Next = Literal["evidence", "clean", "finish", "check", "verify", "wait", "reconnect", ""]
"""What is to be done with an asset: take evidence, begin to clean, end it, make checks, vouch for
it, wait for what it stands on, bring it back; nothing."""

NEXT: tuple[Next, ...] = get_args(Next)[:-1]

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
    next: Next = ""
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
    next: Mapping[Next, int]
    """Assets by what is to be done with them."""
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
        lacking = walk.lacking(name, at) if known and not dossier.gone else ()
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
            lacking=lacking,
            waits_for=missing[:NAMED],
            waits=len(missing),
            next=_next(dossier, lacking, len(missing)) if known else "",
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
        next={each: sum(one.next == each for one in standings.values()) for each in NEXT},
        blocks=dict(blocks),
    )


def _next(dossier: Dossier, lacking: Sequence[str], missing: int) -> Next:
    match dossier.state:
        case "unknown" | "reconnected" | "lost" | "scrapped":
            return ""
        case "verified":
            return "wait" if missing else "reconnect"
        case "cleaning" if dossier.cleaned_at is None:
            return "finish"
    if dossier.held and dossier.state != "cleaning":
        return "clean" if dossier.evidence or dossier.waived else "evidence"
    return "check" if lacking else "verify"


def _count(standings: Mapping[str, Standing], ground: Ground) -> dict[State, int]:
    counted = Counter(one.state for name, one in standings.items() if name in ground)
    counted["unknown"] += len(ground) - counted.total()
    return {state: counted[state] for state in STATES}
