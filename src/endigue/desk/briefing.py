"""The first briefing: what the crisis cell must know and decide, as data without sentences.

Writers turn it into a page, a print and a terminal text; every name that a person reads is
resolved here, every sentence is a code that they look up.
"""

from datetime import datetime

import msgspec

from endigue.kernel.money import Cents


class Doubt(msgspec.Struct, frozen=True):
    """Something that is not known, as a code with a sentence in `endigue.locale`."""

    code: str
    arguments: dict[str, str | int | float] = {}
    examples: tuple[str, ...] = ()


class Source(msgspec.Struct, frozen=True):
    """One file of evidence."""

    name: str
    format: str
    findings: int
    not_understood: int


class Reason(msgspec.Struct, frozen=True):
    """One finding behind a suspicion; `kind` is a row of the likelihood table."""

    kind: str
    detail: str
    source: str
    row: int
    observed_at: datetime | None
    log_odds: float


class Suspect(msgspec.Struct, frozen=True):
    """An asset that may be compromised, and why."""

    id: str
    name: str
    kind: str
    entity: str
    probability: float
    statement: str
    """`confirmed`, `cleared`, or empty."""
    reasons: tuple[Reason, ...]


class WayStep(msgspec.Struct, frozen=True):
    """One link of a way in, by the names of its ends."""

    source: str
    target: str
    kind: str


class Threatened(msgspec.Struct, frozen=True):
    """An asset that may fall if nothing is done."""

    id: str
    name: str
    kind: str
    entity: str
    records: int
    p: tuple[float, ...]
    """Probability of having fallen by each of `Reach.hours`."""
    median_hours: float | None
    way_in: tuple[WayStep, ...]


class CompanyReach(msgspec.Struct, frozen=True):
    """Expected number of fallen assets of one company, by each of `Reach.hours`."""

    entity: str
    name: str
    assets: int
    expected: tuple[float, ...]


class Reach(msgspec.Struct, frozen=True):
    """How far the intruder goes if nothing is done."""

    hours: tuple[float, ...]
    samples: int
    seed: int
    expected_fallen: tuple[float, ...]
    companies: tuple[CompanyReach, ...]
    threatened: tuple[Threatened, ...]
    """The assets whose fall matters most: the core of trust and what operations need first."""
    threatened_in_all: int
    """Assets with any probability of falling within the last of `hours`."""


class Option(msgspec.Struct, frozen=True):
    """One alternative, as one row of the comparison."""

    name: str
    also: tuple[str, ...]
    harm: Cents
    operations_loss: Cents
    fallen_loss: Cents
    levers_cost: Cents
    cost_per_hour: Cents
    running: int
    by_hand: int
    stopped: int
    fallen: int
    actions: int
    minutes: float
    proven: bool
    gap: float | None
    residual_fallen: float | None
    """Expected assets fallen after `residual_hours` although the actions are done at once."""
    remarks: tuple[str, ...]
    certain: Cents = Cents(0)
    """The part of `harm` that the cut does by itself, were nothing infected."""
    expected_harm: float | None = None
    """Mean in sampled worlds, in cents; None where none were sampled."""
    expected_half_width: float = 0.0
    worst_tenth: float = 0.0
    """Mean harm of the worst tenth of the worlds, in cents."""
    core: float | None = None
    """Probability that the core of trust falls within `residual_hours`."""
    core_half_width: float = 0.0


class CompanyOption(msgspec.Struct, frozen=True):
    """One company under one option."""

    option: str
    touched: str
    """`infected`, `reached`, `cut` or `untouched`."""
    harm: Cents
    operations_down: int
    by_hand: int
    fallen: int
    """At worst."""
    residual_fallen: float | None
    """Expected after `residual_hours`."""
    actions: int
    crossing: WayStep | None
    """The link by which it is reached from another company."""
    source: str
    """Name of that company."""


class Company(msgspec.Struct, frozen=True):
    """One company of the group under every option, in their order."""

    entity: str
    name: str
    assets: int
    options: tuple[CompanyOption, ...]


class Derogation(msgspec.Struct, frozen=True):
    """A mandatory lever that need not be pulled, and why."""

    lever: str
    kind: str
    target_name: str
    reason: str


class Approved(msgspec.Struct, frozen=True):
    """The option that was approved last."""

    option: str
    of_this_plan: bool
    """False where it was approved before the options were computed anew."""


