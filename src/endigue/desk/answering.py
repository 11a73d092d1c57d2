"""Answer "keep this running" and "cut this whatever it costs", and put an answer in force."""

from collections.abc import Callable

from endigue.containment.alternatives import alternatives
from endigue.containment.choice import Orders, objections
from endigue.containment.facts import ContainmentPlanned, OrdersAnswered
from endigue.containment.forced import cost_of_orders
from endigue.containment.sequencing import with_sequence
from endigue.containment.solve import Watch, solver_name
from endigue.containment.uncertainty import Sampling, with_expectations
from endigue.desk.case import Case
from endigue.desk.containing import derogations, refuse_beyond_count
from endigue.desk.continuing import assess_continuity
from endigue.desk.examining import evidence_name, probabilities
from endigue.desk.forecasting import Question, ask
from endigue.desk.inputs import input_name
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal, Refusals
from endigue.desk.respond import Stage
from endigue.desk.restoring import plan_restoration
from endigue.desk.settings import Settings
from endigue.organisation.model import Organisation
from endigue.spread.link_kinds import LinkKinds


def answer_orders(
    case: Case,
    ledger: Ledger,
    organisation: Organisation,
    link_kinds: LinkKinds,
    settings: Settings,
    orders: Orders,
    watch: Watch,
) -> Ledger:
    """The alternatives under the orders, and what these cost; computed only if the journal does
    not hold them. The plan in force stays in force.

    Raises Refusal where nothing was assessed yet, Refusals where the orders cannot be followed.
    """
    if ledger.organisation is None or ledger.evidence.assessment is None:
        raise Refusal("containment.no_plan_yet")
    imposed = derogations(ledger, organisation, settings)
    orders = Orders(orders.keep, orders.cut, tuple({*orders.derogations, *imposed}))
    if against := objections(organisation, orders):
        each = tuple(Refusal(code, identifier=name) for code, name in against)
        raise Refusals("containment.refused", each)
    name = input_name(
        evidence_name(ledger), solver_name(), settings, link_kinds, orders.keep, orders.cut,
        sorted(orders.derogations),
    )  # fmt: skip
    if name in ledger.containment.answers:
        return ledger
    refuse_beyond_count(organisation)
    suspects = probabilities(ledger)
    found = alternatives(
        organisation,
        suspects,
        cautions=settings.cautions,
        keep=orders.keep,
        cut=orders.cut,
        derogations=orders.derogations,
        seconds=settings.seconds,
        seed=settings.seed,
        watch=watch,
    )
    forced = cost_of_orders(organisation, found, orders, settings.seconds)
    sampling = Sampling(settings.worlds, settings.residual_hours, settings.seed)
    found = with_expectations(organisation, suspects, link_kinds, found, sampling)
    found = with_sequence(organisation, suspects, link_kinds, found, settings.seed)
    fact = OrdersAnswered(
        keep=orders.keep,
        cut=orders.cut,
        alternatives=found,
        input_hash=name,
        seed=settings.seed,
        solver=solver_name(),
        harm=forced.harm,
        harm_without=forced.harm_without,
        proven=forced.proven,
        operations_lost=forced.operations_lost,
        operations_won=forced.operations_won,
        added=forced.added,
        dropped=forced.dropped,
    )
    return case.record([fact], ledger)


def put_in_force(case: Case, ledger: Ledger, answer: str) -> Ledger:
    """Make an answered plan the one that is approved, followed and restored from.

    Raises Refusal where there is no such answer.
    """
    answered = ledger.containment.answers.get(answer)
    if answered is None:
        raise Refusal("containment.no_such_answer")
    planned = ledger.containment.planned
    if planned is not None and planned.input_hash == answer:
        return ledger
    fact = ContainmentPlanned(answered.alternatives, answer, answered.seed, answered.solver)
    return case.record([fact], ledger)


def follow_up(
    case: Case,
    ledger: Ledger,
    organisation: Organisation,
    link_kinds: LinkKinds,
    settings: Settings,
    begin: Callable[[Stage], None],
) -> Ledger:
    """What comes after a plan: what is left of the spread, what goes on, what is rebuilt when.

    Raises Refusal where there is no plan.
    """
    planned = ledger.containment.planned
    if planned is None:
        raise Refusal("containment.no_plan_yet")
    begin("residual")
    for alternative in planned.alternatives.alternatives:
        pulled = tuple(action.lever for action in alternative.actions)
        ledger, _ = ask(case, ledger, Question(organisation, link_kinds, pulled), settings)
    recommended = planned.alternatives.recommended
    begin("continuity")
    ledger = assess_continuity(case, ledger, organisation, recommended)
    begin("restoration")
    return plan_restoration(case, ledger, organisation, recommended, case.clock(), settings)
