"""One record of a log, in the words that logs of a kind share. Times are in UTC."""

from datetime import datetime
from typing import Literal

import msgspec

LogKind = Literal["messages", "proxy", "dns", "hosts"]
"""Kinds of evidence: messages, web traffic (proxies, web servers, Zeek HTTP), lookups of names,
activity of machines.
"""

ActivityKind = Literal["process", "connection", "lookup", "logon", "file"]


class Visit(msgspec.Struct, frozen=True):
    """One request for a page."""

    at: datetime
    client: str
    """Address or name of the machine that asked."""
    address: str
    account: str = ""
    referrer: str = ""
    status: int = 0
    location: str = ""
    """Where the answer sends the browser, if the log says."""
    source: str = ""
    row: int = 0


class Lookup(msgspec.Struct, frozen=True):
    """One question for the address of a name."""

    at: datetime
    client: str
    name: str
    answers: tuple[str, ...] = ()
    source: str = ""
    row: int = 0


class Activity(msgspec.Struct, frozen=True):
    """Something that a machine recorded about itself; fields that do not apply are empty."""

    kind: ActivityKind
    at: datetime
    host: str
    account: str = ""
    image: str = ""
    command: str = ""
    process: str = ""
    """What names the process on its machine for ever, such as Sysmon's ProcessGuid."""
    parent: str = ""
    """The same of the process that started it."""
    parent_image: str = ""
    logon: str = ""
    """Identifier of the session, alike in a log-on and in the processes that run in it."""
    logon_type: int = 0
    peer: str = ""
    """The other machine: where a connection goes, or where a log-on comes from."""
    own_address: str = ""
    """The address of the machine itself, where the record has it."""
    target: str = ""
    """A file written, or a name looked up."""
    sha256: str = ""
    source: str = ""
    row: int = 0
