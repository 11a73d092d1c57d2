"""Who sat behind an address: from addresses to machines and from machines to people."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from endigue.evidence.names import parse_name
from endigue.evidence.tracing.records import Activity, Lookup

LASTS = timedelta(days=2)
"""How long a sighting of a machine on an address, or of a person on a machine, holds; assumed:
leases and sessions of a working day.
"""

_AT_THE_MACHINE = frozenset({0, 2, 7, 10, 11})
"""Types of log-on of a person at the machine: interactive, unlocking, remote desktop, cached;
0 stands for a process.
"""


class Identities:
    """Sightings of machines on addresses and of people on machines."""

    def __init__(self) -> None:
        self._hosts: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
        self._accounts: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
        self._written: dict[str, str] = {}

    def see(self, activity: Activity) -> None:
        """Learn from one record."""
        name = self.host_key(activity.host)
        if not name:
            return
        if activity.own_address:
            self._hosts[activity.own_address].append((activity.at, name))
        person = parse_name(activity.account, "account")
        if person is None or person.bare.endswith("$") or not person.bare:
            return
        if activity.kind != "logon" or activity.logon_type in _AT_THE_MACHINE:
            self._accounts[name].append((activity.at, person.bare))

    def see_lookup(self, lookup: Lookup) -> None:
        """Learn from an answer of our own name servers: a name of one label more than two
        stands for the machine on a private address.
        """
        for answer in lookup.answers:
            if answer.startswith(("10.", "192.168.", "172.")) and lookup.name.count(".") >= 1:
                name = self.host_key(lookup.name)
                if name:
                    self._hosts[answer].append((lookup.at, name))

    def host_key(self, written: str) -> str:
        """The name of a machine in the form in which it is compared; empty where it has none."""
        name = parse_name(written, "host")
        if name is None or not name.bare:
            return ""
        self._written.setdefault(name.bare, written)
        return name.bare

    def settle(self) -> None:
        """Put all sightings in order; call it after the last."""
        for sightings in (*self._hosts.values(), *self._accounts.values()):
            sightings.sort()

    def host_of(self, client: str, at: datetime) -> str:
        """The machine behind an address or a name then; empty where nothing tells."""
        return self.host_key(client) or _nearest(self._hosts.get(client, ()), at)

    def account_on(self, host: str, at: datetime) -> str:
        """Who was seen most on the machine around then; empty where nobody was."""
        seen = [
            account for moment, account in self._accounts.get(host, ()) if abs(moment - at) <= LASTS
        ]
        return Counter(seen).most_common(1)[0][0] if seen else ""

    def address_names(self) -> dict[str, str]:
        """The machine last seen on each address."""
        return {address: sightings[-1][1] for address, sightings in self._hosts.items()}


def identities(activities: Iterable[Activity], lookups: Iterable[Lookup] = ()) -> Identities:
    """What all records tell together."""
    found = Identities()
    for activity in activities:
        found.see(activity)
    for lookup in lookups:
        found.see_lookup(lookup)
    found.settle()
    return found


def _nearest(sightings: Iterable[tuple[datetime, str]], at: datetime) -> str:
    ordered = list(sightings)
    place = bisect_right(ordered, (at, "\uffff"))
    near = ordered[max(place - 1, 0) : place + 1]
    best = min(near, key=lambda each: abs(each[0] - at), default=None)
    return best[1] if best is not None and abs(best[0] - at) <= LASTS else ""