class Step(msgspec.Struct, frozen=True):
    """One action of the plan, in order."""

    number: int
    lever: str
    kind: str
    target: str
    target_name: str
    entity: str
    minutes: float
    crew: str
    cost: Cents
    approval: str
    reversible: bool
    doctrine: str
    d3fend: str
    why: tuple[str, ...]
    """Codes of `endigue.locale.sentences.containment`."""
    closes: int
    saves: int
    harm_avoided: Cents
    """Harm of the plan without this action, less the harm of the plan."""
    way: tuple[str, ...]
    ways: tuple[WayStep, ...] = ()
    """Some of the ways counted by `closes`, the dearest first."""
    stops: tuple[dict[str, str], ...] = ()
    """Operations that are down because of it, each by its name in each language."""
    starts: float | None = None
    """Minutes from the beginning of the work; None where no order was sought."""
    ends: float | None = None
    expected_avoided: float | None = None
    """Expected harm that it avoids in its place, in cents (see `WorkOrder`)."""


class WorkOrder(msgspec.Struct, frozen=True):
    """What the order of the actions is worth while the intruder keeps moving: expected harm over
    sampled worlds, in cents.
    """

    harm: float
    half_width: float
    """Of the 95 % interval of `harm`."""
    nothing: float
    """If nothing is done."""
    at_once: float
    """If every action were begun at once: no order can have less."""
    minutes: float
    """When the last action is done."""


class OperationLine(msgspec.Struct, frozen=True):
    """One operation under the plan: its state, why, and when it is back."""

    id: str
    name: dict[str, str]
    entity: str
    state: str
    """`running`, `by_hand` or `stopped`."""
    missing: tuple[str, ...]
    """Names, from its needs to the first thing that is lost."""
    manual_missing: tuple[str, ...]
    by_hand_share: float
    form: str
    stamina_hours: float
    rto_hours: float
    mtpd_hours: float
    loss_per_hour: Cents
    waiting_after_a_day: float | None
    """Requests that wait after 24 hours; None while it runs."""
    back_planned: float | None
    """Hours from `Briefing.at`; None while it runs or where no return can be planned."""
    back_p50: float | None
    back_p80: float | None
    back_p90: float | None
    waits_for: tuple[str, ...]
    taken_by: str = ""
    """Who took the last of `missing`: `intruder` or `cut`; empty while it runs."""
    cut_by: tuple[int, ...] = ()
    """Numbers of the steps that cut it."""


class Restoration(msgspec.Struct, frozen=True):
    """The rebuild as a whole."""

    assets: int
    tasks: int
    hours: float
    cost: Cents
    bound: Cents
    gap: float
    scenarios: int
    crews: tuple[tuple[str, float], ...]
    """Identifier of the crew and its hours of work."""
    first: tuple[tuple[str, str, str, float, float], ...]
    """The first tasks: name of the asset, step, crew, start and end in hours."""


class DutyLine(msgspec.Struct, frozen=True):
    """One duty to tell somebody, of the companies that owe it by the same time."""

    regime: str
    name: str
    companies: tuple[str, ...]
    """Their names."""
    state: str
    """`running`, `past_safe`, `overdue`, or `not_started`."""
    starts: datetime | None
    safe: datetime | None
    legal: datetime | None
    without_delay: bool
    article: str
    missing: tuple[str, ...]
    """Events that nobody has recorded and that it depends on."""
    relief: tuple[str, ...] = ()
    """Days off that moved `legal` behind `safe`."""

    @property
    def runs(self) -> bool:
        """Whether a limit is already known, or it is owed at once."""
        return self.state != "not_started" or self.safe is not None


class Briefing(msgspec.Struct, frozen=True):
    """Everything that the briefing says."""

    organisation: str
    currency: str
    time_zone: str
    at: datetime
    head_sequence: int
    head_hash: str
    """Of the last entry of the journal that the briefing rests upon."""
    organisation_digest: str
    counts: dict[str, int]
    """Of the organisation: assets, links, services, operations, levers."""
    sources: tuple[Source, ...]
    findings_by_kind: dict[str, int]
    first_seen: datetime | None
    suspects: tuple[Suspect, ...]
    suspects_in_all: int
    caution: float
    """Assets at least this likely to be compromised are treated as infected."""
    infected: int
    reach: Reach
    residual_hours: float
    situation_hours: float
    """How long the situation that is priced lasts."""
    options: tuple[Option, ...]
    recommended: str
    """Name of the option that the following is about."""
    steps: tuple[Step, ...]
    operations: tuple[OperationLine, ...]
    restoration: Restoration | None
    unknown: tuple[Doubt, ...]
    companies: tuple[Company, ...] = ()
    worlds: int = 0
    """Sampled for the expected harm."""
    approved: Approved | None = None
    derogations: tuple[Derogation, ...] = ()
    rests_on: tuple[Doubt, ...] = ()
    """What the plan rests on: figures that were assumed, and figures that were declared."""
    work_order: WorkOrder | None = None
    """Of `steps`; None where no order was sought."""
    duties: tuple[DutyLine, ...] = ()
    """What runs first, then what waits for an event."""
    aware: datetime | None = None
    """When the organisation became aware of the incident, as recorded."""
    aware_entry: int = 0
    """The entry that says so; 0 where none does."""
