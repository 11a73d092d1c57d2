"""The reference mutual on disk: the organisation folder, and the evidence of its incident.

The Hayabusa timeline has the columns of the standard profile of Hayabusa 3 and 4.
"""

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import StringIO
from pathlib import Path

from endigue.desk.refusal import Refusal
from endigue.kernel.instant import format_instant
from endigue.organisation.example.calibration import FEWEST_STAFF, MOST_STAFF
from endigue.organisation.example.detections import Detection
from endigue.organisation.example.incident import Incident, Seen, incident_findings
from endigue.organisation.example.mutual import reference_mutual
from endigue.organisation.lever_figures import LeverFigures
from endigue.writers.organisation_folder import write_organisation

EVIDENCE = "evidence"
"""Folder of the evidence, inside the organisation's."""

_SEEN = ("time", "host", "account", "kind", "detail")

_DETECTION = (
    "Timestamp",
    "RuleTitle",
    "Level",
    "Computer",
    "Channel",
    "EventID",
    "RecordID",
    "Details",
    "ExtraFieldInfo",
    "RuleID",
)


def write_example(folder: Path, seed: int, staff: int, figures: LeverFigures) -> None:
    """Write the mutual of this seed and size, and the evidence of its incident, as the same
    bytes each time. Other files that are in the folder stay.

    Raises Refusal `example.seed_is_negative`, `example.size_has_no_sense` or
    `organisation.folder_not_written`.
    """
    if seed < 0:
        raise Refusal("example.seed_is_negative", seed=seed)
    if not FEWEST_STAFF <= staff <= MOST_STAFF:
        raise Refusal(
            "example.size_has_no_sense", staff=staff, fewest=FEWEST_STAFF, most=MOST_STAFF
        )
    organisation = reference_mutual(seed, staff, figures=figures)
    incident = incident_findings(organisation, seed)
    write_organisation(organisation, str(folder))
    try:
        write_incident(incident, folder / EVIDENCE)
    except OSError:
        raise Refusal("organisation.folder_not_written", folder=str(folder / EVIDENCE)) from None


def write_incident(incident: Incident, folder: Path) -> None:
    """Write `messages.csv`, `edr.csv`, `hayabusa.csv` and `calls.txt` over those that are
    there. Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "messages.csv", _table(_SEEN, map(_seen, incident.messages)))
    _write(folder / "edr.csv", _table(_SEEN, map(_seen, incident.edr)))
    _write(folder / "hayabusa.csv", _table(_DETECTION, map(_detection, incident.detections)))
    calls = "".join(f"{one.host}  # {one.comment}\n" for one in incident.called)
    _write(folder / "calls.txt", calls)


def _seen(row: Seen) -> Sequence[str]:
    return (format_instant(row.time), row.host, row.account, row.kind, row.detail)


def _detection(row: Detection) -> Sequence[str]:
    return (
        _hayabusa_time(row.time),
        row.rule,
        row.level,
        row.computer,
        row.channel,
        str(row.event_id),
        str(row.record_id),
        row.details,
        "",
        "",
    )


def _hayabusa_time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S.000 +00:00")


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode())
