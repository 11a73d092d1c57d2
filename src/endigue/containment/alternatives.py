"""Ways to respond, side by side: never one answer."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from endigue.containment.actions import actions, without_idle
from endigue.containment.amounts import MOST_AT_STAKE
from endigue.containment.choice import Choice, Orders, choose
from endigue.containment.companies import companies
from endigue.containment.hands import ALL, caps
from endigue.containment.ownership import Ownership
from endigue.containment.plan import Alternative, Alternatives
from endigue.containment.pricer import Pricer
from endigue.containment.problem import build
from endigue.containment.solve import SEED, Solution, Watch, solve
from endigue.containment.stops import stops
from endigue.kernel.money import Cents
from endigue.organisation.harm import loss_without_hands
from endigue.organisation.model import HOST_KINDS, Lever, Organisation

CAUTIONS = (0.9, 0.5, 0.1)
"""Bold, middle, cautious. Assumed."""

PLANS = ("plan_bold", "plan", "plan_cautious")

SHOWN = ("do_nothing", "isolate_known", "plan_bold", "plan", "plan_cautious", "pull_the_plug")
"""In this order."""

FIRST_NAME = ("plan", "plan_cautious", "plan_bold", "isolate_known", "do_nothing", "pull_the_plug")
"""Which name is kept when alternatives pull exactly the same levers."""


@dataclass(frozen=True, slots=True)
class _Response:
    """An alternative before it is priced."""

    name: str
    caution: float
    seeds: tuple[str, ...]
    pulled: tuple[str, ...]
    solution: Solution | None = None


def alternatives(
    organisation: Organisation,
    probabilities: Mapping[str, float],
    cautions: Sequence[float] = CAUTIONS,
    keep: Collection[str] = (),
    cut: Collection[str] = (),
    derogations: Collection[str] = (),
    seconds: float = 60.0,
    seed: int = SEED,
    *,
    gap: float = 0.0,
    hands: Mapping[str, float] | None = None,
    watch: Watch | None = None,
) -> Alternatives:
    """Compute and price the alternatives.

    - `do_nothing`: no lever, not even a mandatory one.
    - `isolate_known`: the cheapest lever on every seed of the middle caution.
    - `plan_bold`, `plan`, `plan_cautious`: the least harm if the assets at least as likely to
      be compromised as the first, second and third of `cautions` are infected.
    - `pull_the_plug`: every lever on a zone, and every lever on a host outside those zones.

    The plans take no more than the minutes of `hands`, by crew or of `hands.ALL`; the others
    are what they are, with a remark where they take more.

    All but the first also pull what is mandatory without derogation and what is ordered by
    `cut`, and leave alone what is ordered by `keep` (see `choice.Orders`). All are priced on
    the seeds of the middle caution. Each plan gets so many `seconds` of the solver's time.

    Raises ValueError where an identifier is unknown, the orders contradict each other, a
    probability or caution lies outside 0 to 1, the cautions are not three in falling order, or
    more is at stake than can be counted (see `at_stake`); `hands.TooFewHands` where what must
    be done takes more than there is.
    """
    _check(cautions, probabilities)
    if at_stake(organisation) > MOST_AT_STAKE:
        raise ValueError("more is at stake than can be counted exactly")
    choice = choose(organisation, Orders(tuple(keep), tuple(cut), tuple(derogations)))
    pricer = Pricer(organisation)
    ownership = Ownership(organisation)
    seeds = [_infected(organisation, probabilities, caution) for caution in cautions]
    middle = seeds[1]
    known = _on_seeds(organisation, choice, middle)
    solved: dict[tuple[str, ...], Solution] = {}
    for infected in seeds:
        if infected not in solved:
            problem = build(organisation, infected, keep, cut, derogations, hands=bool(hands))
            limit = caps(organisation, problem, hands or {})
            solved[infected] = solve(
                problem, seconds, hint=known, seed=seed, gap=gap, caps=limit, watch=watch
            )
    responses = [
        _Response("do_nothing", cautions[1], middle, ()),
        _Response("isolate_known", cautions[1], middle, known),
        _Response("pull_the_plug", cautions[1], middle, _plug(organisation, choice)),
    ]
    for name, caution, infected in zip(PLANS, cautions, seeds, strict=True):
        solution = solved[infected]
        pulled = without_idle(pricer, infected, solution.pulled, choice.forced)
        responses.append(_Response(name, caution, infected, pulled, solution))
    return Alternatives(
        alternatives=tuple(
            _priced(pricer, ownership, response, also, choice, cut, middle, hands or {})
            for response, also in _merged(responses)
        ),
        evaluated_on=middle,
    )


def at_stake(organisation: Organisation) -> int:
    """Cents that are lost if everything falls, everything stops and every lever is pulled; to be
    computed with, it must not exceed `amounts.MOST_AT_STAKE`.
    """
    hours = organisation.parameters.hours
    return (
        sum(asset.fall_cost for asset in organisation.assets)
        + sum(lever.cost for lever in organisation.levers)
        + sum(loss_without_hands(operation, hours) for operation in organisation.operations)
    )


def _check(cautions: Sequence[float], probabilities: Mapping[str, float]) -> None:
    if len(cautions) != len(PLANS) or list(cautions) != sorted(cautions, reverse=True):
        raise ValueError("cautions are three, in falling order")
    for value in (*cautions, *probabilities.values()):
        if not 0.0 <= value <= 1.0:
            raise ValueError(f"{value} is no probability")


def _infected(
    organisation: Organisation, probabilities: Mapping[str, float], caution: float
) -> tuple[str, ...]:
    for asset in probabilities:
        if asset not in organisation.asset_index:
            raise ValueError(f"no asset is named {asset}")
    likely = {asset for asset, probability in probabilities.items() if probability >= caution}
    return tuple(asset.id for asset in organisation.assets if asset.id in likely)


def _on_seeds(organisation: Organisation, choice: Choice, seeds: Sequence[str]) -> tuple[str, ...]:
    targets = set(seeds)
    return (
        *choice.forced,
        *(lever.id for lever in _free(organisation, choice) if lever.target in targets),
    )


def _plug(organisation: Organisation, choice: Choice) -> tuple[str, ...]:
    zones = {one.target for one in organisation.levers if one.target in organisation.zone_by_id}
    hosts = (asset for asset in organisation.assets if asset.kind in HOST_KINDS)
    targets = zones | {asset.id for asset in hosts if asset.zone not in zones}
    return (
        *choice.forced,
        *(lever.id for lever in _free(organisation, choice) if lever.target in targets),
    )


def _free(organisation: Organisation, choice: Choice) -> tuple[Lever, ...]:
    return tuple(organisation.lever_by_id[lever] for lever in choice.free)


def _merged(responses: Sequence[_Response]) -> list[tuple[_Response, tuple[str, ...]]]:
    """The responses to show, each with the names of others that pull the same levers."""
    by_levers: dict[frozenset[str], list[_Response]] = {}
    for response in sorted(responses, key=lambda one: FIRST_NAME.index(one.name)):
        by_levers.setdefault(frozenset(response.pulled), []).append(response)
    merged = [
        (first, tuple(sorted((one.name for one in others), key=SHOWN.index)))
        for first, *others in by_levers.values()
    ]
    return sorted(merged, key=lambda pair: SHOWN.index(pair[0].name))


def _priced(
    pricer: Pricer,
    ownership: Ownership,
    response: _Response,
    also: tuple[str, ...],
    choice: Choice,
    cut: Collection[str],
    common: tuple[str, ...],
    hands: Mapping[str, float],
) -> Alternative:
    organisation = pricer.organisation
    price = pricer.price(common, response.pulled)
    (own_harm,) = pricer.harms(response.seeds, [response.pulled])
    solution = response.solution
    bound = None if solution is None else min(solution.bound, own_harm)
    gap = None if bound is None else _gap(own_harm, bound)
    levers = [organisation.lever_by_id[lever] for lever in response.pulled]
    ordered = {
        lever.id
        for lever in levers
        if lever.id in choice.forced and {lever.id, lever.target} & {*cut}
    }
    hours = organisation.parameters.hours
    return Alternative(
        name=response.name,
        caution=response.caution,
        seeds=response.seeds,
        harm=price.harm,
        own_harm=own_harm,
        bound=bound,
        gap=gap,
        proven=gap == 0.0 or (solution is not None and solution.proven),
        operations_loss=price.operations_loss,
        fallen_loss=price.fallen_loss,
        levers_cost=price.levers_cost,
        operations_down=price.operations_down,
        by_hand=price.by_hand,
        fallen=tuple(organisation.assets[place].id for place in np.flatnonzero(price.fallen)),
        down=tuple(sorted(price.down)),
        actions=actions(pricer, common, response.pulled, ordered),
        minutes=sum(lever.minutes for lever in levers),
        cost_per_hour=Cents(round(price.operations_loss / hours)) if hours else Cents(0),
        also=also,
        remarks=(*_remarks(response, levers, choice), *_beyond(levers, hands)),
        certain=pricer.price((), response.pulled).harm,
        stopped=stops(pricer, price, response.pulled),
        companies=companies(pricer, ownership, price, response.pulled),
    )


def _beyond(levers: Sequence[Lever], hands: Mapping[str, float]) -> tuple[str, ...]:
    """The remark that it takes more hands than there are."""
    for crew, minutes in hands.items():
        taken = sum(lever.minutes for lever in levers if crew in (ALL, lever.crew))
        if taken > minutes + 1 / 60:
            return ("containment.beyond_hands",)
    return ()


def _gap(harm: Cents, bound: Cents) -> float:
    return (harm - bound) / harm if harm else 0.0


def _remarks(response: _Response, levers: Sequence[Lever], choice: Choice) -> tuple[str, ...]:
    if response.solution is None:
        return ()
    remarks = []
    chosen = [lever for lever in levers if lever.id not in choice.forced]
    if not levers:
        remarks.append("containment.plan_is_doing_nothing")
    elif not chosen:
        remarks.append("containment.plan_is_what_is_mandatory")
    elif all(lever.target in response.seeds for lever in chosen):
        remarks.append("containment.plan_is_isolating_known")
    if not response.solution.proven:
        remarks.append("containment.not_proven")
    return tuple(remarks)
