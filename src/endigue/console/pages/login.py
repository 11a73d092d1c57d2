"""In and out: password and figure, a printed code, or a code given at the machine itself."""

import msgspec
from starlette.responses import Response

from endigue.console.attempts import FREE_AT_ADDRESS
from endigue.console.entering import ABSOLUTE, Served, cookie_name
from endigue.console.keys import digest, figure_step, is_password, new_token, plain_code
from endigue.console.visit import THEMES, Visit
from endigue.desk.access import Account, Session
from endigue.desk.access_facts import Factor, LoggedIn, LoggedOut, LoginBarred
from endigue.desk.refusal import Refusal
from endigue.locale.speech import LANGUAGES

YEAR = 365 * 24 * 3600


def form(visit: Visit) -> Response:
    """The page to log in at."""
    if visit.session is not None:
        return visit.go("/")
    return visit.show(
        "login.html.j2", framed=False, next=local_path(visit.asked("next")), wrong="", person=""
    )


def log_in(visit: Visit) -> Response:
    """Let somebody in, or say that name, password and figure do not go together: never which."""
    person = visit.text("person", 200).strip()
    keys = _keys(visit, person)
    if (left := visit.room.attempts.barred(keys, visit.now)) is not None:
        return _again(visit, "login.barred", 429, seconds=int(left.total_seconds()) + 1)
    account = visit.room.access.account(person)
    right = is_password(visit.text("password", 1000), account.password if account else "")
    # A factor is used up by being looked at, so only whoever knows the password has it looked at.
    factor = second_factor(visit, account, visit.text("figure", 200)) if account and right else None
    enough = factor is not None or (account is not None and not account.totp)
    if account is None or account.closed or not right or not enough:
        _count(visit, person, keys)
        return _again(visit, "login.wrong", 401)
    for key in keys:
        visit.room.attempts.succeeded(key)
    return let_in(visit, person, factor or "password", local_path(visit.text("next", 500)))


def second_factor(visit: Visit, account: Account, typed: str) -> Factor | None:
    """What kind of second factor was typed, used up by this; None where it is none."""
    if not typed.strip():
        return None
    access = visit.room.access
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
    if account is None or not (account.totp or account.codes):
        raise Refusal("console.no_second_factor")
    keys = _keys(visit, account.person)
    if visit.room.attempts.barred(keys, visit.now) is not None:
        raise Refusal("console.too_many_tries")
    factor = second_factor(visit, account, visit.text("figure", 200))
    if factor is None:
        _count(visit, account.person, keys)
        raise Refusal("console.wrong_figure")
    if visit.session is not None:
        shown = msgspec.structs.replace(visit.session, factor=factor, factor_at=visit.now)
        visit.room.access.keep(shown)


def let_in(visit: Visit, person: str, factor: Factor, path: str) -> Response:
    """Begin a session under a new token; one that the browser had before is over."""
    if visit.session is not None:
        visit.room.access.end(visit.session.token)
    token = new_token()
    visit.room.access.keep(
        Session(
            token=digest(token),
            person=person,
            opened_at=visit.now,
            seen_at=visit.now,
            factor=factor,
            factor_at=visit.now,
            address=visit.request.client.host if visit.request.client else "",
            agent=visit.request.headers.get("user-agent", "")[:200],
        )
    )
    visit.room.record(person, LoggedIn(factor))
    answer = visit.go(path)
    tls = visit.room.tls
    answer.set_cookie(
        cookie_name(tls=tls),
        token,
        max_age=int(ABSOLUTE.total_seconds()),
        secure=tls,
        httponly=True,
        samesite="strict",
    )
    return answer


def log_out(visit: Visit) -> Response:
    """End this session."""
    if visit.session is not None:
        visit.room.access.end(visit.session.token)
        visit.room.record(visit.person, LoggedOut(visit.person, 1))
    answer = visit.go("/login")
    answer.delete_cookie(
        cookie_name(tls=visit.room.tls), secure=visit.room.tls, httponly=True, samesite="strict"
    )
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def opening(visit: Visit) -> Response:
    """The page that a code given at the machine leads to. Looking at it uses nothing up."""
    return visit.show("open.html.j2", framed=False, code=visit.asked("code"), wrong="")


def open_door(visit: Visit) -> Response:
    """Use the code up and let its person in."""
    keys = (_address_key(visit),)
    if visit.room.attempts.barred(keys, visit.now) is not None:
        return visit.show("open.html.j2", 429, framed=False, code="", wrong="open.wrong")
    found = visit.room.access.take_opening(digest(plain_code(visit.text("code", 200))))
    if found is None or found.expires_at < visit.now:
        visit.room.attempts.failed(keys[0], visit.now, FREE_AT_ADDRESS)
        return visit.show("open.html.j2", 401, framed=False, code="", wrong="open.wrong")
    account = visit.room.access.account(found.person)
    fresh = account is not None and not account.password
    return let_in(visit, found.person, "opening", "/account/first" if fresh else "/")


def prefer(visit: Visit) -> Response:
    """Language, theme and shortcuts, kept by the browser."""
    answer = visit.go(local_path(visit.text("next", 500)))
    for name, allowed in (("language", LANGUAGES), ("theme", THEMES), ("shortcuts", ("on", "off"))):
        if (value := visit.text(name)) in allowed:
            answer.set_cookie(
                name,
                value,
                max_age=YEAR,
                secure=visit.room.tls,
                httponly=True,
                samesite="strict",
            )
    return answer


def _again(visit: Visit, wrong: str, status: int, **arguments: object) -> Response:
    return visit.show(
        "login.html.j2",
        status,
        framed=False,
        next=local_path(visit.text("next", 500)),
        wrong=visit.speech.say(f"console.{wrong}", **arguments),
        person=visit.text("person", 200),
    )


def _keys(visit: Visit, person: str) -> tuple[str, str]:
    return (f"person {person.casefold()}", _address_key(visit))


def _address_key(visit: Visit) -> str:
    return f"address {visit.request.client.host if visit.request.client else ''}"


def _count(visit: Visit, person: str, keys: tuple[str, ...]) -> None:
    """One more failure; that a name is barred is written down, where it is a name of ours."""
    name, address = keys
    visit.room.attempts.failed(address, visit.now, FREE_AT_ADDRESS)
    failures = visit.room.attempts.failed(name, visit.now)
    if failures and visit.room.access.account(person) is not None:
        visit.room.record("endigue", LoginBarred(person, failures))


def local_path(path: str) -> str:
    """A path of this door; the first page in place of anything else."""
    fine = path.startswith("/") and not path.startswith("//") and "\\" not in path
    return path if fine and path.isprintable() and not path.startswith("/login") else "/"


PAGES = (
    Served("/login", form, entrance="anybody"),
    Served("/login", log_in, "POST", "anybody"),
    Served("/logout", log_out, "POST"),
    Served("/open", opening, entrance="anybody"),
    Served("/open", open_door, "POST", "anybody"),
    Served("/preferences", prefer, "POST", "anybody"),
)
