"""The lifting of the cuts: which can go now, in which order, and what each gives back."""

from starlette.responses import Response

from endigue.console.entering import Served
from endigue.console.pages.clean import site_of
from endigue.console.visit import Visit
from endigue.desk.acting import allow_company, allow_recording
from endigue.desk.case import Case
from endigue.desk.enforcing_states import lever_states
from endigue.desk.ledger import Ledger
from endigue.desk.lifting import lift, plan_lifting, pulled_now
from endigue.desk.lookup import levers_named
from endigue.desk.refusal import Refusal
from endigue.organisation.model import Organisation

KEPT_SHOWN = 60


def lifting(visit: Visit) -> Response:
    """The page. It is one of its own, because every order is weighed when it is asked for."""
    organisation = _organisation(visit)
    pulled = pulled_now(visit.ledger, organisation)
    states = {one.lever: one.status for one in lever_states(visit.ledger, organisation)}
    here = site_of(visit, visit.ledger, organisation, visit.instant)
    return visit.show(
        "lifting.html.j2",
        page="clean",
        plan=plan_lifting(here, organisation, pulled),
        kept_shown=KEPT_SHOWN,
        states=states,
    )


def lifted(visit: Visit) -> Response:
    """Write that cuts were undone."""
    organisation, roles = _organisation(visit), visit.room.rulebook.roles
    levers = levers_named(organisation, visit.texts("lever"))
    if not levers:
        raise Refusal("console.no_lever")
    person, why = visit.text("person", 200).strip() or visit.person, visit.text("why", 2000)

    def verb(case: Case, ledger: Ledger) -> Ledger:
        allow_recording(case, ledger, roles, "lift cuts")
        allow_company(case, ledger, "", "lift cuts")
        here = site_of(visit, ledger, organisation, visit.now)
        return lift(case, ledger, here, organisation, levers, person, why)

    visit.room.act(visit.person, verb)
    return visit.go("/clean/lifting")


def _organisation(visit: Visit) -> Organisation:
    if visit.organisation is None:
        raise Refusal("desk.nothing_adopted")
    return visit.organisation


PAGES = (Served("/clean/lifting", lifting), Served("/clean/lifting", lifted, "POST"))
