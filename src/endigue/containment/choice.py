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
    """May be pulled: for each thing that is not acted on already the cheapest lever, or all
    that are the best of their crew where hands are counted."""


def objections(organisation: Organisation, orders: Orders) -> tuple[tuple[str, str], ...]:
    """Why the orders cannot be followed, as codes with the identifier at fault; empty if
    they can.
    """
    return tuple(_objections(organisation, orders))


def choose(organisation: Organisation, orders: Orders, *, hands: bool = False) -> Choice:
    """Split the levers; `hands` says that the work of crews is limited, not only money.

    Raises ValueError on the first objection.
    """
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
    rivals: dict[str, list[Lever]] = {}
    for lever in organisation.levers:
        if lever.target not in acted_on and not _is_kept(lever, kept):
            rivals.setdefault(lever.target, []).append(lever)
    free = {
        lever.id
        for levers in rivals.values()
        for lever in (_worth_hands(levers) if hands else [_cheapest(levers)])
    }
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


def _worth_hands(levers: list[Lever]) -> list[Lever]:
    """Those that no other of the same crew betters in both cost and minutes."""
    return [
        lever
        for lever in levers
        if not any(
            (rival.cost, rival.minutes, rival.id) < (lever.cost, lever.minutes, lever.id)
            and rival.minutes <= lever.minutes
            and rival.crew == lever.crew
            for rival in levers
        )
    ]


def _cheapest(levers: Iterable[Lever]) -> Lever:
    return min(levers, key=lambda lever: (lever.cost, lever.minutes, lever.id))
