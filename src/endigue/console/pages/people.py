"""People: accounts, roles, and who may come in."""

import msgspec
from starlette.responses import Response

from endigue.console.entering import Served
from endigue.console.opening import checked_name, open_door
from endigue.console.visit import Visit
from endigue.desk.access_facts import AccountClosed, LoggedOut
from endigue.desk.acting import GIVE, allow, give_role, give_scope, take_role
from endigue.desk.case import Case
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.desk.sight import companies_seen


def people(visit: Visit) -> Response:
    """The page."""
    access = visit.room.access
    accounts = [(one, len(access.sessions(one.person))) for one in access.accounts()]
    named = {one.person for one, _ in accounts}
    view = visit.ledger.communication
    return visit.show(
        "people.html.j2",
        page="people",
        accounts=accounts,
        others=[(person, held) for person, held in view.roles.items() if person not in named],
        held=view.roles,
        companies=visit.profile.companies if visit.profile else (),
        seen_by={one.person: companies_seen(view, one) for one, _ in accounts},
        all_roles=tuple(visit.room.rulebook.roles.role),
        may_give=visit.may(GIVE),
        refusals=view.refusals[-10:][::-1],
    )


def invite(visit: Visit) -> Response:
    """Make an account, or let somebody in again; the code is shown this once."""
    room, person = visit.room, checked_name(visit.text("person", 200))
    code: list[str] = []

    def verb(case: Case, ledger: Ledger) -> Ledger:
        allow(case, ledger, room.rulebook.roles, GIVE, f"invite {person}")
        code[:] = [open_door(case, ledger, room.access, room.rulebook.roles, person)]
        return ledger

    room.act(visit.person, verb)
    url = visit.request.url
    address = f"{url.scheme}://{url.netloc}/open?code={code[0]}"
    return visit.show(
        "invited.html.j2", page="people", person=person, code=code[0], address=address
    )


def role(visit: Visit) -> Response:
    """Give a role, or take one."""
    roles = visit.room.rulebook.roles
    person, name = checked_name(visit.text("person", 200)), visit.text("role", 60)
    change = take_role if visit.text("take") == "yes" else give_role
    visit.room.act(visit.person, lambda case, ledger: change(case, ledger, roles, person, name))
    return visit.go("/people")


def scope(visit: Visit) -> Response:
    """Have a person see and speak for some companies alone, or again for the whole group."""
    room, person = visit.room, checked_name(visit.text("person", 200))
    profile = visit.profile
    if profile is None:
        raise Refusal("desk.nothing_adopted")
    companies = visit.texts("companies")
    roles, account = room.rulebook.roles, room.access.account(person)
    room.act(
        visit.person,
        lambda case, ledger: give_scope(case, ledger, roles, profile, person, companies),
    )
    if account is not None:
        room.access.save(msgspec.structs.replace(account, companies=companies))
    return visit.go("/people")


def close(visit: Visit) -> Response:
    """Close an account; its sessions end at once."""
    room, person = visit.room, visit.text("person", 200)
    account = room.access.account(person)
    if account is None:
        raise Refusal("console.no_account", person=person[:80])

    def verb(case: Case, ledger: Ledger) -> Ledger:
        allow(case, ledger, room.rulebook.roles, GIVE, f"close {person}")
        return case.record([AccountClosed(person, visit.text("reason", 1000))], ledger)

    if person == visit.person:
        raise Refusal("console.not_oneself")
    room.act(visit.person, verb)
    room.access.save(
        msgspec.structs.replace(account, closed=True, password="", totp="", codes=(), passkeys=())
    )
    room.access.end_all(person)
    return visit.go("/people")


def log_out(visit: Visit) -> Response:
    """End all sessions of somebody."""
    room, person = visit.room, visit.text("person", 200)

    def verb(case: Case, ledger: Ledger) -> Ledger:
        allow(case, ledger, room.rulebook.roles, GIVE, f"log out {person}")
        ended = room.access.end_all(person)
        return case.record([LoggedOut(person, ended)], ledger)

    room.act(visit.person, verb)
    return visit.go("/people")


PAGES = (
    Served("/people", people),
    Served("/people/invite", invite, "POST"),
    Served("/people/role", role, "POST"),
    Served("/people/scope", scope, "POST"),
    Served("/people/close", close, "POST"),
    Served("/people/log-out", log_out, "POST"),
)
