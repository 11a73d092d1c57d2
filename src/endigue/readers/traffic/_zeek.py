"""Zeek logs, as tables or as JSON lines: requests and lookups."""

from collections.abc import Iterator, Mapping
from datetime import datetime

import msgspec

from endigue.evidence.messages.web import read_host
from endigue.evidence.tracing.records import Lookup, Visit
from endigue.readers.json_fields import integer, text, texts
from endigue.readers.traffic._times import from_epoch, from_iso

_DECODER = msgspec.json.Decoder(dict[str, object])
_UNSET = frozenset({"-", "(empty)"})


def zeek_rows(lines: Iterator[tuple[int, str | None]]) -> Iterator[tuple[int, dict[str, object]]]:
    """Rows of a Zeek log by field, `id.orig_h` written `id_orig_h`; an empty one for each line
    that is none. `stream` is the log's name where the log has it.
    """
    fields: list[str] = []
    path = ""
    for row, line in lines:
        if line is None:
            yield row, {}
        elif line.startswith("#"):
            if line.startswith("#fields"):
                fields = [name.replace(".", "_") for name in line.split("\t")[1:]]
            elif line.startswith("#path"):
                path = line.partition("\t")[2]
        elif line.startswith("{"):
            yield row, _object(line)
        elif line.strip():
            values = line.split("\t")
            if len(values) != len(fields):
                yield row, {}
                continue
            kept: dict[str, object] = {
                name: value for name, value in zip(fields, values, strict=True)
                if value not in _UNSET
            }  # fmt: skip
            yield row, {**kept, "@stream": path}


def _object(line: str) -> dict[str, object]:
    try:
        found = _DECODER.decode(line)
    except (msgspec.DecodeError, RecursionError):
        return {}
    return {key.replace(".", "_"): value for key, value in found.items()}


def zeek_record(row: Mapping[str, object], source: str, number: int) -> Visit | Lookup | None:
    """A request of `http.log` or a lookup of `dns.log`; None for any other row."""
    at = _instant(row.get("ts"))
    client = text(row, "id_orig_h")
    if at is None or not client:
        return None
    if "query" in row and "qtype_name" in row:
        host = read_host(text(row, "query"))
        answers = texts(row, "answers") or [
            each for each in text(row, "answers").split(",") if each
        ]
        return Lookup(at, client, host, tuple(answers), source, number) if host else None
    if "uri" not in row and "status_code" not in row:
        return None
    uri = text(row, "uri") or "/"
    host = text(row, "host") or text(row, "id_resp_h")
    return Visit(
        at=at,
        client=client,
        address=uri if "://" in uri else f"http://{host}{uri}",
        account=text(row, "username"),
        referrer=text(row, "referrer"),
        status=integer(row, "status_code") or _number(text(row, "status_code")),
        source=source,
        row=number,
    )


def _instant(value: object) -> datetime | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return from_epoch(str(value))
    return (from_epoch(value) or from_iso(value)) if isinstance(value, str) else None


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 6 else 0
