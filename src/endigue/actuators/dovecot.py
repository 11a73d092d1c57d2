"""Dovecot: a campaign taken out of every mailbox and given back; a mailbox shut to who reads it.

Messages are moved, never deleted, into a folder of the change in their owner's mailbox. To give
back is to move that folder's messages to the inbox, so a second time finds nothing to move.
"""

from dataclasses import dataclass

from endigue.actuators.file_block import FileBlock
from endigue.actuators.machine import Machine
from endigue.actuators.naming import account, mail_addresses
from endigue.containment.enforcement.change import CannotPlan, Change, Sight, Step, key_of
from endigue.containment.enforcement.order import Order

_SOUGHT = "sought"
_DOVEADM = 'c="$1"; shift; doveadm -c "$c" "$@" || [ "$?" -eq 68 ] || [ "$1" = mailbox ]'
"""68 (EX_NOHOST) is "there is none": a mailbox that lacks the folder, nobody logged on. A folder
that is there already, or is not empty, is no trouble either: `verify` counts what is in it."""


@dataclass(frozen=True)
class DovecotQuarantine:
    """The mailboxes of one server."""

    target: str
    machine: Machine
    config: str
    inbox: str = "INBOX"

    def covers(self, order: Order) -> bool:
        """Campaigns: an outside party whose names are senders, or domains of links."""
        return order.kind == "quarantine_mail" and order.sort == "asset"

    def plan(self, order: Order) -> Change:
        """How many messages there are. Raises CannotPlan where there is none."""
        sought = mail_addresses(order)
        count = len(self._search(self.inbox, sought))
        if not count:
            raise CannotPlan("enforcement.no_message", name=order.name)
        return Change(
            key=key_of(order, self.target),
            lever=order.lever,
            target=self.target,
            steps=(Step("step.quarantine_mail", {"name": order.name, "count": str(count)}),),
            content={_SOUGHT: " ".join(sought)},
        )

    def preview(self, change: Change) -> tuple[str, ...]:
        """The commands."""
        return tuple(" ".join(words[5:]) for words in self._moves(change, back=False))

    def apply(self, change: Change) -> None:
        """Move what is found into the folder of the change."""
        for words in self._moves(change, back=False):
            self.machine.run(words)

    def verify(self, change: Change) -> Sight:
        """Whether the inboxes still hold any, and the folders of the change."""
        left = len(self._search(self.inbox, tuple(change.content[_SOUGHT].split())))
        folder = self._doveadm("search", "-A", "mailbox", _folder(change), "ALL")
        kept = len(self.machine.run(folder).splitlines())
        detail = f"{left} in inboxes, {kept} in quarantine"
        if left:
            return Sight("half" if kept else "absent", detail)
        return Sight("in_force" if kept else "absent", detail)

    def undo(self, change: Change) -> None:
        """Move the folder's messages back."""
        for words in self._moves(change, back=True):
            self.machine.run(words)

    def _moves(self, change: Change, *, back: bool) -> list[list[str]]:
        folder = _folder(change)
        if back:
            return [
                self._doveadm("move", "-A", self.inbox, "mailbox", folder, "ALL"),
                self._doveadm("mailbox", "delete", "-A", "-e", folder),
            ]
        return [self._doveadm("mailbox", "create", "-A", folder)] + [
            self._doveadm("move", "-A", folder, "mailbox", self.inbox, *query)
            for query in map(_query, change.content[_SOUGHT].split())
        ]

    def _search(self, mailbox: str, sought: tuple[str, ...]) -> set[bytes]:
        found: set[bytes] = set()
        for one in sought:
            words = self._doveadm("search", "-A", "mailbox", mailbox, *_query(one))
            found.update(self.machine.run(words).splitlines())
        return found

    def _doveadm(self, *words: str) -> list[str]:
        return ["sh", "-c", _DOVEADM, "sh", self.config, *words]


def _folder(change: Change) -> str:
    return f"Quarantine-{change.key}"


def _query(sought: str) -> tuple[str, ...]:
    return ("FROM", sought) if "@" in sought else ("BODY", sought)


def dovecot_login(
    target: str, machine: Machine, path: str, config: str, kinds: frozenset[str]
) -> FileBlock:
    """Logins that are refused by a passdb of the kind passwd-file with `deny = yes` in `path`;
    whoever is in is put out. Dovecot looks at a file's time in whole seconds, hence the wait.
    """
    return FileBlock(
        target=target,
        machine=machine,
        path=path,
        kinds=kinds,
        lines_of=lambda order: (f"{account(order)}:",),
        step="step.shut_mailbox",
        told=lambda order: [
            ["sleep", "1"],
            ["sh", "-c", _DOVEADM, "sh", config, "kick", account(order)],
        ],
    )
