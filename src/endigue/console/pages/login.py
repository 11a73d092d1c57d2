"""In and out: password with figure, printed code or passkey, or a code given at the machine."""

from starlette.responses import Response

from endigue.console.attempts import FREE_AT_ADDRESS
from endigue.console.entering import ABSOLUTE, Served, cookie_name
from endigue.console.factor import LOGIN, address_key, count_failure, keys_of, second_factor
from endigue.console.keys import digest, is_password, new_token, plain_code
from endigue.console.passkeys import usable
from endigue.console.visit import THEMES, Visit
from endigue.desk.access import Session
from endigue.desk.access_facts import Factor, LoggedIn, LoggedOut
from endigue.locale.speech import LANGUAGES

YEAR = 365 * 24 * 3600


def form(visit: Visit) -> Response:
    """The page to log in at."""
    if visit.session is not None:
        return visit.go("/")
    return _shown(visit, local_path(visit.asked("next")))


def log_in(visit: Visit) -> Response:
    """Let somebody in, or say that name, password and figure do not go together: never which."""
    person = visit.text("person", 200).strip()
    keys = keys_of(visit, person)
    if (left := visit.room.attempts.barred(keys, visit.now)) is not None:
        return _again(visit, "login.barred", 429, seconds=int(left.total_seconds()) + 1)
    account = visit.room.access.account(person)
    right = is_password(visit.text("password", 1000), account.password if account else "")
    # A factor is used up by being looked at, so only whoever knows the password has it looked at.
    factor = second_factor(visit, account, LOGIN) if account and right else None
    # Whoever shows something wrong is not let in, even where nothing had to be shown.
    shown = visit.text("figure", 200).strip() or visit.text("passkey", 10)
    bound = account is not None and (account.totp or account.passkeys)
    enough = factor is not None or not (bound or shown)
    if account is None or account.closed or not right or not enough:
        count_failure(visit, person, keys)
        return _again(visit, "login.wrong", 401)
    for key in keys:
        visit.room.attempts.succeeded(key)
    return let_in(visit, person, factor or "password", local_path(visit.text("next", 500)))


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
    keys = (address_key(visit),)
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
    said = visit.speech.say(f"console.{wrong}", **arguments)
    path, person = local_path(visit.text("next", 500)), visit.text("person", 200)
    return _shown(visit, path, status, wrong=said, person=person)


def _shown(
    visit: Visit, path: str, status: int = 200, *, wrong: str = "", person: str = ""
) -> Response:
    accounts = visit.room.access.accounts()
    by_key = any(usable(one.passkeys, visit.party) for one in accounts)
    return visit.show("login.html.j2", status, framed=False, next=path, wrong=wrong,
                      person=person, by_key=by_key)  # fmt: skip


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
