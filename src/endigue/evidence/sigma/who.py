"""Who and when: the host, the account, the time and the number of an event."""

from collections.abc import Callable, Sequence

from endigue.evidence.sigma.events import ABSENT, Events

HOST_FIELDS = ("Computer", "Hostname", "host.name", "agent.hostname", "hostname", "host", "node")
TIME_FIELDS = (
    "TimeCreated_SystemTime",
    "UtcTime",
    "TimeCreated",
    "@timestamp",
    "EventTime",
    "timestamp",
    "time",
    "eventTime",
    "ts",
)
RECORD_FIELDS = ("EventRecordID", "RecordNumber")
ACCOUNT_FIELDS = (
    ("User", ""),
    ("SubjectUserName", "SubjectDomainName"),
    ("TargetUserName", "TargetDomainName"),
    ("AccountName", "Domain"),
    ("user.name", "user.domain"),
    ("auid", ""),
    ("userIdentity.arn", ""),
)
"""Whom an event tells of first: Sysmon's user, who acted, who was acted on."""

FIELDS: frozenset[str] = frozenset(
    {
        *HOST_FIELDS,
        *TIME_FIELDS,
        *RECORD_FIELDS,
        *(name for pair in ACCOUNT_FIELDS for name in pair),
    }
) - {""}
"""All of them, for readers that have to know what will be asked."""


def text_at(events: Events, field: str, row: int) -> str:
    """The value of a field in a row as one text; empty where there is none."""
    column = events.column(field)
    if column is None or column.codes[row] == ABSENT:
        return ""
    value = column.values[int(column.codes[row])]
    return value if isinstance(value, str) else ", ".join(value or ())


def first_text(events: Events, fields: Sequence[str], row: int) -> str:
    """The first of these fields that the row has."""
    return next((text for field in fields if (text := text_at(events, field, row))), "")


def host_at(events: Events, row: int) -> str:
    """The machine that wrote the event."""
    return first_text(events, HOST_FIELDS, row)


def account_at(events: Events, row: int, is_person: Callable[[str], bool]) -> str:
    r"""Who acted, as DOMAIN\user; empty where only the system or the machine did."""
    for user, domain in ACCOUNT_FIELDS:
        name = text_at(events, user, row)
        if not name or name == "-":
            continue
        qualifier = text_at(events, domain, row) if domain else ""
        written = f"{qualifier}\\{name}" if qualifier and qualifier != "-" else name
        if is_person(written):
            return written
    return ""
