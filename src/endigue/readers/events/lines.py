"""Log files of lines, as JSON text with a document, or nothing, on each line."""

import binascii
import re
from collections.abc import Callable

import msgspec

Document = dict[str, str] | None

_PAIR = re.compile(r"""(\w[\w-]*)=("(?:[^"]*)"|'(?:[^']*)'|[^\s"']\S*)""")
_AUDIT_ID = re.compile(r"audit\((\d+(?:\.\d+)?):(\d+)\)")
_HEXADECIMAL = re.compile(r"(?:[0-9A-F]{2})+")
_UNTRUSTED = re.compile(r"a\d+|proctitle|exe|comm|name|cwd|key|data|cmd|path")
"""Fields of auditd that it writes in hexadecimal where they hold spaces or control characters."""

_SYSLOG = re.compile(
    r"(?:<\d{1,3}>)?(?:1 )?"
    r"(?P<time>[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\S+)\s+"
    r"(?P<host>\S+)\s+"
    r"(?P<program>[^\s:\[]+)(?:\[(?P<pid>\d+)\])?:?\s*"
    r"(?P<message>.*)"
)


def as_json(text: bytes, read: Callable[[str], Document]) -> tuple[bytes, list[int]]:
    """Each line as a document, and the places, in lines from 0, that could not be read."""
    documents = []
    broken = []
    for number, line in enumerate(text.split(b"\n")):
        if not line.strip():
            documents.append(b"")
            continue
        document = read(line.decode("utf-8", "replace").rstrip("\r"))
        if document is None:
            broken.append(number)
        documents.append(b"" if not document else msgspec.json.encode(document))
    return b"\n".join(documents), broken


def audit_record(line: str) -> Document:
    """One record of auditd: its pairs, those of an inner msg='...' too."""
    found = _AUDIT_ID.search(line)
    if found is None:
        return None
    document = {"timestamp": found[1], "event": found[2]}
    for name, value in _PAIR.findall(line.replace(found[0], "", 1)):
        if value[0] == "'":
            document |= {key: _plain(key, each) for key, each in _PAIR.findall(value[1:-1])}
        elif name != "msg":
            document[name] = _plain(name, value)
    return document if "type" in document else None


def _plain(name: str, value: str) -> str:
    if value[:1] in {'"', "'"}:
        return value[1:-1]
    if len(value) > 2 and _UNTRUSTED.fullmatch(name) and _HEXADECIMAL.fullmatch(value):
        return binascii.unhexlify(value).replace(b"\x00", b" ").decode("utf-8", "replace")
    return value


def syslog_line(line: str) -> Document:
    """One line of syslog, RFC 3164 or 5424; the event of Sysmon for Linux that it may hold."""
    found = _SYSLOG.match(line)
    if found is None:
        return None
    document = {name: value for name, value in found.groupdict().items() if value is not None}
    message = document["message"]
    start = message.find("<Event>")
    if start < 0:
        return document
    from endigue.readers.events._sysmon_for_linux import sysmon_event

    event = sysmon_event(message[start:])
    return document if event is None else {**document, **event}


def zeek_line(fields: tuple[str, ...], separator: str) -> Callable[[str], Document]:
    """A reader of Zeek's lines with these fields. A line of comment is an empty document."""

    def read(line: str) -> Document:
        if line.startswith("#"):
            return {}
        values = line.split(separator)
        if len(values) != len(fields):
            return None
        pairs = zip(fields, values, strict=True)
        return {name: value for name, value in pairs if value not in {"-", "(empty)"}}

    return read


def zeek_header(head: bytes) -> tuple[tuple[str, ...], str]:
    """The fields and the separator that the first lines of a Zeek log say."""
    separator = "\t"
    for line in head.decode("utf-8", "replace").splitlines():
        if line.startswith("#separator "):
            code = line.removeprefix("#separator ").strip()
            separator = chr(int(code[2:4], 16)) if code.startswith("\\x") else code
        if line.startswith("#fields" + separator):
            return tuple(line.split(separator)[1:]), separator
        if not line.startswith("#"):
            break
    return (), separator
