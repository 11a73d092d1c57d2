"""What a file is, by its first bytes."""

import re
from dataclasses import dataclass
from typing import Literal

import msgspec

from endigue.evidence.sigma.rules import Logsource

HEAD = 64 << 10
"""Bytes that are looked at."""

EVTX_HEADER = 4096
"""Bytes before the first chunk of an EVTX file."""

_AUDIT = re.compile(rb"^(?:node=\S+ )?type=[A-Z_0-9]+ msg=audit\(", re.MULTILINE)
_SYSLOG = re.compile(
    rb"^(?:<\d{1,3}>)?(?:1 )?"
    rb"(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)",
    re.MULTILINE,
)
_WINDOWS = re.compile(
    rb'"(?:EventID|event_id|EventData|winlog(?:\.\w+)?|Channel|log_name|ProviderGuid)"\s*:'
)
_CLOUDTRAIL = re.compile(rb'"eventSource"\s*:\s*"[\w.]+\.amazonaws\.com"')
_ZEEK_PATH = re.compile(rb'"_path"\s*:\s*"(\w+)"')


@dataclass(frozen=True, slots=True)
class Known:
    """The form of a file, what it holds, and where its events begin."""

    form: Literal["evtx", "json", "auditd", "syslog", "zeek", "kept"]
    logsource: Logsource
    whole: bool = False
    first: int = 0


def sniff(path: str, head: bytes) -> Known | None:
    """What the file is; None where it is no log that can be read."""
    if head.startswith(b"ElfFile\x00") or head[EVTX_HEADER : EVTX_HEADER + 8] == b"ElfChnk\x00":
        return Known("evtx", Logsource(product="windows"), first=EVTX_HEADER)
    if path.lower().endswith(".evtx"):
        return Known("evtx", Logsource(product="windows"), first=EVTX_HEADER)
    if head.startswith(b"PAR1"):
        return Known("kept", Logsource(), whole=True)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text[:1] in {b"{", b"["}:
        return Known("json", _json_source(text), whole=not _is_lines(text))
    if text.startswith(b"#separator"):
        return Known("zeek", Logsource(product="zeek", service=_zeek_path(text)))
    if _AUDIT.search(text[:4096]):
        return Known("auditd", Logsource(product="linux", service="auditd"))
    if _SYSLOG.match(text):
        return Known("syslog", Logsource(product="linux"))
    return None


def _is_lines(text: bytes) -> bool:
    """Whether each line is a document: the first one is, as far as it can be seen."""
    line, ends, _ = text.partition(b"\n")
    if not ends:
        return text.startswith(b"{")
    try:
        return isinstance(msgspec.json.decode(line), dict)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return text.startswith(b'{"')


def _json_source(text: bytes) -> Logsource:
    if _WINDOWS.search(text):
        return Logsource(product="windows")
    if _CLOUDTRAIL.search(text):
        return Logsource(product="aws", service="cloudtrail")
    found = _ZEEK_PATH.search(text)
    return Logsource(product="zeek", service=found[1].decode()) if found else Logsource()


def _zeek_path(text: bytes) -> str:
    found = re.search(rb"^#path\t(\w+)", text, re.MULTILINE)
    return found[1].decode() if found else ""
