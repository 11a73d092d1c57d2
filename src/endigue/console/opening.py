"""Let a person in with a one-time code: made at the machine's own terminal as the last resort and
for the first account, or in the console by whoever gives roles.
"""

from datetime import timedelta

from endigue.communication.roles import Roles
from endigue.console.keys import digest, new_code
from endigue.desk.access import AccessStore, Account, Opening
from endigue.desk.access_facts import AccountMade, DoorOpened
from endigue.desk.acting import GIVE, give_role
from endigue.desk.case import Case
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal

MINUTES = 15
"""For which such a code holds."""

LONGEST_NAME = 100


def open_door(case: Case, ledger: Ledger, access: AccessStore, roles: Roles, person: str) -> str:
    """A code for a person, whose account is made where they have none, or opened again. Who holds
    the machine holds the case, so the first person is given the role that gives roles.

    Raises Refusal where the name is empty or too long.
    """
    person = checked_name(person)
    account = access.account(person)
    if account is None or account.closed:
        made = Account(person)
        access.save(made)
        ledger = case.record([AccountMade(person)], ledger)
    if not any(ledger.communication.roles.values()):
        ledger = give_role(case, ledger, roles, person, roles.who_may(GIVE)[0])
    code = new_code()
    expires = case.clock() + timedelta(minutes=MINUTES)
    access.give_opening(Opening(digest(code), person, expires))
    case.record([DoorOpened(person, MINUTES)], ledger)
    return code


def checked_name(person: str) -> str:
    """A name that an account can bear. Raises Refusal where it is none."""
    name = " ".join(person.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise Refusal("console.bad_name", most=LONGEST_NAME)
    return name
