"""What this chapter writes down. When it happened and who wrote it stand in the entry.

A person in a fact is who did the work; the author of the entry may have typed it for them.
"""

from typing import Literal, get_args

import msgspec

from endigue.eradication.checks import Check
from endigue.journal.fact import Fact

Way = Literal["clean", "rebuild"]
WAYS: tuple[Way, ...] = get_args(Way)

Station = Literal["in", "scan", "clear", "reimage", "out"]
STATIONS: tuple[Station, ...] = get_args(Station)


class AssetsSuspected(Fact, frozen=True, tag="eradication.assets_suspected"):
    """Assets may be compromised: a finding, a forecast, a neighbour."""

    assets: tuple[str, ...]
    why: str


class AssetsFoundBad(Fact, frozen=True, tag="eradication.assets_found_bad"):
    """The intruder, or its traces, were seen on assets: for the first time, or again."""

    assets: tuple[str, ...]
    why: str


class AssetsIsolated(Fact, frozen=True, tag="eradication.assets_isolated"):
    """Assets were cut off, so that nothing travels through them."""

    assets: tuple[str, ...]
    how: str


class Item(msgspec.Struct, frozen=True):
    """One piece of evidence: an image, a collection, the report of a scan."""

    name: str
    sha256: str
    """64 hexadecimal digits, of the whole file."""
    size: int
    """Bytes; 0: not known."""
    holder: str
    """Who took it, and holds it first."""
    place: str = ""
    """Where it is kept."""


class EvidencePreserved(Fact, frozen=True, tag="eradication.evidence_preserved"):
    """Evidence of an asset was taken before anything on it is changed."""

    asset: str
    items: tuple[Item, ...]


class EvidenceWaived(Fact, frozen=True, tag="eradication.evidence_waived"):
    """Somebody decided that assets are cleaned without evidence of them being taken."""

    assets: tuple[str, ...]
    why: str
    decided_by: str


class CustodyPassed(Fact, frozen=True, tag="eradication.custody_passed"):
    """A piece of evidence went from one hand into another."""

    sha256: str
    giver: str
    taker: str
    why: str = ""


class EvidenceCompared(Fact, frozen=True, tag="eradication.evidence_compared"):
    """A kept piece of evidence was hashed again."""

    sha256: str
    """As it was taken."""
    found: str
    """As it is now."""


class CleaningStarted(Fact, frozen=True, tag="eradication.cleaning_started"):
    """Somebody began to clean assets in place, or to rebuild them from sound media."""

    assets: tuple[str, ...]
    way: Way
    person: str


class CleaningDone(Fact, frozen=True, tag="eradication.cleaning_done"):
    """Assets are cleaned or rebuilt, and nobody has looked at them yet."""

    assets: tuple[str, ...]
    person: str


class CheckMade(Fact, frozen=True, tag="eradication.check_made"):
    """A check of assets was made. One that reveals the intruder and has hits is a finding."""

    assets: tuple[str, ...]
    check: str
    passed: bool
    person: str
    hits: int = 0
    report: str = ""
    """SHA-256 of what the tool wrote; empty where there is nothing."""
    note: str = ""


class AssetsVerified(Fact, frozen=True, tag="eradication.assets_verified"):
    """A person who did not rebuild the assets vouches that every check of them passed."""

    assets: tuple[str, ...]
    person: str


class AssetsReconnected(Fact, frozen=True, tag="eradication.assets_reconnected"):
    """Assets are back in the network, or in use."""

    assets: tuple[str, ...]
    person: str


class AssetsLost(Fact, frozen=True, tag="eradication.assets_lost"):
    """Nobody knows where assets are, or they are in foreign hands."""

    assets: tuple[str, ...]
    why: str


class AssetsScrapped(Fact, frozen=True, tag="eradication.assets_scrapped"):
    """Assets were taken out of service for ever."""

    assets: tuple[str, ...]
    why: str


class ChecksExtended(Fact, frozen=True, tag="eradication.checks_extended"):
    """The organisation asks for more checks, or other ones of the same identifiers, from then
    on.
    """

    checks: tuple[Check, ...]
    source: str
    """Name of the file, without its folder."""


class EvictionStepDone(Fact, frozen=True, tag="eradication.eviction_step_done"):
    """A step of the eviction from the core of trust is done."""

    step: str
    person: str
    note: str = ""


class EvictionStepReopened(Fact, frozen=True, tag="eradication.eviction_step_reopened"):
    """A step has to be done again."""

    step: str
    why: str


class LabelsIssued(Fact, frozen=True, tag="eradication.labels_issued"):
    """Stickers were printed: number `first` is of the first of these assets, and so on."""

    first: int
    assets: tuple[str, ...]


class StationPassed(Fact, frozen=True, tag="eradication.station_passed"):
    """Machines passed one station of the triage line."""

    station: Station
    assets: tuple[str, ...]
    person: str
    hits: int = 0
    """Of a scan, on each of them."""
    report: str = ""
    """SHA-256 of the report of the scan, which is evidence."""


class CutsLifted(Fact, frozen=True, tag="eradication.cuts_lifted"):
    """Levers of the containment were undone."""

    levers: tuple[str, ...]
    person: str
    why: str = ""


FACTS: tuple[type[Fact], ...] = (
    AssetsSuspected,
    AssetsFoundBad,
    AssetsIsolated,
    EvidencePreserved,
    EvidenceWaived,
    CustodyPassed,
    EvidenceCompared,
    CleaningStarted,
    CleaningDone,
    CheckMade,
    AssetsVerified,
    AssetsReconnected,
    AssetsLost,
    AssetsScrapped,
    ChecksExtended,
    EvictionStepDone,
    EvictionStepReopened,
    LabelsIssued,
    StationPassed,
    CutsLifted,
)
