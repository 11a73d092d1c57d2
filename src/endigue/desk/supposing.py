"""What-if questions of a case: asked in words, answered beside the plan in force, written down."""

from collections.abc import Callable, Sequence

from endigue.desk.case import Case
from endigue.desk.ledger import Ledger
from endigue.desk.lookup import things_named
from endigue.desk.refusal import Refusal
from endigue.desk.restoring import Situation
from endigue.desk.settings import Settings
from endigue.desk.what_if import Change, decided, gain_of
from endigue.organisation.model import Organisation
from endigue.restoration.facts import WhatIfAnswered

KINDS = ("lend", "late", "first", "hold", "places", "bandwidth")
"""`lend SKILL=N`, `late ASSET=HOURS`, `first OPERATION`, `hold OPERATION`, `places N`, `bandwidth
GB`."""

MOST = 100_000.0


def change_in(organisation: Organisation, text: str) -> Change:
    """A change as somebody asks for it, named in the one way in which it is written down.

    Raises Refusal where it is none, or names nothing of the organisation.
    """
    kind, _, rest = text.strip().partition(" ")
    named, _, number = rest.strip().partition("=")
    match kind:
        case "lend":
            people = _whole(text, number)
            return Change(f"lend {named} {people}", skill=named, people=people)
        case "late":
            (asset,) = things_named(organisation, [named])
            hours = _amount(text, number)
            return Change(f"late {asset} {hours:g}", late=asset, hours=hours)
        case "first" | "hold":
            (operation,) = things_named(organisation, [rest.strip()])
            if operation not in {each.id for each in organisation.operations}:
                raise Refusal("restoration.unknown_operation", operation=operation)
            name = f"{kind} {operation}"
            if kind == "first":
                return Change(name, first=operation)
            return Change(name, hold=operation)
        case "places":
            places = _whole(text, rest)
            return Change(f"places {places}", places=places)
        case "bandwidth":
            more = _amount(text, rest)
            return Change(f"bandwidth {more:g}", gb_per_hour=more)
    raise Refusal("restoration.not_a_supposition", text=text[:80], kinds=", ".join(KINDS))


def suppose(
    case: Case,
    ledger: Ledger,
    now: Situation,
    changes: Sequence[Change],
    settings: Settings,
    orders: int,
    begin: Callable[[int, int], None],
) -> Ledger:
    """Answer what each change by itself would bring, and write the answers; the plan in force
    stays. `begin` is told the number of each search as it begins, and of how many.

    Raises Refusal as `gain_of` does; nothing is written then.
    """
    searches = len(changes) + 1
    begin(1, searches)
    view = ledger.restoration
    in_force, drawn = view.plan, view.outlook
    order: Sequence[str] = ()
    if in_force is not None and drawn is not None and drawn.input == in_force.input:
        order = drawn.outlook.order
    base = decided(now, settings, orders, order)
    answers = []
    for place, change in enumerate(changes, start=2):
        begin(place, searches)
        gain = gain_of(now, change, base, settings, orders)
        answers.append(
            WhatIfAnswered(
                plan="" if in_force is None else in_force.input,
                change=gain.name,
                seed=settings.seed,
                mean=base.outlook.mean,
                saved=gain.saved,
                planned_saved=gain.planned_saved,
                work_cost=gain.work_cost,
                hours=gain.hours,
            )
        )
    return case.record(answers, ledger)


def _whole(text: str, number: str) -> int:
    typed = number.strip()
    if not (typed.isascii() and typed.isdigit() and 0 < int(typed[:9]) < MOST):
        raise Refusal("restoration.not_a_supposition", text=text[:80], kinds=", ".join(KINDS))
    return int(typed[:9])


def _amount(text: str, number: str) -> float:
    try:
        amount = float(number.strip().replace(",", "."))
    except ValueError:
        amount = 0.0
    if not 0 < amount < MOST:
        raise Refusal("restoration.not_a_supposition", text=text[:80], kinds=", ".join(KINDS))
    return amount
