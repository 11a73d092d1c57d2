"""levers.csv: what can be done, to what it can be done, and by whom."""

from collections.abc import Iterable, Sequence

from endigue.organisation.costs import usual_lever_cost
from endigue.organisation.model import Approval, Asset, Crew, Doctrine, Lever, Parameters
from endigue.organisation.validation.cells import (
    Fault,
    any_text,
    fault,
    money,
    number,
    one_of,
    yes_or_no,
)
from endigue.organisation.validation.names import SHARED_KINDS, Kind, Names
from endigue.organisation.validation.rows import Rows

APPROVALS: tuple[Approval, ...] = ("operational", "strategic")
DOCTRINES: tuple[Doctrine, ...] = ("mandatory", "deferrable", "secondary")

TARGETS: dict[str, Kind] = {
    "isolate_host": "asset",
    "disable_account": "asset",
    "close_flow": "flow",
    "unplug_zone": "zone",
    "cut_internet": "zone",
}
"""What these levers act on; any other acts on an asset, a flow or a zone."""

ON_ACCOUNTS = "disable_account"
_ANY_TARGET: tuple[Kind, ...] = ("asset", "flow", "zone")


def read_levers(
    rows: Rows,
    names: Names,
    assets: Iterable[Asset],
    crews: Sequence[Crew],
    parameters: Parameters,
) -> tuple[Lever, ...]:
    """Levers; one without a cost has its minutes at its crew's rate."""
    ids = rows.ids()
    kinds = rows.needed("kind", any_text, "")
    targets = rows.needed("target", any_text, "")
    _check_targets(rows, kinds, targets, names, assets)
    minutes = rows.needed("minutes", number, 0.0)
    crew = rows.optional("crew", names.known("crew", "organisation.unknown_crew"), "")
    rates = {each.id: each.hourly_rate for each in crews}
    costs = [
        usual_lever_cost(spent, rates.get(who, parameters.hourly_rate)) if cost is None else cost
        for cost, spent, who in zip(rows.optional("cost", money, None), minutes, crew, strict=True)
    ]
    reversible = rows.optional("reversible", yes_or_no, default=True)
    approval: list[Approval] = rows.optional("approval", one_of(APPROVALS), APPROVALS[0])
    nothing: Doctrine = ""
    doctrine: list[Doctrine] = rows.optional("doctrine", one_of(DOCTRINES), nothing)
    return tuple(
        map(Lever, ids, kinds, targets, minutes, crew, costs, reversible, approval, doctrine)
    )


def _check_targets(
    rows: Rows, kinds: list[str], targets: list[str], names: Names, assets: Iterable[Asset]
) -> None:
    accounts = {asset.id for asset in assets if asset.kind == "account"}
    for row, (kind, target) in enumerate(zip(kinds, targets, strict=True)):
        if not kind or not target:
            continue
        wanted: tuple[Kind, ...] = (TARGETS[kind],) if kind in TARGETS else _ANY_TARGET
        actual = names.kind_of(target, wanted) or names.kind_of(target, SHARED_KINDS)
        if actual is None and not names.may_be(wanted):
            near = names.nearest(target, wanted)
            rows.problem(row, "target", fault("organisation.unknown_target", target, nearest=near))
        elif actual is not None and (
            actual not in wanted or (kind == ON_ACCOUNTS and target not in accounts)
        ):
            rows.problem(row, "target", _misfit(kind, target))


def _misfit(kind: str, target: str) -> Fault:
    """That the target is no such thing as this kind of lever acts on."""
    wanted = "account" if kind == ON_ACCOUNTS else TARGETS.get(kind, "target")
    return fault(f"organisation.lever_wants_{wanted}", target, lever=kind)
