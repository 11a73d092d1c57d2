"""Who may do what: every verb that needs a role passes here, and every refusal is written."""

from collections.abc import Sequence

from endigue.communication.facts import ActionRefused, RoleGiven, RoleTaken, ScopeGiven
from endigue.communication.profile import Profile
from endigue.communication.roles import Roles
from endigue.desk.case import Case
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal

GIVE = "give-role"
RECORD = "record"


def allow(case: Case, ledger: Ledger, roles: Roles, action: str, subject: str) -> None:
    """Let the author of the case do something to a subject.

    Raises Refusal where no role of theirs allows it; the attempt is then in the journal.
    """
    held = ledger.communication.roles.get(case.author, ())
    scope = ledger.communication.scopes.get(case.author)
    if roles.may(held, action) and (scope is None or action == RECORD):
        return
    if roles.may(held, action) and scope is not None:
        case.record([ActionRefused(action, subject)], ledger)
        raise Refusal("communication.for_the_group", person=case.author, companies=", ".join(scope))
    case.record([ActionRefused(action, subject)], ledger)
    raise Refusal(
        "communication.not_allowed",
        person=case.author,
        held=", ".join(held) or "-",
        wanted=", ".join(roles.who_may(action)) or "-",
    )


def allow_recording(case: Case, ledger: Ledger, roles: Roles, subject: str) -> None:
    """Let anybody record what happened but who holds only roles that do not."""
    if ledger.communication.roles.get(case.author):
        allow(case, ledger, roles, RECORD, subject)


def allow_company(case: Case, ledger: Ledger, company: str, subject: str) -> None:
    """Let the author record for a company, or for the whole group where it is empty.

    Raises Refusal where they speak for other companies alone; the attempt is then in the journal.
    """
    scope = ledger.communication.scopes.get(case.author)
    if scope is None or company in scope:
        return
    case.record([ActionRefused(RECORD, subject)], ledger)
    raise Refusal("communication.for_the_group", person=case.author, companies=", ".join(scope))


def give_scope(
    case: Case,
    ledger: Ledger,
    roles: Roles,
    profile: Profile,
    person: str,
    companies: Sequence[str],
) -> Ledger:
    """Have a person speak for some companies alone, or again for the whole group where none is
    named. Raises Refusal where the author may not, or a company is none.
    """
    allow(case, ledger, roles, GIVE, f"{person}: {', '.join(companies) or '*'}")
    known = {company.id for company in profile.companies}
    if strange := sorted(set(companies) - known):
        raise Refusal(
            "communication.unknown_company", company=strange[0], companies=", ".join(sorted(known))
        )
    if tuple(companies) == ledger.communication.scopes.get(person, ()):
        return ledger
    return case.record([ScopeGiven(person, tuple(companies))], ledger)


def give_role(case: Case, ledger: Ledger, roles: Roles, person: str, role: str) -> Ledger:
    """Give a person a role. In a case without any role, the first is given by whoever comes, and
    is one that may give others.

    Raises Refusal where the author may not, the role is none, or the person holds one that
    excludes it.
    """
    _known(roles, role)
    if any(ledger.communication.roles.values()):
        allow(case, ledger, roles, GIVE, f"{person}: {role}")
    elif not roles.may((role,), GIVE):
        first = ", ".join(roles.who_may(GIVE))
        raise Refusal("communication.first_role", role=role, first=first)
    held = ledger.communication.roles.get(person, ())
    if (other := roles.clash(held, role)) is not None:
        raise Refusal("communication.roles_clash", person=person, role=role, other=other)
    return ledger if role in held else case.record([RoleGiven(person, role)], ledger)


def take_role(case: Case, ledger: Ledger, roles: Roles, person: str, role: str) -> Ledger:
    """Take a role from a person. Raises Refusal where the author may not, the person does not
    hold it, or nobody would be left who gives roles.
    """
    _known(roles, role)
    allow(case, ledger, roles, GIVE, f"{person}: {role}")
    everybody = ledger.communication.roles
    if role not in everybody.get(person, ()):
        raise Refusal("communication.role_not_held", person=person, role=role)
    left = {**everybody, person: tuple(r for r in everybody[person] if r != role)}
    if not any(roles.may(held, GIVE) for held in left.values()):
        raise Refusal("communication.last_to_give_roles", person=person, role=role)
    return case.record([RoleTaken(person, role)], ledger)


def _known(roles: Roles, role: str) -> None:
    if role not in roles.role:
        raise Refusal("communication.unknown_role", role=role, roles=", ".join(roles.role))
