"""From the path of a value in a document to the name that Sigma rules know it by."""

from collections.abc import Sequence

_SYSTEM = {
    ("Provider", "#attributes", "Name"): "Provider_Name",
    ("Provider", "Name"): "Provider_Name",
    ("EventID", "#text"): "EventID",
}

_WINLOG = {
    "event_id": "EventID",
    "channel": "Channel",
    "log_name": "Channel",
    "computer_name": "Computer",
    "provider_name": "Provider_Name",
    "source_name": "Provider_Name",
    "record_id": "EventRecordID",
    "record_number": "EventRecordID",
}
"""Winlogbeat 7 below `winlog`; Winlogbeat 6 has them at the top."""

_BEATS_6 = {"log_name", "computer_name", "source_name", "record_number"}


def field_name(keys: Sequence[str]) -> str:
    """The field of a path of keys; empty where it is none that a rule could ask for."""
    if keys and "." in keys[0]:
        keys = [*keys[0].split("."), *keys[1:]]
    match list(keys):
        case ["Event", "#attributes", *_]:
            return ""
        case ["Event", *rest]:
            return _windows(rest)
        case ["System" | "EventData" | "UserData", _, *_]:
            return _windows(list(keys))
        case ["winlog", "event_data" | "user_data", *rest] | ["event_data", *rest] if rest:
            return _joined(rest)
        case ["winlog", name] if name in _WINLOG:
            return _WINLOG[name]
        case [name] if name in _BEATS_6:
            return _WINLOG[name]
        case _:
            return ".".join(keys)


def _windows(keys: list[str]) -> str:
    match keys:
        case ["System", *rest]:
            return _SYSTEM.get(tuple(rest)) or _joined(rest)
        case ["EventData", *rest] if rest:
            return _joined(rest)
        case ["UserData", _, *rest] if rest:
            return _joined(rest)
        case _:
            return _joined(keys)


def _joined(keys: list[str]) -> str:
    return "_".join(key for key in keys if key not in {"#attributes", "#text"})
