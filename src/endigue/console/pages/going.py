"""Keep going: what still works and how, what waits, and what is done by hand meanwhile."""

from math import ceil
from typing import NamedTuple

from starlette.responses import Response

from endigue.console.entering import Served
from endigue.console.visit import Visit
from endigue.continuity.backlog import backlog
from endigue.continuity.handwork.serials import serial
from endigue.continuity.handwork.survey import STATES, Survey
from endigue.desk.acting import allow_recording
from endigue.desk.case import Case
from endigue.desk.handwork import Handwork
from endigue.desk.handwork_ports import Kit
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.writers.pictures.curve import NARROW, Point, curve

CURVES = 6
"""Operations whose queue is drawn; the table has all."""

FARTHEST = 24 * 60
POINTS = 8
MOST_SHEETS = 500


class Queue(NamedTuple):
    """What waits for one operation until it is back and the queue is served."""

    name: str
    picture: str
    most: float
    empty: float | None


def going(visit: Visit) -> Response:
    """The page."""
    book = visit.room.hands.handwork.forms(None)
    survey = _survey(visit)
    return visit.show(
        "going.html.j2",
        page="going",
        sections=visit.sections("operations"),
        queues=queues(visit),
        forms=[(one.id, one.name.get(visit.speech.language) or one.id) for one in book.values()],
        survey=survey,
        states=[(each, survey.counts.sheets.get(each, 0)) for each in STATES] if survey else [],
        missing=[
            serial(book[one.form].code, one.serial)
            for one in (survey.in_state("missing")[:40] if survey else ())
            if one.form in book
        ],
    )


def queues(visit: Visit) -> list[Queue]:
    """The queues of the operations that are down, the longest first."""
    organisation, view = visit.organisation_reckoned, visit.reckoned.continuity
    plan = visit.ledger.restoration.plan
    if organisation is None or plan is None:
        return []
    if len(view.operations) != len(organisation.operations):
        return []
    back = {one.id: one.p80 for one in plan.schedule.operations}
    found = []
    for operation, state in zip(organisation.operations, view.operations, strict=True):
        if state.state == "running" or not operation.arrivals_per_hour:
            continue
        hours = min(max(ceil(back.get(operation.id, 72.0) * 3), 24), FARTHEST)
        queue = backlog(operation, state, hours, back.get(operation.id))
        end = min(len(queue.hours) - 1, ceil(queue.empty_after_hours or hours))
        highest = max(range(end + 1), key=lambda at: queue.waiting[at])
        steps = {round(end * step / POINTS) for step in range(POINTS + 1)}
        places = sorted({*steps, highest})
        name = operation.name.get(visit.speech.language) or operation.id
        points = [
            Point(
                queue.hours[at],
                queue.waiting[at],
                visit.speech.duration(queue.hours[at]),
                visit.speech.number(queue.waiting[at]),
            )
            for at in places
        ]
        title = visit.speech.say("console.going.queue_of", name=name)
        found.append(
            Queue(name, curve(points, title, NARROW), max(queue.waiting), queue.empty_after_hours)
        )
    found.sort(key=lambda one: -one.most)
    return found


def issue(visit: Visit) -> Response:
    """Give a desk numbered sheets, and print them."""
    organisation = visit.organisation
    if organisation is None:
        raise Refusal("desk.nothing_adopted")
    hands = visit.room.hands.handwork
    forms = hands.forms(None)
    count = visit.number(visit.text("count", 10))
    if not 1 <= count <= MOST_SHEETS:
        raise Refusal("console.too_many_sheets", most=MOST_SHEETS)
    kit = Kit(organisation, forms, (), ())
    made: list[bytes] = []

    def verb(case: Case, ledger: Ledger) -> Ledger:
        allow_recording(case, ledger, visit.room.rulebook.roles, "issue forms")
        work = Handwork(case, hands, forms)
        form = work.form(visit.text("form", 100))
        ledger, issued = work.issue(ledger, form, visit.text("desk", 100), count)
        made[:] = [hands.prints.forms(kit, issued, visit.preferences.language)]
        return ledger

    visit.room.act(visit.person, verb)
    return Response(
        made[0],
        media_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="forms.pdf"'},
    )


def _survey(visit: Visit) -> Survey | None:
    """What became of every sheet; None where none was issued."""
    if not any(line.fact == "continuity.forms_issued" for line in visit.room.chronicle.lines()):
        return None
    hands = visit.room.hands.handwork
    work = Handwork(visit.room.case, hands, hands.forms(None))
    return work.survey(visit.ledger)


PAGES = (Served("/going", going), Served("/going/forms", issue, "POST"))
