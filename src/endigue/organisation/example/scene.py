"""Who plays a part in the reference incident, and how their names are written."""

from datetime import UTC, datetime, timedelta

from endigue.organisation.example.chance import Chance, Positions
from endigue.organisation.model import Asset, Organisation

BEGINS = datetime(2026, 2, 6, 15, 52, tzinfo=UTC)
"""A Friday, 16:52 in Paris: the first message is delivered."""

RECIPIENTS = {"claims": 28, "telephone": 18, "sales": 12, "provident-desk": 6}
"""Assumed: people who receive the message, by department."""

CLICKS = {"claims": 5, "telephone": 1, "sales": 2, "provident-desk": 1}
"""Assumed: those of them who click."""


def after(minutes: float) -> datetime:
    """So many minutes after the first message."""
    return BEGINS + timedelta(minutes=minutes)


def fqdn(host: Asset) -> str:
    """Its DNS name."""
    return host.aliases[0]


def address(host: Asset) -> str:
    """Its IP address."""
    return host.aliases[3]


def upn(account: Asset) -> str:
    """As an address, user@domain."""
    return account.aliases[0]


def down_level(asset: Asset) -> str:
    r"""DOMAIN\name."""
    return asset.aliases[1]


class Scene:
    """People with their workstations, and the servers that play a part.

    Raises ValueError where the organisation is no reference mutual.
    """

    def __init__(self, organisation: Organisation, chance: Chance) -> None:
        self._organisation = organisation
        self._own: dict[int, int] = {}
        links = organisation.links
        sessions = links.kind == self._kind("HasSession")
        pairs = zip(links.target[sessions].tolist(), links.source[sessions].tolist(), strict=True)
        for user, pc in pairs:
            self._own.setdefault(user, pc)  # the first session of an account is on its own one
        self.recipients: list[Asset] = []
        """Accounts, in the order of `RECIPIENTS`."""
        self.clicked: list[Asset] = []
        """Accounts, in the order of `CLICKS`."""
        for department, count in RECIPIENTS.items():
            chosen = [
                organisation.assets[position]
                for position in chance.some(self._members(f"dep-{department}"), count).tolist()
            ]
            self.recipients += chosen
            self.clicked += chosen[: CLICKS[department]]
        self.delivery = (chance.shares(len(self.recipients)) * 24).astype(int).tolist()
        """Minutes from the beginning to the delivery, for each recipient."""
        self.hesitation = (chance.shares(len(self.clicked)) * 16 + 4).astype(int).tolist()
        """Minutes from the delivery to the click."""

    def pc_of(self, account: Asset) -> Asset:
        """The workstation on which this person works."""
        position = self._own[self._organisation.asset_index[account.id]]
        return self._organisation.assets[position]

    def named(self, identifier: str) -> Asset:
        """One asset."""
        position = self._organisation.asset_index.get(identifier)
        if position is None:
            raise ValueError(f"there is no {identifier} here: this is no reference mutual")
        return self._organisation.assets[position]

    def nth(self, code: str, number: int) -> Asset:
        """A machine or account by role and number, from 1."""
        found = [one for one in self._organisation.assets if one.id.rpartition("-")[0] == code]
        if len(found) < number:
            raise ValueError(f"there is no {code} {number} here: this is no reference mutual")
        return found[number - 1]

    def _members(self, group: str) -> Positions:
        links = self._organisation.links
        position = self._organisation.asset_index[self.named(group).id]
        member = (links.kind == self._kind("MemberOf")) & (links.target == position)
        members: Positions = links.source[member]
        return members

    def _kind(self, name: str) -> int:
        kinds = self._organisation.links.kinds
        if name not in kinds:
            raise ValueError(f"there is no link {name} here: this is no reference mutual")
        return kinds.index(name)
