"""Lookups of name servers: BIND's query log, dnsmasq and Unbound."""

import re
from datetime import datetime

from endigue.evidence.messages.web import read_host
from endigue.evidence.tracing.records import Lookup
from endigue.readers.traffic._times import from_bind, from_epoch, from_iso

_BIND = re.compile(
    r"client (?:@0x[0-9a-f]+ )?([0-9a-fA-F.:]+)#\d+(?: \([^)]*\))?: query: (\S+) IN "
)
_UNBOUND = re.compile(r"\[(\d{9,11})\] unbound\[[^\]]*\] info: ([0-9a-fA-F.:]+) (\S+) A+ IN")
_UNBOUND_BLOCKED = re.compile(
    r"\[(\d{9,11})\] unbound\[[^\]]*\] info: rpz: applied .*?([0-9a-fA-F.:]+)@\d+ (\S+) A+ IN"
)
"""A name that a response-policy zone kept from somebody: who asks for it, carries what does."""
_DNSMASQ = re.compile(
    r"(\S+) .*dnsmasq\[\d+\]: (?:\d+ \S+ )?query\[A+\] (\S+) from ([0-9a-fA-F.:]+)"
)


def query_line(line: str, source: str, row: int) -> Lookup | None:
    """One line of a query log; None for any other line. dnsmasq's is read where syslog writes
    ISO 8601 times: others have no year.
    """
    found = _BIND.search(line)
    if found:
        return _lookup(
            from_bind(line) or from_iso(line.split(" ")[0]), found[1], found[2], source, row
        )
    found = _UNBOUND.search(line) or _UNBOUND_BLOCKED.search(line)
    if found:
        return _lookup(from_epoch(found[1]), found[2], found[3], source, row)
    found = _DNSMASQ.match(line)
    return _lookup(from_iso(found[1]), found[3], found[2], source, row) if found else None


def _lookup(at: datetime | None, client: str, name: str, source: str, row: int) -> Lookup | None:
    host = read_host(name)
    return Lookup(at, client, host, source=source, row=row) if at is not None and host else None
