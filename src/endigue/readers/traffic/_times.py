"""Times as logs of traffic write them."""

import re
from datetime import UTC, datetime, timedelta

_COMMON = re.compile(r"(\d{2})/(\w{3})/(\d{4}):(\d{2}):(\d{2}):(\d{2})(?: ([+-])(\d{2})(\d{2}))?")
_BIND = re.compile(r"(\d{2})-(\w{3})-(\d{4}) (\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,6}))?")
_MONTHS = {name: at for at, name in enumerate(
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
)}  # fmt: skip


def from_epoch(text: str) -> datetime | None:
    """Seconds since 1970, with a fraction or without."""
    try:
        moment = float(text)
        return datetime.fromtimestamp(moment, UTC) if 0 < moment < 7_258_118_400 else None
    except (ValueError, OverflowError):
        return None


def from_common(text: str) -> datetime | None:
    """The time of the common log format: 05/Feb/2021:19:02:11 +0100."""
    found = _COMMON.search(text)
    if found is None:
        return None
    moment = _of_parts(found[3], found[2], found[1], found[4], found[5], found[6])
    if moment is None or not found[7]:
        return moment
    apart = timedelta(hours=int(found[8]), minutes=int(found[9]))
    return moment - apart if found[7] == "+" else moment + apart


def from_bind(text: str) -> datetime | None:
    """The time of BIND: 05-Feb-2021 19:02:11.123, without a zone, taken as UTC."""
    found = _BIND.search(text)
    if found is None:
        return None
    return _of_parts(found[3], found[2], found[1], found[4], found[5], found[6])


def from_iso(text: str) -> datetime | None:
    """ISO 8601; without an offset it is taken as UTC."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _of_parts(
    year: str, month: str, day: str, hour: str, minute: str, second: str
) -> datetime | None:
    try:
        return datetime(
            int(year), _MONTHS[month.lower()], int(day), int(hour), int(minute), int(second),
            tzinfo=UTC,
        )  # fmt: skip
    except (ValueError, KeyError):
        return None
