"""The second factor that somebody shows: a figure, a printed code or a passkey, each good once."""

import msgspec

from endigue.console.attempts import FREE_AT_ADDRESS
from endigue.console.keys import digest, figure_step, plain_code
from endigue.console.passkeys import LONGEST_ANSWER, answer_in, count_signed
from endigue.console.visit import Visit
from endigue.desk.access import Account
from endigue.desk.access_facts import Factor, LoginBarred, PasskeyDoubted
from endigue.desk.refusal import Refusal

LOGIN = "login"
"""The purpose of a challenge that is signed to log in."""

FACTOR = "factor"
"""The purpose of one that is signed as the second factor of something that is done."""


def second_factor(visit: Visit, account: Account, purpose: str) -> Factor | None:
    """What kind of second factor the form brings, used up by this; None where it brings none."""
    access, typed = visit.room.access, visit.text("figure", 200)
    if answer := visit.text("passkey", LONGEST_ANSWER):
        return "passkey" if _signs(visit, account, answer, purpose) else None
    if not typed.strip():
        return None
    step = figure_step(account.totp, typed, visit.now)
    if step is not None and access.spend_step(account.person, step):
        return "totp"
    if access.spend_code(account.person, digest(plain_code(typed))):
        return "code"
    return None


def show_factor(visit: Visit) -> None:
    """Have the person show a second factor now, before something that is hard to undo.

    Raises Refusal where they have none, it is wrong, or too many wrong ones were shown.
    """
    account = visit.account
    if account is None or not account.has_factor:
        raise Refusal("console.no_second_factor")
    keys = keys_of(visit, account.person)
    if visit.room.attempts.barred(keys, visit.now) is not None:
        raise Refusal("console.too_many_tries")
    factor = second_factor(visit, account, of_this_stay(visit, FACTOR))
    if factor is None:
        count_failure(visit, account.person, keys)
        raise Refusal("console.wrong_passkey" if visit.text("passkey") else "console.wrong_figure")
    if visit.session is not None:
        shown = msgspec.structs.replace(visit.session, factor=factor, factor_at=visit.now)
        visit.room.access.keep(shown)


def of_this_stay(visit: Visit, purpose: str) -> str:
    """The purpose, in this session alone."""
    return f"{purpose} {visit.session.token if visit.session else ''}"


def keys_of(visit: Visit, person: str) -> tuple[str, str]:
    """What failures are counted by: the name, and the address."""
    return (f"person {person.casefold()}", address_key(visit))


def address_key(visit: Visit) -> str:
    """The address that somebody comes from."""
    return f"address {visit.request.client.host if visit.request.client else ''}"


def count_failure(visit: Visit, person: str, keys: tuple[str, ...]) -> None:
    """One more failure; that a name is barred is written down, where it is a name of ours."""
    name, address = keys
    visit.room.attempts.failed(address, visit.now, FREE_AT_ADDRESS)
    failures = visit.room.attempts.failed(name, visit.now)
    if failures and visit.room.access.account(person) is not None:
        visit.room.record("endigue", LoginBarred(person, failures))


def _signs(visit: Visit, account: Account, text: str, purpose: str) -> bool:
    """Whether one of the account's keys has signed what this door asked for this purpose."""
    answer, party, challenges = answer_in(text), visit.party, visit.room.challenges
    if answer is None or party is None:
        return False
    key = next((one for one in account.passkeys if one.id == answer.key), None)
    if key is None or key.domain != party.domain:
        return False
    if not challenges.holds(answer.challenge, purpose, visit.now):
        return False
    counter = count_signed(party, text, answer.challenge, key)
    if counter is None or not challenges.spend(answer.challenge, purpose, visit.now):
        return False
    if not visit.room.access.spend_count(account.person, key.id, counter, visit.now):
        visit.room.record("endigue", PasskeyDoubted(account.person, key.name))
        return False
    return True
