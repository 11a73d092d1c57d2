"""The steps by which a thing comes back, the skill that each needs and how long it takes.

Where a row has no hours, they follow from the asset: `rebuild_hours`, or `restore_gb` over
the bandwidth of the backups.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from endigue.organisation.model import HOST_KINDS, Asset
from endigue.restoration.circumstances import Instead
from endigue.restoration.schedule import Step

Case = Literal["fallen_host", "cleaned_host", "moved_host", "kept_host", "identity", "flow"]
"""A host (machine, appliance, data set) that fell, and is rebuilt, or cleaned where it stands, or
stood up on another site; a host, or an external party, that was only cut off; anything that
holds rights or mail; a closed flow."""

IN_ROOM: frozenset[Case] = frozenset({"fallen_host", "cleaned_host"})
"""Cases that hold a clean-room place from their first work to the end of the verification."""

SUBSTITUTE = "system"
"""Who does a step for which nobody has the skill. Assumed; a warning says so each time."""

REBUILD_HOURS = 4.0
"""Assumed for a fallen machine or appliance whose hours nobody gave; a warning says so."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table of steps."""

    case: Case
    step: Step
    skill: str
    hours: float | None
    source: str
    pauses: bool = True
    """Work pauses while the crew is off shift. A copy of data, once begun, goes on."""


RULES = (
    Rule("fallen_host", "preserve", "forensic", 1.0, "assumed: image of disk and memory"),
    Rule("fallen_host", "rebuild", "system", None, "rebuild_hours of the asset"),
    Rule("fallen_host", "restore", "system", None, "restore_gb / restore_gb_per_hour", False),
    Rule("fallen_host", "verify", "forensic", 1.0, "assumed: scan and hunt for known traces"),
    Rule("fallen_host", "reconnect", "network", 0.5, "assumed: rules, address, watch it start"),
    Rule("cleaned_host", "preserve", "forensic", 1.0, "assumed: image of disk and memory"),
    Rule("cleaned_host", "clean", "system", None, "hours that the cell gave"),
    Rule("cleaned_host", "verify", "forensic", 1.0, "assumed: scan and hunt for known traces"),
    Rule("cleaned_host", "reconnect", "network", 0.5, "assumed: as for a rebuilt host"),
    Rule("moved_host", "preserve", "forensic", 1.0, "assumed: image of disk and memory"),
    Rule("moved_host", "rebuild", "system", None, "hours that the cell gave"),
    Rule("moved_host", "verify", "forensic", 1.0, "assumed: scan and hunt for known traces"),
    Rule("moved_host", "reconnect", "network", 0.5, "assumed: as for a rebuilt host"),
    Rule("kept_host", "verify", "forensic", 1.0, "assumed: as for a rebuilt host"),
    Rule("kept_host", "reconnect", "network", 0.5, "assumed: as for a rebuilt host"),
    Rule("identity", "verify", "directory", 0.25, "assumed: review of its rights, reset"),
    Rule("identity", "reconnect", "directory", 0.25, "assumed: hand over, watch the first use"),
    Rule("flow", "reconnect", "network", 0.25, "assumed: one rule and a test"),
)

AGAIN: Mapping[Step, tuple[Step, ...]] = {
    "preserve": ("preserve",),
    "rebuild": ("rebuild",),
    "clean": ("clean",),
    "restore": ("restore",),
    "verify": ("rebuild", "clean", "restore", "verify", "reconnect"),
    "reconnect": ("reconnect",),
}
"""What a failed step makes necessary again. A verification that fails has found the intruder: all
is done again but the evidence."""

DATASET_SKILL = "database"
"""Restores a data set, in place of the skill in the table."""


def case_of(asset: Asset, instead: Instead | None = None, *, fell: bool) -> Case:
    """Which rows of the table hold for the asset. Another way counts for a fallen host only."""
    if asset.kind in HOST_KINDS and fell:
        if instead is None:
            return "fallen_host"
        return "cleaned_host" if instead.way == "clean" else "moved_host"
    if asset.kind in HOST_KINDS:
        return "kept_host"
    return "kept_host" if asset.kind == "external" else "identity"


def rules_for(case: Case) -> tuple[Rule, ...]:
    """The rows of a case, in the order of the work."""
    return tuple(rule for rule in RULES if rule.case == case)


def skill_for(rule: Rule, asset: Asset | None) -> str:
    """The skill that the step wants for this asset; None is a flow."""
    if rule.step == "restore" and asset is not None and asset.kind == "dataset":
        return DATASET_SKILL
    return rule.skill
