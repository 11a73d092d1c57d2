"""Sigma rules after parsing: conditions over tests of fields.

Meaning follows the Sigma specification (https://sigmahq.io/sigma-specification/); where it is
silent, docs/reference/logs.md says what holds here.
"""

from typing import Literal

import msgspec

from endigue.evidence.likelihood import Kind

Level = Literal["informational", "low", "medium", "high", "critical"]

LEVELS: tuple[Level, ...] = ("informational", "low", "medium", "high", "critical")
"""Weakest first. A rule without a level is informational."""

KIND_OF_LEVEL: dict[Level, Kind] = {
    "critical": "sigma_critical",
    "high": "sigma_high",
    "medium": "sigma_medium",
    "low": "sigma_low",
}
"""What a hit is among the findings; one of an informational rule is none."""


class _Test(msgspec.Struct, frozen=True, tag=True):
    """What a value has to be."""


class Equals(_Test, frozen=True):
    """The whole value is the text, in any case unless `cased`."""

    text: str
    cased: bool = False


class Contains(_Test, frozen=True):
    """The text stands somewhere in the value."""

    text: str
    cased: bool = False


class StartsWith(_Test, frozen=True):
    """The value begins with the text."""

    text: str
    cased: bool = False


class EndsWith(_Test, frozen=True):
    """The value ends with the text."""

    text: str
    cased: bool = False


class Wildcard(_Test, frozen=True):
    """The whole value is the pieces in this order with anything between them: `gaps[i]` is
    what stands before `pieces[i]`, and the last gap what stands at the end. A gap is written
    `*` (anything, also nothing), `?` (one character), any run of them, or empty.
    """

    pieces: tuple[str, ...]
    gaps: tuple[str, ...]
    cased: bool = False


class Regex(_Test, frozen=True):
    """The expression is found somewhere in the value; flags are letters of `ims`."""

    pattern: str
    flags: str = ""


class Cidr(_Test, frozen=True):
    """The value is an address of the network; `::ffff:10.0.0.1` is 10.0.0.1."""

    network: str


class Compare(_Test, frozen=True):
    """The value is a number that stands so to the bound."""

    operator: Literal["lt", "lte", "gt", "gte", "neq"]
    bound: float


class Null(_Test, frozen=True):
    """The field is absent, null or empty."""


class Exists(_Test, frozen=True):
    """The event has the field, whatever its value."""


class Filled(_Test, frozen=True):
    """The event has the field, and it is not null (`*`)."""


class SameAs(_Test, frozen=True):
    """The value equals, begins or ends with that of another field, in any case."""

    field: str
    how: Literal["equals", "startswith", "endswith"] = "equals"


Test = (
    Equals
    | Contains
    | StartsWith
    | EndsWith
    | Wildcard
    | Regex
    | Cidr
    | Compare
    | Null
    | Exists
    | Filled
    | SameAs
)


class Atom(msgspec.Struct, frozen=True, tag=True):
    """A test of one field. The empty name means the whole event: some value passes, of
    whatever field.
    """

    field: str
    test: Test


class Not(msgspec.Struct, frozen=True, tag=True):
    """The part does not hold."""

    part: "Condition"


class All(msgspec.Struct, frozen=True, tag=True):
    """Every part holds; so without parts."""

    parts: tuple["Condition", ...]


class Any(msgspec.Struct, frozen=True, tag=True):
    """Some part holds; none without parts."""

    parts: tuple["Condition", ...]


Condition = Atom | Not | All | Any


class Logsource(msgspec.Struct, frozen=True):
    """What a rule is for, or what a file holds; empty where that is not known."""

    product: str = ""
    service: str = ""
    category: str = ""


class Rule(msgspec.Struct, frozen=True):
    """What is told of one rule that looks at one event."""

    id: str
    title: str
    level: Level
    logsource: Logsource = Logsource()
    techniques: tuple[str, ...] = ()
    """ATT&CK identifiers, for example T1490."""
    name: str = ""
    """What correlations call it."""
    silent: bool = False
    """Only a part of correlations: its own hits are not told."""


class Detection(msgspec.Struct, frozen=True):
    """One rule and what it looks for."""

    rule: Rule
    condition: Condition


CorrelationType = Literal["event_count", "value_count", "temporal", "temporal_ordered"]


class Correlation(msgspec.Struct, frozen=True):
    """A rule over the hits of others."""

    id: str
    title: str
    level: Level
    type: CorrelationType
    rules: tuple[str, ...]
    """Identifiers of the rules, in the order written."""
    seconds: float
    """Length of the window."""
    group_by: tuple[str, ...] = ()
    aliases: dict[str, dict[str, str]] = {}
    """By alias and identifier of a rule: the field that the alias means there."""
    operators: tuple[tuple[Literal["lt", "lte", "gt", "gte", "eq", "neq"], float], ...] = ()
    """What the count has to be; all must hold."""
    field: str = ""
    """Whose distinct values `value_count` counts."""
    techniques: tuple[str, ...] = ()
    name: str = ""


class Unsupported(msgspec.Struct, frozen=True):
    """A rule that is not evaluated, and why, in the words of whoever refused it."""

    name: str
    """Its title, else the file it stands in."""
    file: str
    why: str


class RuleSet(msgspec.Struct, frozen=True):
    """All rules of a folder, archive or list of files."""

    rules: tuple[Rule, ...]
    correlations: tuple[Correlation, ...] = ()
    unsupported: tuple[Unsupported, ...] = ()
    digest: str = ""
    """SHA-256 of what it was read from, in hexadecimal."""


class Parsed(msgspec.Struct, frozen=True):
    """A rule set as it was read, before it is made ready."""

    detections: tuple[Detection, ...]
    correlations: tuple[Correlation, ...] = ()
    unsupported: tuple[Unsupported, ...] = ()
    digest: str = ""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """What is told of the rules."""
        return tuple(each.rule for each in self.detections)
