"""Accounts of a directory over LDAP: disabled, and the sessions that survive a disabling closed.

Active Directory and Samba keep a bit of `userAccountControl`; OpenLDAP with the policy overlay a
time in `pwdAccountLockedTime`. Neither closes what is open: a connection that has logged on to the
directory goes on reading it (Samba 4.17, OpenLDAP 2.5), so commands that do can be given.
"""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Literal, Protocol

from endigue.actuators.machine import Machine
from endigue.actuators.naming import account
from endigue.containment.enforcement.change import (
    CannotPlan,
    Change,
    Sight,
    Step,
    Trouble,
    key_of,
)
from endigue.containment.enforcement.order import Order

Kind = Literal["active_directory", "openldap"]
DISABLED = 0x2
"""ACCOUNTDISABLE of userAccountControl (MS-ADTS 2.2.16)."""
FOR_EVER = "000001010000Z"
"""Locked until somebody unlocks it (draft-behera-ldap-password-policy-10, 5.3.3)."""
_ATTRIBUTE: dict[Kind, str] = {
    "active_directory": "userAccountControl",
    "openldap": "pwdAccountLockedTime",
}
_NAME: dict[Kind, str] = {"active_directory": "sAMAccountName", "openldap": "uid"}
_ENTRY, _LOGIN = "entry", "login"


class Session(Protocol):
    """A directory that we are logged on to. Every method raises Trouble."""

    def find(self, attribute: str, value: str, wanted: str) -> list[tuple[str, str | None]]:
        """Names of the entries whose attribute has a value, each with one other attribute."""
        ...

    def read(self, entry: str, wanted: str) -> str | None:
        """One attribute of one entry, None where it has none."""
        ...

    def set(self, entry: str, attribute: str, value: str | None) -> None:
        """Set an attribute to one value, or take it away."""
        ...

    def close(self) -> None:
        """Log off."""
        ...


class Opening(Protocol):
    """Logs on, anew each time."""

    def __call__(self) -> Session:
        """A session. Raises Trouble."""
        ...


@dataclass(frozen=True)
class Directory:
    """One directory."""

    target: str
    kind: Kind
    open: Opening
    enders: tuple[tuple[Machine, tuple[str, ...]], ...] = ()
    """Commands that close sessions, each on a machine; {account} in them is the login."""

    def covers(self, order: Order) -> bool:
        """Accounts that are to be disabled."""
        return order.kind == "disable_account" and order.sort == "asset"

    def plan(self, order: Order) -> Change:
        """Find the entry, and what stands there."""
        login = account(order)
        attribute = _ATTRIBUTE[self.kind]
        with closing(self.open()) as session:
            found = session.find(_NAME[self.kind], login, attribute)
        if len(found) != 1:
            raise CannotPlan("enforcement.not_one_account", name=login, count=str(len(found)))
        ((entry, value),) = found
        return Change(
            key=key_of(order, self.target),
            lever=order.lever,
            target=self.target,
            steps=(Step("step.disable_account", {"name": login}),),
            content={_ENTRY: entry, _LOGIN: login},
            before={} if value is None else {attribute: value},
        )

    def preview(self, change: Change) -> tuple[str, ...]:
        """What is set, and the commands."""
        attribute = _ATTRIBUTE[self.kind]
        before = change.before.get(attribute)
        lines = f"{change.content[_ENTRY]}: {attribute} {before} -> {self._disabled(before)}"
        return (lines, *(" ".join(words) for _, words in self._commands(change)))

    def apply(self, change: Change) -> None:
        """Disable it, then close what is open: the other way round it would open again."""
        entry, attribute = change.content[_ENTRY], _ATTRIBUTE[self.kind]
        with closing(self.open()) as session:
            value = session.read(entry, attribute)
            if not self._is_disabled(value):
                session.set(entry, attribute, self._disabled(value))
        for machine, words in self._commands(change):
            machine.run(words)

    def verify(self, change: Change) -> Sight:
        """Read the attribute by a session of its own."""
        with closing(self.open()) as session:
            value = session.read(change.content[_ENTRY], _ATTRIBUTE[self.kind])
        if not self._is_disabled(value):
            return Sight("absent")
        return Sight("in_force")

    def undo(self, change: Change) -> None:
        """Enable it, unless it was disabled before."""
        attribute = _ATTRIBUTE[self.kind]
        if self._is_disabled(change.before.get(attribute)):
            return
        entry = change.content[_ENTRY]
        with closing(self.open()) as session:
            value = session.read(entry, attribute)
            if value is None or not self._is_disabled(value):
                return
            enabled = str(int(value) & ~DISABLED) if self.kind == "active_directory" else None
            session.set(entry, attribute, enabled)

    def _is_disabled(self, value: str | None) -> bool:
        if self.kind == "openldap":
            return value is not None
        return bool(_number(value) & DISABLED)

    def _disabled(self, value: str | None) -> str:
        return FOR_EVER if self.kind == "openldap" else str(_number(value) | DISABLED)

    def _commands(self, change: Change) -> Sequence[tuple[Machine, list[str]]]:
        login = change.content[_LOGIN]
        return [
            (machine, [word.replace("{account}", login) for word in words])
            for machine, words in self.enders
        ]


def _number(value: str | None) -> int:
    try:
        return int(value or "0")
    except ValueError:
        raise Trouble("refused", f"userAccountControl is {value}") from None
