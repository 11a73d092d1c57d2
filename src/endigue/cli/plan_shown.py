"""The alternatives of a containment on the terminal: compared, then the plan explained."""

import unicodedata
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table

from endigue.cli.door import Door
from endigue.containment.actions import arguments
from endigue.containment.company import Company
from endigue.containment.forced import Forced
from endigue.containment.plan import Action, Alternative, Alternatives, Stop
from endigue.containment.sequenced import Sequenced, Timed
from endigue.containment.way import Way
from endigue.desk.names import Names
from endigue.kernel.money import Cents
from endigue.locale.links import say_link
from endigue.locale.sentences import sentences
from endigue.locale.speech import Speech
from endigue.organisation.model import Organisation

ACTIONS_SHOWN = 40
NAMES_SHOWN = 5
WAYS_SHOWN = 3

_STEERING = {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"}


class Called:
    """What things are called in one language: assets, zones, flows, companies, operations."""

    def __init__(self, organisation: Organisation, language: str) -> None:
        self._names = Names(organisation)
        self._operations = {
            one.id: one.name.get(language) or one.id for one in organisation.operations
        }

    def of(self, identifier: str) -> str:
        """Its name, else its identifier."""
        name = self._operations.get(identifier) or self._names.of(identifier)
        # An intruder may have chosen it: nothing in it may steer the terminal.
        return "".join(
            "\N{REPLACEMENT CHARACTER}" if unicodedata.category(one) in _STEERING else one
            for one in name
        )

    def all_of(self, identifiers: Sequence[str]) -> list[str]:
        """The names, in the same order."""
        return [self.of(identifier) for identifier in identifiers]


def show(
    console: Console,
    door: Door,
    organisation: Organisation,
    found: Alternatives,
    forced: Forced | None,
) -> None:
    """Everything that was computed, as tables and sentences."""
    speech = door.speech
    called = Called(organisation, speech.language)
    console.print(_compared(speech, organisation, found))
    if any(one.expected for one in found.alternatives):
        console.print(_expected(speech, organisation, found))
    plan = found.recommended
    if len(organisation.entities) > 1:
        console.print(_companies(speech, called, organisation, plan))
    timed = {step.lever: step for step in plan.sequence.steps} if plan.sequence else {}
    for number, action in enumerate(plan.actions[:ACTIONS_SHOWN], start=1):
        console.print(
            f"{number:>3}. {action.kind} {called.of(action.target)}  ({action.crew}, "
            f"{speech.number(action.minutes)} min, {action.approval})",
            markup=False,
        )
        if step := timed.get(action.lever):
            line = _timed(speech, step, organisation.currency)
            console.print(f"     {line}", markup=False)
        for line in (*reasons(speech, called, action), undo(speech, called, action)):
            console.print(f"     {line}", markup=False, style="dim")
    left = len(plan.actions) - ACTIONS_SHOWN
    if left > 0:
        console.print(speech.text("and {count} more", count=speech.number(left)))
    if plan.sequence is not None:
        console.print()
        console.print(_sequence(speech, plan.sequence, organisation.currency), markup=False)
    if plan.stopped:
        console.print()
        console.print(speech.text("Operations that the plan leaves down, and why"))
        for stop in plan.stopped:
            console.print(f"  {_stop(speech, called, plan, stop)}", markup=False)
    if forced is not None:
        console.print()
        for line in forced_said(speech, called, forced, organisation.currency):
            console.print(line, markup=False, style="bold")


def reasons(speech: Speech, called: Called, action: Action) -> tuple[str, ...]:
    """Why it is in the plan, what it alone closes, what it stops: one sentence each."""
    fields = dict(arguments(action))
    for key in ("target", "source", "reached"):
        fields[key] = called.of(str(fields[key])) if fields[key] else ""
    said = [speech.say(code, **fields) for code in action.why]
    if action.closes:
        ways = speech.listed([_way(speech, called, way) for way in action.ways[:WAYS_SHOWN]])
        said.append(_counted(speech, "containment.closes_ways", action.closes, ways=ways))
    if action.stops:
        said.append(
            speech.say("containment.stops", operations=_names(speech, called, action.stops))
        )
    if action.stops_services:
        services = _names(speech, called, action.stops_services)
        said.append(speech.say("containment.stops_services", services=services))
    return tuple(said)


def _timed(speech: Speech, step: Timed, currency: str) -> str:
    """When an action is done, and what it buys in its place."""
    when = speech.say(
        "containment.timed", starts=speech.number(step.starts), ends=speech.number(step.ends)
    )
    if step.avoided is None:
        return when
    minutes = max(step.ends - step.starts, 0.5)
    money = speech.money(Cents(abs(round(step.avoided))), currency)
    if step.avoided < 0:
        return f"{when} {speech.say('containment.buys_less', money=money)}"
    each = speech.money(Cents(round(step.avoided / minutes)), currency)
    return f"{when} {speech.say('containment.buys', money=money, each=each)}"


def _sequence(speech: Speech, order: Sequenced, currency: str) -> str:
    """What the order is worth, and that none can be worth much more."""
    amounts = {
        name: speech.money(Cents(round(value)), currency)
        for name, value in (
            ("harm", order.harm),
            ("width", order.half_width),
            ("nothing", order.nothing),
            ("at_once", order.at_once),
        )
    }
    return speech.say("containment.sequence", minutes=speech.number(order.minutes), **amounts)


def undo(speech: Speech, called: Called, action: Action) -> str:
    """How it is undone, or that it cannot be."""
    if not action.reversible:
        return speech.say("briefing.plan.no_undo")
    code = f"briefing.undo.{action.kind}"
    code = code if code in sentences() else "briefing.undo.other"
    said = speech.say(code, target=called.of(action.target), kind=action.kind.replace("_", " "))
    return speech.say("briefing.plan.undo", undo=said)


def forced_said(speech: Speech, called: Called, forced: Forced, currency: str) -> tuple[str, ...]:
    """What the orders cost, in sentences."""
    keep, cut = _names(speech, called, forced.keep), _names(speech, called, forced.cut)
    money = speech.money(Cents(abs(forced.harm)), currency)
    if forced.harm > 0:
        code = "both" if forced.keep and forced.cut else "keep" if forced.keep else "cut"
    else:
        code = "less" if forced.harm < 0 else "nothing"
    said = [speech.say(f"containment.forced_{code}", keep=keep, cut=cut, money=money)]
    for code, names in (("opens", forced.fallen), ("spares", forced.saved)):
        if names:
            listed = _names(speech, called, names)
            said.append(_counted(speech, f"containment.forced_{code}", len(names), names=listed))
    for code, names in (("stops", forced.operations_lost), ("runs", forced.operations_won)):
        if names:
            said.append(
                speech.say(f"containment.forced_{code}", operations=_names(speech, called, names))
            )
    if not forced.proven:
        said.append(speech.say("containment.forced_unproven"))
    return tuple(said)


def _compared(speech: Speech, organisation: Organisation, found: Alternatives) -> Table:
    _ = speech.text
    table = _table(
        speech.text("Alternative"),
        *(_("Harm"), _("Per hour"), _("Running"), _("By hand"), _("Stopped"), _("Fallen")),
        *(_("Actions"), _("Minutes"), _("Proof")),
    )
    for one in found.alternatives:
        proof = "" if one.gap is None else _("gap {gap}", gap=speech.percent(one.gap, 1))
        table.add_row(
            speech.say(f"briefing.option.{one.name}"),
            speech.money(one.harm, organisation.currency),
            speech.money(one.cost_per_hour, organisation.currency),
            speech.number(len(organisation.operations) - len(one.operations_down)),
            speech.number(len(one.by_hand)),
            speech.number(len(one.operations_down) - len(one.by_hand)),
            speech.number(len(one.fallen)),
            speech.number(len(one.actions)),
            speech.number(one.minutes),
            _("proven") if one.proven else proof,
        )
    return table


def _expected(speech: Speech, organisation: Organisation, found: Alternatives) -> Table:
    _ = speech.text
    table = _table(
        _("In sampled worlds"),
        *(
            _("Expected harm"),
            _("Worst tenth"),
            _("Certain"),
            _("Fallen in a day"),
            _("Core falls"),
        ),
    )
    for one in found.alternatives:
        told = one.expected
        if told is None:
            continue
        money = speech.money(Cents(round(told.harm)), organisation.currency)
        width = speech.money(Cents(round(told.half_width)), organisation.currency)
        table.add_row(
            speech.say(f"briefing.option.{one.name}"),
            f"{money} ± {width}",
            speech.money(Cents(round(told.worst_tenth)), organisation.currency),
            speech.money(one.certain, organisation.currency),
            speech.number(told.fallen, 1),
            "–" if told.core is None else speech.percent(told.core),
        )
    return table


def _companies(
    speech: Speech, called: Called, organisation: Organisation, plan: Alternative
) -> Table:
    _ = speech.text
    table = _table(
        _("Company"), *(_("Harm"), _("Infected"), _("Fallen"), _("Down"), _("Actions")), _("State")
    )
    for company in plan.companies:
        table.add_row(
            called.of(company.entity) or "–",
            speech.money(company.harm, organisation.currency),
            speech.number(company.infected),
            speech.number(company.fallen),
            speech.number(company.operations_down),
            speech.number(company.actions),
            _touched(speech, called, company),
        )
    return table


def _touched(speech: Speech, called: Called, company: Company) -> str:
    said = speech.say(f"containment.touched.{company.touched}")
    if company.crossing is None:
        return said
    through = speech.say(
        "containment.through",
        company=called.of(company.source) or "–",
        way=_way(speech, called, company.crossing),
    )
    return f"{said}, {through}"


def _table(*headings: str) -> Table:
    """The first and the last column are words, the others figures."""
    table = Table(box=None, pad_edge=False)
    for place, heading in enumerate(headings):
        words = place in (0, len(headings) - 1)
        table.add_column(heading, justify="left" if words else "right")
    return table


def _stop(speech: Speech, called: Called, plan: Alternative, stop: Stop) -> str:
    sign = "◐" if stop.operation in plan.by_hand else "✗"
    if stop.by == "intruder":
        by = speech.say("containment.stopped_by_intruder")
    else:
        by = speech.say("containment.stopped_by_cut", levers=_names(speech, called, stop.levers))
    chain = " → ".join(called.all_of(stop.chain))
    return f"{sign} {called.of(stop.operation)}: {chain} ({by})"


def _way(speech: Speech, called: Called, way: Way) -> str:
    return speech.say(
        "containment.way",
        source=called.of(way.source),
        target=called.of(way.target),
        kind=say_link(speech, way.kind),
    )


def _names(speech: Speech, called: Called, names: Sequence[str]) -> str:
    shown = list(_shown(speech, called.all_of(names)))
    return speech.listed(shown) if shown else "–"


def _shown(speech: Speech, names: Sequence[str]) -> Iterator[str]:
    yield from names[:NAMES_SHOWN]
    left = len(names) - NAMES_SHOWN
    if left > 0:
        yield speech.text("{count} more", count=speech.number(left))


def _counted(speech: Speech, code: str, count: int, **arguments: object) -> str:
    form = "one" if count == 1 else "many"
    return speech.say(f"{code}.{form}", count=speech.number(count), **arguments)
