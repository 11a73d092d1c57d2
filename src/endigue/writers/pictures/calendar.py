"""The moments of an axis that follows the local calendar: midnights, or hours of a short span."""

from datetime import datetime, timedelta

from endigue.kernel.instant import in_utc
from endigue.locale.speech import Speech
from endigue.writers.pictures.hour_axis import Tick

MOST = 7
"""Moments on one axis: their words stand beside each other."""

HOURS = (1, 2, 3, 6, 12)
DAYS = (1, 2, 3, 5, 7, 14, 28, 56, 112)


def calendar_ticks(start: datetime, span: float, speech: Speech) -> list[Tick]:
    """Moments from `start` on, over so many hours: every day or every so many, each at its
    midnight; within two days hours of the clock, where midnight is said as its day.
    """
    local = start.astimezone(speech.time_zone)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    if span > 2 * 24:
        days = next((each for each in DAYS if span <= 24 * each * MOST), DAYS[-1])
        moments = [midnight + timedelta(days=days * n) for n in range(1, int(span // 24) + 2)]
    else:
        hours = next((each for each in HOURS if span <= each * MOST), HOURS[-1])
        moments = [midnight + timedelta(hours=hours * n) for n in range(72 // hours + 1)]
    found = []
    for moment in moments:
        instant = moment.replace(tzinfo=speech.time_zone)
        hour = (in_utc(instant) - in_utc(start)) / timedelta(hours=1)
        if 0 <= hour <= span:
            said = speech.axis_day(instant) if moment.hour == 0 else speech.axis_hour(instant)
            found.append(Tick(hour, said))
    return found
