"""Visits of proxies and web servers: Squid, the combined log format, W3C extended logs."""

import re
from collections.abc import Iterator
from datetime import datetime

from endigue.evidence.tracing.records import Visit
from endigue.readers.traffic._times import from_common, from_epoch, from_iso

_SQUID = re.compile(
    r"(\d{9,11}(?:\.\d{1,6})?)\s+-?\d+ (\S+) [A-Z_]+/(\d{3}) \d+ ([A-Z]+) (\S+) (\S+) \S+(?: \S+)?"
    r"(?: \"([^\"]*)\")?"
)
_COMBINED = re.compile(
    r"(\S+) \S+ (\S+) \[([^\]]{20,40})\] \"([A-Z]+) (\S+)[^\"]*\" (\d{3}) \S+"
    r"(?: \"([^\"]*)\")?"
)
_DIRECTIVE = re.compile(r"#Fields: (.+)")
_NO = frozenset({"-", ""})


def squid(line: str, source: str, row: int) -> Visit | None:
    """One line of Squid's native format, with the referrer quoted behind it where one is logged.
    A CONNECT names the host only.
    """
    found = _SQUID.match(line)
    at = from_epoch(found[1]) if found else None
    if found is None or at is None:
        return None
    return Visit(
        at=at,
        client=found[2],
        address=_tunnelled(found[4], found[5]),
        account=_given(found[6]),
        referrer=_given(found[7] or ""),
        status=int(found[3]),
        source=source,
        row=row,
    )


def combined(line: str, source: str, row: int) -> Visit | None:
    """One line of the combined format, of a forward proxy, whose addresses are whole."""
    found = _COMBINED.match(line)
    at = from_common(found[3]) if found else None
    if found is None or at is None:
        return None
    return Visit(
        at=at,
        client=found[1],
        address=_tunnelled(found[4], found[5]),
        account=_given(found[2]),
        referrer=_given(found[7] or ""),
        status=int(found[6]),
        source=source,
        row=row,
    )


def w3c(lines: Iterator[tuple[int, str | None]], source: str) -> Iterator[Visit | int]:
    """Visits of a W3C extended log (IIS, Blue Coat), by its `#Fields`; the row number of each
    line that could not be read.
    """
    fields: list[str] = []
    for row, line in lines:
        directive = _DIRECTIVE.match(line or "")
        if directive:
            fields = directive[1].lower().split()
        elif line and not line.startswith("#"):
            values = dict(zip(fields, line.split(), strict=False))
            visit = _of_w3c(values, source, row)
            yield row if visit is None else visit


def _of_w3c(values: dict[str, str], source: str, row: int) -> Visit | None:
    at = _w3c_time(values)
    if at is None or not values.get("c-ip"):
        return None
    address = values.get("cs-uri") or ""
    if not address.startswith("http"):
        host = values.get("cs-host") or values.get("cs(host)") or values.get("s-computername") or ""
        path = values.get("cs-uri-path") or values.get("cs-uri-stem") or "/"
        query = _given(values.get("cs-uri-query") or "")
        scheme = values.get("cs-uri-scheme") or "http"
        scheme = "https" if scheme in ("https", "ssl", "tcp") else "http"
        question = "" if not query or query.startswith("?") else "?"
        address = f"{scheme}://{host}{path if path != '-' else '/'}{question}{query}"
    status = values.get("sc-status", "")
    return Visit(
        at=at,
        client=values["c-ip"],
        address=address,
        account=_given(values.get("cs-username") or ""),
        referrer=_given(values.get("cs(referer)") or ""),
        status=int(status) if status.isascii() and status.isdigit() and len(status) == 3 else 0,
        source=source,
        row=row,
    )


def _w3c_time(values: dict[str, str]) -> datetime | None:
    return from_iso(f"{values.get('date', '')}T{values.get('time', '')}")


def _tunnelled(method: str, address: str) -> str:
    return f"https://{address}/" if method == "CONNECT" and "://" not in address else address


def _given(text: str) -> str:
    return "" if text in _NO else text
