"""Which levers are pulled in every plan, and which the optimiser may choose."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from endigue.organisation.model import Lever, Organisation


@dataclass(frozen=True, slots=True)
class Orders:
    """What people decided beforehand.

    `keep` and `cut` hold levers, or the assets, flows and zones that levers act on: nothing is
    done to what is kept; of the levers on what is cut the cheapest is pulled. `derogations`
    hold mandatory levers that need not be pulled; they may still be, unless they are kept.
    """

    keep: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    derogations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """Identifiers of levers, in the order of the organisation."""

    forced: tuple[str, ...]
    """Pulled in every plan: mandatory by the doctrine, or ordered."""
    free: tuple[str, ...]
    """May be pulled: one for each thing that can be acted on and is not acted on already."""


def objections(organisation: Organisation, orders: Orders) -> tuple[tuple[str, str], ...]:
    """Why the orders cannot be followed, as codes with the identifier at fault; empty if
    they can.
    """
    return tuple(_objections(organisation, orders))


def choose(organisation: Organisation, orders: Orders) -> Choice:
    """Split the levers. Raises ValueError on the first objection."""
    for code, identifier in _objections(organisation, orders):
        raise ValueError(f"{code}: {identifier}")
    kept = set(orders.keep)
    forced = {lever.id for lever in _mandatory(organisation, orders)}
    for identifier in orders.cut:
        named = _levers_named(organisation, identifier)
        if not any(lever.id in forced for lever in named):
            forced.add(_cheapest(lever for lever in named if not _is_kept(lever, kept)).id)
    acted_on = {lever.target for lever in organisation.levers if lever.id in forced}
    # Two levers on one target do the same, so the cheaper one is enough.
    best: dict[str, Lever] = {}
    for lever in organisation.levers:
        if lever.target in acted_on or _is_kept(lever, kept):
            continue
        rival = best.get(lever.target)
        best[lever.target] = lever if rival is None else _cheapest([rival, lever])
    free = {lever.id for lever in best.values()}
    return Choice(
        forced=tuple(lever.id for lever in organisation.levers if lever.id in forced),
        free=tuple(lever.id for lever in organisation.levers if lever.id in free),
    )


def _objections(organisation: Organisation, orders: Orders) -> Iterator[tuple[str, str]]:
    kept = set(orders.keep)
    for identifier in (*orders.keep, *orders.cut):
        if not _levers_named(organisation, identifier):
            yield "containment.no_lever", identifier
    for identifier in orders.derogations:
        if identifier not in organisation.lever_by_id:
            yield "containment.no_lever", identifier
    for identifier in orders.cut:
        named = _levers_named(organisation, identifier)
        if named and all(_is_kept(lever, kept) for lever in named):
            yield "containment.kept_and_cut", identifier
    for lever in _mandatory(organisation, orders):
        if _is_kept(lever, kept):
            yield "containment.mandatory_kept", lever.id


def _is_kept(lever: Lever, kept: Collection[str]) -> bool:
    return lever.id in kept or lever.target in kept


def _mandatory(organisation: Organisation, orders: Orders) -> Iterator[Lever]:
    for lever in organisation.levers:
        if lever.doctrine == "mandatory" and lever.id not in orders.derogations:
            yield lever


def _levers_named(organisation: Organisation, identifier: str) -> list[Lever]:
    return [lever for lever in organisation.levers if identifier in (lever.id, lever.target)]


def _cheapest(levers: Iterable[Lever]) -> Lever:
    return min(levers, key=lambda lever: (lever.cost, lever.minutes, lever.id))
