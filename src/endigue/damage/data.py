"""One data set: can it be used, may it have been read, does it still say what it said, and
whom that concerns.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from endigue.damage.facts import DamageStated
from endigue.damage.findings import (
    Aspect,
    AspectState,
    Bounds,
    Exfiltration,
    TreeDamage,
)
from endigue.damage.losses import SUSPECTED
from endigue.organisation.model import Asset

PACKED = 10.0
"""How many times smaller records may have been packed before they left; assumed."""

_GIGABYTE = 1e9


@dataclass(frozen=True)
class Known:
    """What the case knows about one data set."""

    asset: Asset
    chance: float
    """Of the data set and the machines that hold it, the highest probability of compromise."""
    stated: Mapping[Aspect, DamageStated]
    tree: TreeDamage | None
    flows: Exfiltration | None
    sent_by_holder: bool
    """Whether a machine that holds it is among those that sent more than ever."""

    @property
    def bytes(self) -> float:
        """How large it is; 0 where nobody knows."""
        if self.asset.restore_gb > 0:
            return self.asset.restore_gb * _GIGABYTE
        return float(self.tree.bytes) if self.tree else 0.0


def availability(known: Known) -> AspectState:
    """Whether the data can be used."""
    told = _stated(known, "availability")
    if told is not None:
        return told
    tree, records = known.tree, known.asset.records
    if tree is None:
        if known.chance >= SUSPECTED:
            return AspectState("possible", ("on_compromised",), Bounds(0, 0, records))
        return AspectState("unknown", ("no_tree",), Bounds(0, 0, records))
    if tree.damaged.most == 0:
        return AspectState("excluded", ("tree_is_sound",))
    why = ["files_encrypted"] if tree.encrypted else []
    why += ["files_missing"] if tree.missing else []
    why += ["files_unread"] if tree.unread else []
    least, likely, most = tree.share
    people = Bounds(
        records if least >= 1 else 0,
        _part(records, likely),
        records if most > 0 else 0,
    )
    certain = tree.damaged.least > 0
    seen = tree.damaged.likely > 0
    return AspectState(
        "confirmed" if certain else "suspected" if seen else "possible", tuple(why), people
    )


def confidentiality(known: Known) -> AspectState:
    """Whether somebody else may have read it. Flows show that bytes left, never which: only a
    person can confirm it.
    """
    told = _stated(known, "confidentiality")
    if told is not None:
        return told
    records, flows = known.asset.records, known.flows
    all_of_them = Bounds(0, 0, records)
    exposed = known.chance >= SUSPECTED
    if flows is None:
        return AspectState("possible" if exposed else "unknown", ("no_flows",), all_of_them)
    left = flows.total.likely > 0
    if left and (known.sent_by_holder or exposed):
        sender = "holder_sent" if known.sent_by_holder else "another_sent"
        return AspectState("suspected", (sender,), Bounds(0, by_volume(known), records))
    why = ["read_in_place"] if exposed else []
    why += ["another_sent"] if left else []
    why += ["log_silent"] if flows.silent else []
    why += ["no_past"] if flows.without_past else []
    if why:
        return AspectState("possible", tuple(why), all_of_them)
    return AspectState("excluded", ("nothing_unusual_left",))


def by_volume(known: Known) -> int:
    """People whose records fit into the bytes that left without explanation, packed, if
    records lie evenly in the data set; all of them where its size is not known.
    """
    if known.flows is None or known.bytes <= 0:
        return known.asset.records
    return _part(known.asset.records, PACKED * known.flows.total.likely / known.bytes)


def integrity(known: Known) -> AspectState:
    """Whether it still says what it said. A tree without a backup beside it cannot tell."""
    told = _stated(known, "integrity")
    if told is not None:
        return told
    tree, records = known.tree, known.asset.records
    if tree is None or not tree.compared:
        why = "no_tree" if tree is None else "not_compared"
        return AspectState("unknown", (why,), Bounds(0, 0, records))
    if tree.matched:
        return AspectState("suspected", ("rules_matched",), Bounds(0, 0, records))
    if tree.changed:
        return AspectState("possible", ("changed_since",), Bounds(0, 0, records))
    return AspectState("excluded", ("same_as_backup",))


def _stated(known: Known, aspect: Aspect) -> AspectState | None:
    fact = known.stated.get(aspect)
    if fact is None:
        return None
    if not fact.hurt:
        return AspectState("excluded", ("stated",))
    if fact.people is not None:
        return AspectState("confirmed", ("stated",), Bounds(fact.people, fact.people, fact.people))
    records = known.asset.records
    return AspectState("confirmed", ("stated",), Bounds(0, records, records))


def _part(records: int, share: float) -> int:
    return min(records, round(records * share))


def concerned(states: list[AspectState]) -> Bounds:
    """People over several data sets, of whom nobody knows how far they are the same: at least
    those of the largest, at most all of them added up. Likely is the largest as well: the
    same people stand in most data sets of one organisation (assumed).
    """
    people = [state.people for state in states]
    return Bounds(
        max((each.least for each in people), default=0),
        max((each.likely for each in people), default=0),
        sum(each.most for each in people),
    )
