"""Times as sources write them."""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime

_EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
_LATEST = datetime(2200, 1, 1, tzinfo=UTC)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UNITS = (1e9, 1e6, 1e3, 1.0)
"""Parts of a second that an epoch number may count, finest first."""

_NUMBER = re.compile(r"\d{9,19}(\.\d{1,9})?")
_OFFSET_APART = re.compile(r"\s+(?=([+-]\d{2}:?\d{2}|Z)$)")
_DAY_FIRST = re.compile(
    r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})"
    r"(?:[ T]+(?:à )?(\d{1,2})[:h](\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?"
    r"\s*([AaPp][Mm])?\s*(Z|[+-]\d{2}:?\d{2})?"
)


def read_time(value: object, zone: tzinfo = UTC) -> datetime | None:
    """The instant in UTC; None where it is none or lies outside 1980 to 2200.

    Understood: ISO 8601 and its common variants; day, month, year as in 05/02/2021 18:00
    (month first where it carries AM or PM, or where the second number is beyond 12); RFC 2822;
    seconds, milliseconds, microseconds or nanoseconds since 1970. A time without an offset is
    taken to be in `zone`.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _sensible(_from_number(float(value)))
    if not isinstance(value, str):
        return None
    text = value.strip()[:64]
    if _NUMBER.fullmatch(text):
        return _sensible(_from_number(float(text)))
    moment = _from_iso(text) or _day_first(text) or _from_mail(text)
    if moment is not None and moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    return _sensible(moment)


def _sensible(moment: datetime | None) -> datetime | None:
    if moment is None:
        return None
    try:
        in_utc = moment.astimezone(UTC)
    except OverflowError:
        return None
    return in_utc if _EARLIEST <= in_utc < _LATEST else None


def _from_number(number: float) -> datetime | None:
    for unit in _UNITS:
        if 315_532_800 <= number / unit < 7_258_118_400:
            return _EPOCH + timedelta(seconds=number / unit)
    return None


def _from_iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(_OFFSET_APART.sub("", text.removesuffix(" UTC")))
    except ValueError:
        return None


def _day_first(text: str) -> datetime | None:
    parts = _DAY_FIRST.fullmatch(text)
    if parts is None:
        return None
    first, second, year = int(parts[1]), int(parts[2]), int(parts[3])
    day, month = (second, first) if parts[8] or second > 12 else (first, second)
    hour = int(parts[4] or 0)
    if parts[8]:
        hour = hour % 12 + (12 if parts[8].lower() == "pm" else 0)
    clock = f"{hour:02}:{parts[5] or '00'}:{parts[6] or '00'}.{(parts[7] or '0')[:6]:0<6}"
    try:
        return datetime.fromisoformat(f"{year}-{month:02}-{day:02}T{clock}{parts[9] or ''}")
    except ValueError:
        return None


def _from_mail(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return None
