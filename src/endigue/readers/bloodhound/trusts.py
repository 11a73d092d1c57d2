"""Trusts between domains, by direction: an intruder goes from the trusted to the trusting.

Inside a forest a trust is no border (SameForestTrust). Across forests it is one, unless
identifiers are not filtered (SpoofSIDHistory: from the trusted domain into ours) or tickets
are delegated (AbuseTGTDelegation: from the trusting domain, which sees our tickets, into
ours). Access that was granted across a trust is told by the rights and memberships
themselves.
"""

from collections.abc import Iterator

from endigue.readers.bloodhound.ends import End
from endigue.readers.bloodhound.raw import (
    KIND_NOT_UNDERSTOOD,
    TRUST_DISABLED,
    TRUST_FILTERED,
    Relation,
)
from endigue.readers.json_fields import flag, label, records, text

_DIRECTIONS = {0: "Disabled", 1: "Inbound", 2: "Outbound", 3: "Bidirectional"}
_TYPES = {0: "ParentChild", 1: "CrossLink", 2: "Forest", 3: "External", 4: "Unknown"}
_SAME_FOREST = frozenset({"ParentChild", "CrossLink", "TreeRoot"})


def trust_relations(fields: dict[str, object], domain: End) -> Iterator[Relation]:
    """Each trust once a direction. Older collectors wrote directions and types as numbers."""
    for trust in records(fields, "Trusts"):
        other = End(text(trust, "TargetDomainSid").upper(), "Domain")
        direction = _word(trust.get("TrustDirection"), _DIRECTIONS)
        same_forest = _word(trust.get("TrustType"), _TYPES) in _SAME_FOREST
        inbound = direction in {"Inbound", "Bidirectional"}
        outbound = direction in {"Outbound", "Bidirectional"}
        if inbound and same_forest:
            yield Relation(domain, other, "SameForestTrust")
        elif inbound:
            open_way = flag(trust, "TGTDelegationEnabled")
            yield Relation(other, domain, "AbuseTGTDelegation", "" if open_way else TRUST_FILTERED)
        if outbound and same_forest:
            yield Relation(other, domain, "SameForestTrust")
        elif outbound:
            closed = flag(trust, "SidFilteringEnabled")
            yield Relation(other, domain, "SpoofSIDHistory", TRUST_FILTERED if closed else "")
        if direction == "Disabled":
            yield Relation(domain, other, "Trust", TRUST_DISABLED)
        elif not inbound and not outbound:
            yield Relation(domain, other, "Trust", KIND_NOT_UNDERSTOOD)


def trusted_names(fields: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Identifier in upper case and name of each domain that a trust names."""
    for trust in records(fields, "Trusts"):
        yield text(trust, "TargetDomainSid").upper(), label(trust, "TargetDomainName")


def _word(value: object, words: dict[int, str]) -> str:
    if isinstance(value, int):
        return words.get(value, "")
    if isinstance(value, str) and value.isdigit() and value.isascii():
        return words.get(int(value), "") if len(value) < 3 else ""
    return value if isinstance(value, str) else ""
