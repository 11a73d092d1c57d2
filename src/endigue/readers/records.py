"""Files of raw evidence by what they are: messages, logs of traffic, records of machines."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from endigue.desk.records import Log, MessagesRead, Sorted
from endigue.desk.refusal import Refusal
from endigue.readers.events.activity import ActivityLog, is_activity
from endigue.readers.json_fields import printable
from endigue.readers.messages.folder import files_below, is_message, read_messages
from endigue.readers.traffic import read_traffic
from endigue.readers.traffic.logs import TrafficLog, traffic_form

_BOXES = frozenset({"cur", "new"})


def messages(paths: Sequence[str]) -> MessagesRead:
    """Every message below the paths."""
    read = read_messages(paths)
    return MessagesRead(read.messages, read.files, read.left_out)


def traffic(path: str) -> tuple[Log, ...]:
    """The logs of visits or lookups in a file or below a folder."""
    if not Path(path).is_dir():
        return (read_traffic(Path(path)),)
    logs = (
        TrafficLog(each, form) for each in files_below(path, Counter())
        if (form := traffic_form(each))
    )  # fmt: skip
    found = tuple(logs)
    if not found:
        raise Refusal("evidence.no_traffic_log", file=printable(path))
    return found


def activity(path: str) -> tuple[Log, ...]:
    """The records of machines in a file or below a folder."""
    given = Path(path)
    if not given.exists():
        raise Refusal("evidence.file_cannot_be_read", file=printable(path), why="-")
    found = tuple(ActivityLog(each) for each in files_below(path, Counter()) if is_activity(each))
    if not found:
        raise Refusal("evidence.no_activity_log", file=printable(path))
    return found


def sort_files(paths: Sequence[str]) -> Sorted:
    """Files by what they are; what is none of these is counted."""
    mails: list[str] = []
    traffic_logs: list[Log] = []
    activities: list[Log] = []
    left_out: Counter[str] = Counter()
    for given in paths:
        if not Path(given).exists():
            raise Refusal("evidence.file_cannot_be_read", file=printable(given), why="-")
        for path in files_below(given, left_out):
            try:
                if is_message(path) or path.parent.name in _BOXES:
                    mails.append(str(path))
                elif form := traffic_form(path):
                    traffic_logs.append(TrafficLog(path, form))
                elif is_activity(path):
                    activities.append(ActivityLog(path))
                else:
                    left_out["message.no_evidence"] += 1
            except OSError:
                left_out["message.file_unreadable"] += 1
    return Sorted(tuple(mails), tuple(traffic_logs), tuple(activities), dict(left_out))
