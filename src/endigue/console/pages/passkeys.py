"""Passkeys of one's own: add one, revoke one; and what a browser is asked to sign."""

import json

import msgspec
from starlette.responses import JSONResponse, Response

from endigue.console.entering import Served
from endigue.console.factor import FACTOR, LOGIN, of_this_stay, show_factor
from endigue.console.passkeys import (
    LONGEST_ANSWER,
    MOST,
    answer_in,
    asked_to_make,
    asked_to_sign,
    key_made,
)
from endigue.console.visit import Visit
from endigue.desk.access import Account
from endigue.desk.access_facts import PasskeyAdded, PasskeyRevoked
from endigue.desk.refusal import Refusal

LONGEST_NAME = 60

ADD = "add"
"""The purpose of a challenge that a new key signs."""


def sign_to_enter(visit: Visit) -> Response:
    """What a key is asked to sign by somebody who logs in. It is the same whoever asks, and tells
    nothing of accounts: the device itself knows its keys.
    """
    if visit.party is None:
        raise Refusal("console.absent_passkeys")
    challenge = visit.room.challenges.new(LOGIN, visit.now)
    return JSONResponse(asked_to_sign(visit.party, (), challenge))


def sign_to_show(visit: Visit) -> Response:
    """What a key of one's own is asked to sign as the second factor of something that is done."""
    if visit.party is None or not visit.passkeys:
        raise Refusal("console.absent_passkeys")
    challenge = visit.room.challenges.new(of_this_stay(visit, FACTOR), visit.now)
    return JSONResponse(asked_to_sign(visit.party, visit.passkeys, challenge))


def begin(visit: Visit) -> Response:
    """Offer to make a key, once a second factor was shown: printed codes come first, for no key
    helps where the name of the door cannot be resolved.
    """
    own, name = _own(visit), _name(visit)
    if visit.party is None:
        raise Refusal("console.absent_passkeys")
    _has_room(own, name)
    show_factor(visit)
    challenge = visit.room.challenges.new(of_this_stay(visit, ADD), visit.now)
    organisation = visit.organisation
    shown = own.person if organisation is None else f"{own.person} ({organisation.name})"
    first = visit.room.chronicle.entry(1)
    case = "" if first is None else first.hash
    options = asked_to_make(visit.party, own.person, shown, case, own.passkeys, challenge)
    return visit.show("passkey.html.j2", page="account", name=name, options=json.dumps(options))


def take(visit: Visit) -> Response:
    """Take up the key that the browser has made."""
    text, name = visit.text("passkey", LONGEST_ANSWER), _name(visit)
    answer, purpose, room = answer_in(text), of_this_stay(visit, ADD), visit.room
    if visit.party is None or answer is None:
        raise Refusal("console.passkey_not_made")
    if not room.challenges.holds(answer.challenge, purpose, visit.now):
        raise Refusal("console.passkey_too_late")
    made = key_made(visit.party, text, answer.challenge, name, visit.now)
    known = {one.id for account in room.access.accounts() for one in account.passkeys}
    if made is None or made.id in known:
        raise Refusal("console.passkey_not_made")
    if not room.challenges.spend(answer.challenge, purpose, visit.now):
        raise Refusal("console.passkey_too_late")
    own = _own(visit)
    _has_room(own, name)
    room.access.save(msgspec.structs.replace(own, passkeys=(*own.passkeys, made)))
    room.record(visit.person, PasskeyAdded(own.person, name, made.domain))
    return visit.go("/account")


def revoke(visit: Visit) -> Response:
    """Have a key be good for nothing any more, with a second factor that is shown now."""
    wanted = visit.text("key", 2000)
    found = next((one for one in _own(visit).passkeys if one.id == wanted), None)
    if found is None:
        raise Refusal("console.absent_passkey")
    show_factor(visit)
    own = _own(visit)
    left = tuple(one for one in own.passkeys if one.id != wanted)
    visit.room.access.save(msgspec.structs.replace(own, passkeys=left))
    visit.room.record(visit.person, PasskeyRevoked(own.person, found.name))
    return visit.go("/account")


def _name(visit: Visit) -> str:
    name = " ".join(visit.text("name", 500).split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise Refusal("console.bad_passkey_name", most=LONGEST_NAME)
    return name


def _has_room(own: Account, name: str) -> None:
    """Raises Refusal where the person may have no key more, or none of that name."""
    if len(own.passkeys) >= MOST:
        raise Refusal("console.too_many_passkeys", most=MOST)
    if name.casefold() in {one.name.casefold() for one in own.passkeys}:
        raise Refusal("console.passkey_name_taken", name=name)


def _own(visit: Visit) -> Account:
    found = visit.room.access.account(visit.person)
    if found is None:
        raise Refusal("console.no_account", person=visit.person)
    return found


PAGES = (
    Served("/login/passkey", sign_to_enter, entrance="anybody"),
    Served("/passkeys/sign", sign_to_show),
    Served("/account/passkeys", begin, "POST"),
    Served("/account/passkeys/take", take, "POST"),
    Served("/account/passkeys/revoke", revoke, "POST"),
)
