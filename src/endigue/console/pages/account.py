"""One's own account: password, figure device, printed codes, devices that are logged in."""

import re
from io import BytesIO

import msgspec
import segno
from starlette.responses import Response

from endigue.console.entering import Served
from endigue.console.factor import of_this_stay, show_factor
from endigue.console.keys import (
    CODES,
    LEAST_PASSWORD,
    LONGEST_PASSWORD,
    digest,
    figure_address,
    figure_step,
    hash_password,
    is_password,
    new_code,
    new_figure_secret,
)
from endigue.console.pages.login import let_in
from endigue.console.visit import Visit
from endigue.desk.access import Account
from endigue.desk.access_facts import LoggedOut
from endigue.desk.refusal import Refusal

_SECRET = re.compile(r"[A-Z2-7]{32}")


def account(visit: Visit) -> Response:
    """The page of one's own account."""
    sessions = visit.room.access.sessions(visit.person)
    return visit.show("account.html.j2", page="account", sessions=sessions)


def first(visit: Visit) -> Response:
    """The page for whoever has no password yet."""
    return visit.show("first.html.j2", framed=False, least=LEAST_PASSWORD)


def set_password(visit: Visit) -> Response:
    """Set or change the password; all other sessions end, and this one goes on under a new
    token. The first time it comes with printed codes.
    """
    own = _own(visit)
    if own.password and not is_password(visit.text("password"), own.password):
        raise Refusal("console.wrong_password")
    new = visit.text("new", LONGEST_PASSWORD + 1)
    if not LEAST_PASSWORD <= len(new) <= LONGEST_PASSWORD:
        raise Refusal("console.password_length", least=LEAST_PASSWORD, most=LONGEST_PASSWORD)
    if new != visit.text("again", LONGEST_PASSWORD + 1):
        raise Refusal("console.passwords_differ")
    if new.casefold() == own.person.casefold():
        raise Refusal("console.password_is_name")
    changed = msgspec.structs.replace(own, password=hash_password(new))
    visit.room.access.save(changed)
    visit.room.access.end_all(own.person)
    factor = visit.session.factor if visit.session is not None else "password"
    return let_in(visit, own.person, factor, "/account" if own.password else "/account/start")


def start(visit: Visit) -> Response:
    """Offer printed codes to whoever has none yet."""
    return visit.show("start.html.j2", framed=False)


def make_codes(visit: Visit) -> Response:
    """Make new printed codes, shown this once; those before are void."""
    own = _own(visit)
    if own.has_factor:
        show_factor(visit)
    codes = [new_code() for _ in range(CODES)]
    current = _own(visit)
    hashed = tuple(digest(code) for code in codes)
    visit.room.access.save(msgspec.structs.replace(current, codes=hashed))
    return visit.show("codes.html.j2", page="account", codes=codes)


def offer_figures(visit: Visit) -> Response:
    """Show a new secret for a figure device; nothing is kept before a figure of it was given."""
    if _own(visit).has_factor:
        show_factor(visit)
    return _figures(visit, new_figure_secret(), wrong=False)


def take_figures(visit: Visit) -> Response:
    """Take the device up, once it has shown a figure that goes with the secret."""
    own, secret = _own(visit), visit.text("secret", 64)
    if _SECRET.fullmatch(secret) is None:
        raise Refusal("console.wrong_figure")
    if own.has_factor and not _was_offered(visit, secret):
        raise Refusal("console.figures_too_late")
    step = figure_step(secret, visit.text("first", 20), visit.now)
    if step is None:
        return _figures(visit, secret, wrong=True)
    visit.room.access.save(msgspec.structs.replace(own, totp=secret, totp_step=step))
    return visit.go("/account")


def end_others(visit: Visit) -> Response:
    """End all sessions but this one."""
    mine = visit.session
    others = [one for one in visit.room.access.sessions(visit.person) if one != mine]
    for one in others:
        if mine is None or one.token != mine.token:
            visit.room.access.end(one.token)
    visit.room.record(visit.person, LoggedOut(visit.person, max(len(others), 0)))
    return visit.go("/account")


def _figures(visit: Visit, secret: str, *, wrong: bool) -> Response:
    organisation = visit.organisation
    name = organisation.name if organisation is not None else ""
    out = BytesIO()
    code = segno.make(figure_address(secret, visit.person, name), error="m")
    code.save(out, kind="svg", scale=4, border=4, xmldecl=False, svgns=True, omitsize=False)
    return visit.show(
        "figures.html.j2",
        422 if wrong else 200,
        page="account",
        secret=secret,
        picture=out.getvalue().decode(),
        offer=visit.room.challenges.new(_purpose(visit, secret), visit.now).hex(),
        wrong=wrong,
    )


def _was_offered(visit: Visit, secret: str) -> bool:
    """Whether this door showed the secret to this session, minutes ago at most: it does so only
    after a second factor.
    """
    try:
        offer = bytes.fromhex(visit.text("offer", 400))
    except ValueError:
        return False
    return visit.room.challenges.holds(offer, _purpose(visit, secret), visit.now)


def _purpose(visit: Visit, secret: str) -> str:
    return of_this_stay(visit, f"figures {secret}")


def _own(visit: Visit) -> Account:
    found = visit.room.access.account(visit.person)
    if found is None:
        raise Refusal("console.no_account", person=visit.person)
    return found


PAGES = (
    Served("/account", account),
    Served("/account/first", first),
    Served("/account/password", set_password, "POST"),
    Served("/account/start", start),
    Served("/account/codes", make_codes, "POST"),
    Served("/account/figures", offer_figures, "POST"),
    Served("/account/figures/take", take_figures, "POST"),
    Served("/account/others", end_others, "POST"),
)
