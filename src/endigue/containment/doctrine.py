"""What the doctrine asks when encryption or erasure is going on, and names for actions.

The order is that of the reflex sheets of the French CERTs (CERTFR-2025-RFX-006 and the sheets
of InterCERT France 2026, read in part from a public transcription): first what lets us
restore, not stopping the spread everywhere. The technique identifiers are those of MITRE
D3FEND; which of them stands for which kind of lever is our choice.
"""

import msgspec

from endigue.organisation.model import Doctrine


class Measure(msgspec.Struct, frozen=True):
    """One line of the doctrine; its place in `RANSOMWARE` is its priority."""

    code: str
    """Of its sentence."""
    grade: Doctrine
    kinds: frozenset[str] = frozenset()
    """Kinds of lever that carry it out; empty where no lever does."""


RANSOMWARE: tuple[Measure, ...] = (
    Measure("containment.measure_cut_internet", "mandatory", frozenset({"cut_internet"})),
    Measure("containment.measure_pause_backups", "mandatory", frozenset({"pause_backups"})),
    Measure("containment.measure_preserve", "mandatory", frozenset({"preserve"})),
    Measure("containment.measure_take_healthy_offline", "mandatory"),
    Measure("containment.measure_isolate_infected", "deferrable", frozenset({"isolate_host"})),
    Measure("containment.measure_disable_accounts", "deferrable", frozenset({"disable_account"})),
    Measure("containment.measure_keep_logs", "secondary"),
    Measure("containment.measure_reopen_internet", "secondary"),
    Measure("containment.measure_inform", "secondary"),
)

D3FEND: dict[str, str] = {
    "isolate_host": "D3-NI",
    "preserve": "D3-NI",
    "close_flow": "D3-NTF",
    "cut_internet": "D3-NTF",
    "cut_partner": "D3-NTF",
    "unplug_zone": "D3-BDI",
    "disable_account": "D3-AL",
    "cut_trust": "D3-DTP",
    "suspend_mail": "D3-EF",
}
"""Technique by kind of lever. Pausing backups has none that fits."""

TECHNIQUES: dict[str, str] = {
    "D3-NI": "NetworkIsolation",
    "D3-NTF": "NetworkTrafficFiltering",
    "D3-BDI": "BroadcastDomainIsolation",
    "D3-AL": "AccountLocking",
    "D3-DTP": "DomainTrustPolicy",
    "D3-EF": "EmailFiltering",
}
"""Name of each technique in the ontology of D3FEND 1.0."""


def technique_address(technique: str) -> str:
    """Where D3FEND describes a technique. KeyError where it is none of ours."""
    return f"https://d3fend.mitre.org/technique/d3f:{TECHNIQUES[technique]}/"


def priority(kind: str) -> int:
    """The place of the first measure that this kind of lever carries out, from 0; behind all
    of them where none does.
    """
    for place, measure in enumerate(RANSOMWARE):
        if kind in measure.kinds:
            return place
    return len(RANSOMWARE)
