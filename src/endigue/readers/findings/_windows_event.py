"""The parts of a Windows event, as JSON, that name somebody."""

from endigue.evidence.names import parse_name
from endigue.readers.findings._json import JsonObject, at_path
from endigue.readers.findings._words import clean

_ACTORS = (
    ("User", ""),
    ("SubjectUserName", "SubjectDomainName"),
    ("TargetUserName", "TargetDomainName"),
)
"""Fields of EventData, whom the event tells of first: Sysmon's user, who acted, who was
acted on (for a logon, who logged on)."""


def computer_of(event: object) -> str:
    """The computer that wrote the event; empty where it does not say."""
    return clean(at_path(event, "System.Computer"))


def account_of(event: object) -> str:
    r"""Who acted, as DOMAIN\user; empty where only the system or the machine did."""
    data = at_path(event, "EventData")
    if not isinstance(data, dict):
        return ""
    for user, domain in _ACTORS:
        written = _qualified(data, user, domain)
        name = parse_name(written, "account")
        if name is not None and not name.bare.endswith("$"):
            return written
    return ""


def _qualified(data: JsonObject, user: str, domain: str) -> str:
    name, qualifier = clean(data.get(user)), clean(data.get(domain)) if domain else ""
    return f"{qualifier}\\{name}" if name and qualifier not in {"", "-"} else name


def time_of(event: object) -> object:
    """When it was written, as the source spells it: text, or seconds since 1970."""
    for path in (
        "System.TimeCreated.SystemTime",
        "System.TimeCreated.#attributes.SystemTime",
        "System.TimeCreated_attributes.SystemTime",
    ):
        moment = at_path(event, path)
        if moment is not None:
            return moment
    return None
