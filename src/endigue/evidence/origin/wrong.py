"""What a process did that people's programs do not do.

A short list for tracing one known campaign, not a detection engine: rules of Sigma say more, and
their hits join as findings.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from endigue.evidence.messages.bad import Bad
from endigue.evidence.messages.traits import RUNS, sort_of
from endigue.evidence.tracing.records import Activity
from endigue.kernel.words import words

READERS = words(
    "chrome.exe msedge.exe firefox.exe iexplore.exe brave.exe opera.exe outlook.exe olk.exe "
    "thunderbird.exe winword.exe excel.exe powerpnt.exe onenote.exe acrord32.exe acrobat.exe "
    "7zfm.exe winrar.exe"
)
"""Programs in which people read what came from outside."""

_SHELLS = words(
    "cmd.exe powershell.exe pwsh.exe wscript.exe cscript.exe mshta.exe rundll32.exe "
    "regsvr32.exe msbuild.exe installutil.exe bitsadmin.exe certutil.exe msiexec.exe wmic.exe"
)
_REMOTE = frozenset({"wmiprvse.exe", "wsmprovhost.exe", "psexesvc.exe", "paexec.exe"})
_BROWSERS = words("chrome.exe msedge.exe firefox.exe iexplore.exe brave.exe opera.exe")
_NO_RETURN = re.compile(
    r"vssadmin\S*\s+(?:delete|resize)\s+shadow|wbadmin\S*\s+delete|"
    r"shadowcopy\s+delete|recoveryenabled\s+no|bootstatuspolicy\s+ignoreallfailures",
    re.IGNORECASE,
)
_ENCODED = re.compile(r"\s-e(?:nc|ncodedcommand|c)?\s+[A-Za-z0-9+/=]{40,}", re.IGNORECASE)
_DOWNLOADS = re.compile(r"\\(?:downloads|inetcache|temp|content\.outlook)\\", re.IGNORECASE)


class Wrong(NamedTuple):
    """One process and what was wrong with it; `weight` is how much that asks for an
    explanation, assumed.
    """

    activity: Activity
    code: str
    weight: float
    about: str


@dataclass
class Brought:
    """What the campaign may have put on machines."""

    names: frozenset[str] = frozenset()
    """Names of files, in lower case: last parts of its addresses, and its attachments."""
    bad: Bad = field(default_factory=Bad)


def program(image: str) -> str:
    """The name of a program in lower case, without its folder."""
    return image.replace("/", "\\").rpartition("\\")[2].lower()


def wrongs(activities: Iterable[Activity], brought: Brought) -> tuple[Wrong, ...]:
    """Everything that is wrong, in the order given; one process may be wrong in several ways."""
    return tuple(wrong for each in activities for wrong in _of(each, brought))


def _of(activity: Activity, brought: Brought) -> Iterator[Wrong]:
    if activity.kind == "process":
        yield from _of_process(activity, brought)
    elif activity.kind in ("lookup", "connection"):
        place = activity.target or activity.peer
        if brought.bad.has_host(place) and program(activity.image) not in _BROWSERS:
            yield Wrong(activity, "called_bad_host", 0.9, place)


def _of_process(activity: Activity, brought: Brought) -> Iterator[Wrong]:
    name, parent = program(activity.image), program(activity.parent_image)
    text = f"{activity.image} {activity.command}"
    if activity.sha256 and activity.sha256 in brought.bad.files:
        yield Wrong(activity, "bad_file_ran", 1.0, activity.image)
    elif named := _names_brought(activity, brought.names):
        yield Wrong(activity, "payload_ran", 0.95, named)
    elif parent in READERS and name in _SHELLS:
        yield Wrong(activity, "script_from_document", 0.9, activity.command)
    elif parent in READERS and _DOWNLOADS.search(activity.image):
        yield Wrong(activity, "download_ran", 0.7, activity.image)
    if _NO_RETURN.search(text):
        yield Wrong(activity, "recovery_deleted", 1.0, activity.command)
    elif _ENCODED.search(text):
        yield Wrong(activity, "encoded_command", 0.5, activity.command)
    if parent in _REMOTE or (parent == "services.exe" and name in _SHELLS):
        yield Wrong(activity, "remote_execution", 0.6, activity.command)


def _names_brought(activity: Activity, names: frozenset[str]) -> str:
    """The file of the campaign that a process is, or opens with what can run it."""
    if program(activity.image) in names:
        return program(activity.image)
    if program(activity.image) in _SHELLS:
        text = activity.command.lower()
        return next((name for name in sorted(names) if sort_of(name) in RUNS and name in text), "")
    return ""
