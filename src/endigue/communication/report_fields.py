"""The fields of the DORA incident report, as dated data: Annex II of (EU) 2025/302."""

import tomllib
from typing import Annotated, Literal

import msgspec

from endigue.communication.events import EventKinds

Stage = Literal["initial", "intermediate", "final", "reclassified"]
STAGES: tuple[Stage, ...] = ("initial", "intermediate", "final", "reclassified")

FieldKind = Literal[
    "text", "choice", "choices", "countries", "lei", "phone", "instant", "count", "percent",
    "money", "duration", "yes_no",
]  # fmt: skip

Need = Literal["M", "C", "-"]

_COLUMN: dict[Stage, int] = {"initial": 0, "intermediate": 1, "final": 2, "reclassified": 0}
"""A reclassification uses the template as far as the initial notification does."""


class ReportField(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One field."""

    id: str
    name: str
    """As the regulation names it."""
    needed: Annotated[str, msgspec.Meta(pattern=r"^[MC-]{3}$")]
    kind: FieldKind
    path: str
    """Its keys in the JSON, with strokes between."""
    event: str = ""
    """The event whose record fills it."""
    derive: str = ""
    """How it is worked out; of `event` and `derive` exactly one is given."""
    refuses_none: bool = False
    """The choice "none" is no answer to it."""
    condition: str = ""
    condition_text: str = ""
    """The regulation's own words."""

    def need(self, stage: Stage) -> Need:
        """Whether the field is asked for at a stage."""
        letter = self.needed[_COLUMN[stage]]
        return "M" if letter == "M" else "C" if letter == "C" else "-"


class ReportFields(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All fields, in the order of the regulation."""

    field: tuple[ReportField, ...]

    def __getitem__(self, identifier: str) -> ReportField:
        return next(field for field in self.field if field.id == identifier)


def parse_report_fields(text: str, kinds: EventKinds) -> ReportFields:
    """Read the table from TOML. ValueError with a sentence where it has another shape or a
    field is filled by an event that is none.
    """
    table = msgspec.convert(tomllib.loads(text), ReportFields)
    for field in table.field:
        if bool(field.event) == bool(field.derive):
            raise ValueError(f"{field.id}: a field has either an event or a derivation")
        if field.event and field.event not in kinds:
            raise ValueError(f"{field.id}: '{field.event}' is no event")
    return table
