"""Instants: aware datetimes in UTC, and the one text form in which they are kept."""

from datetime import UTC, datetime


def in_utc(moment: datetime) -> datetime:
    """The same instant in UTC. A naive datetime is refused with ValueError."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone: write an offset or a final Z")
    return moment.astimezone(UTC)


def parse_instant(text: str) -> datetime:
    """Read ISO 8601 with an offset or Z, for example 2021-02-05T19:00:00+01:00.

    Raises ValueError with a sentence where the text is no instant or has no time zone.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(
            f"'{text}' is no instant: write for example 2021-02-05T18:00:00Z"
        ) from None
    return in_utc(moment)


def format_instant(moment: datetime) -> str:
    """ISO 8601 in UTC with a final Z; microseconds only where there are any."""
    return in_utc(moment).replace(tzinfo=None).isoformat() + "Z"
