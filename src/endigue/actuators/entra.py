"""Microsoft Entra ID: accounts disabled and signed out everywhere.

After https://learn.microsoft.com/graph/api/user-get, .../user-update (accountEnabled) and
.../user-revokesigninsessions. The application needs User.ReadWrite.All,
User.EnableDisableAccount.All and User.RevokeSessions.All. An access token that was handed out goes
on for up to an hour where the application does not evaluate access continuously; an account that
is synchronised from a directory has to be disabled there too, which a target `directory` does. Not
proven on the real product.
"""

from dataclasses import dataclass
from urllib.parse import quote

from endigue.actuators.naming import account
from endigue.actuators.web import JSON, Api, encoded, form
from endigue.containment.enforcement.change import CannotPlan, Change, Sight, Step, Trouble, key_of
from endigue.containment.enforcement.order import Order

SCOPE = "https://graph.microsoft.com/.default"
_FIELDS = "id,accountEnabled,signInSessionsValidFromDateTime"
_USER, _LOGIN = "user", "login"
_ENABLED, _SINCE = "accountEnabled", "signInSessionsValidFromDateTime"


@dataclass(frozen=True)
class Entra:
    """One tenant."""

    target: str
    api: Api
    domain: str
    """Behind the @ of the names with which people log on."""

    def covers(self, order: Order) -> bool:
        """Accounts that are to be disabled."""
        return order.kind == "disable_account" and order.sort == "asset"

    def plan(self, order: Order) -> Change:
        """Find the user, and how it stands."""
        login = f"{account(order)}@{self.domain}"
        reply = self.api.ask("GET", _path(login), expected=(404,))
        if reply.status == 404:
            raise CannotPlan("enforcement.not_one_account", name=login, count="0")
        found = reply.json()
        return Change(
            key=key_of(order, self.target),
            lever=order.lever,
            target=self.target,
            steps=(Step("step.disable_account", {"name": login}),),
            content={_USER: str(found.get("id")), _LOGIN: login},
            before={_ENABLED: str(_is_enabled(found)), _SINCE: str(found.get(_SINCE))},
        )

    def preview(self, change: Change) -> tuple[str, ...]:
        """Both requests."""
        user = f"/v1.0/users/{change.content[_USER]}"
        return (f'PATCH {user} {{"accountEnabled":false}}', f"POST {user}/revokeSignInSessions")

    def apply(self, change: Change) -> None:
        """Disable it, then sign it out: the other way round it would sign in again."""
        found = self._user(change)
        was_enabled = _is_enabled(found)
        if was_enabled:
            self._set(change, enabled=False)
        if was_enabled or self._is_signed_in(change, found):
            path = f"/v1.0/users/{quote(change.content[_USER], safe='')}/revokeSignInSessions"
            self.api.ask("POST", path)

    def verify(self, change: Change) -> Sight:
        """Read both: the flag, and since when sessions count."""
        found = self._user(change)
        if _is_enabled(found):
            return Sight("absent")
        if self._is_signed_in(change, found):
            return Sight("half", f"{_SINCE} {found.get(_SINCE)}")
        return Sight("in_force")

    def undo(self, change: Change) -> None:
        """Enable it, unless it was disabled before. Who was signed out signs in again."""
        if change.before[_ENABLED] == "True" and not _is_enabled(self._user(change)):
            self._set(change, enabled=True)

    def _is_signed_in(self, change: Change, found: dict[str, object]) -> bool:
        return str(found.get(_SINCE)) == change.before[_SINCE]

    def _user(self, change: Change) -> dict[str, object]:
        return self.api.ask("GET", _path(change.content[_USER])).json()

    def _set(self, change: Change, *, enabled: bool) -> None:
        path = f"/v1.0/users/{quote(change.content[_USER], safe='')}"
        self.api.ask("PATCH", path, encoded({_ENABLED: enabled}), JSON)


@dataclass(frozen=True)
class EntraLogOn:
    """How a token is got: client credentials of an application, at another address than Graph."""

    api: Api
    tenant: str
    client: str
    secret: str

    def __call__(self, _graph: Api) -> str:
        """A token, good for about an hour."""
        body = form(client_id=self.client, client_secret=self.secret, scope=SCOPE,
                    grant_type="client_credentials")  # fmt: skip
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        path = f"/{quote(self.tenant, safe='')}/oauth2/v2.0/token"
        return str(self.api.ask("POST", path, body, kind).json().get("access_token"))


def _path(user: str) -> str:
    return f"/v1.0/users/{quote(user, safe='@')}?$select={_FIELDS}"


def _is_enabled(found: dict[str, object]) -> bool:
    enabled = found.get(_ENABLED)
    if not isinstance(enabled, bool):
        raise Trouble("late", "the answer does not say accountEnabled")
    return enabled
