"""One language's voice: gettext for sentences, Babel for numbers, money and dates."""

import gettext
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from importlib.resources import as_file, files
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_symbol

from endigue.kernel.instant import in_utc
from endigue.kernel.money import Cents
from endigue.locale.sentences import sentences
from endigue.locale.typography import unbroken

LANGUAGES = ("en", "fr")

_LOCALES = {"en": "en_GB", "fr": "fr"}
"""British English: no comma before the last "and" of a list."""

_SCALES = {
    "en": ((1e9, "bn"), (1e6, "m"), (1e3, "k")),
    "fr": ((1e9, "Md"), (1e6, "M"), (1e3, "k")),
}

_HOURS_SAID_AS_HOURS = 72
"""Deadlines of up to three days are known by their hours: 72 h, never "3 days"."""


class Speech:
    """Says codes and values in `language`; times are shown in `time_zone`."""

    def __init__(self, language: str, time_zone: str = "Europe/Paris") -> None:
        if language not in LANGUAGES:
            raise ValueError(f"'{language}' is not spoken: choose one of {', '.join(LANGUAGES)}")
        self.language = language
        self.time_zone = ZoneInfo(time_zone)

    def text(self, message: str, **arguments: object) -> str:
        """Translate an English message and fill its fields."""
        template = _template(self.language, message)
        return template.format(**arguments) if arguments else template

    def say(self, code: str, **arguments: object) -> str:
        """The sentence of a code. An unknown code is a KeyError: it is our fault."""
        return self.text(sentences()[code], **arguments)

    @property
    def colon(self) -> str:
        """What stands between a thing and what is said of it, before the space."""
        return self.say("speech.colon")

    def number(self, value: float, digits: int = 0) -> str:
        """A number with separators, rounded to `digits` decimals."""
        shape = "#,##0" + ("." + "0" * digits if digits else "")
        return str(format_decimal(round(value, digits), format=shape, locale=self.language))

    def money(self, amount: Cents, currency: str = "EUR") -> str:
        """An amount in whole units of the currency."""
        return str(
            format_currency(
                round(amount / 100),
                currency,
                locale=self.language,
                currency_digits=False,
                format="¤#,##0" if self.language == "en" else "#,##0\u00a0¤",
            )
        )

    def percent(self, share: float, digits: int = 0) -> str:
        """A share between 0 and 1 as a percentage."""
        shape = "#,##0" + ("." + "0" * digits if digits else "")
        sign = "%" if self.language == "en" else "\u00a0%"
        return str(format_percent(share, format=shape + sign, locale=self.language))

    def probability(self, p: float, digits: int = 0) -> str:
        """A probability as a percentage; never 0 % or 100 % unless it is."""
        least = 0.1 ** (2 + digits)
        if 0 < p < least / 2:
            return self.say("briefing.below", figure=self.percent(least, digits))
        if 1 - least / 2 <= p < 1:
            return self.say("briefing.above", figure=self.percent(1 - least, digits))
        return self.percent(p, digits)

    def about(self, amount: Cents, currency: str = "EUR") -> str:
        """An amount as people say an estimate: three significant figures, in thousands or
        millions, such as €412k or 1,23 M€.
        """
        units = _three_figures(abs(amount) / 100)
        size, scale = next((step for step in _SCALES[self.language] if units >= step[0]), (1.0, ""))
        value = units / size
        digits = len(f"{value:g}".partition(".")[2])
        said = self.number(value, digits)
        symbol = get_currency_symbol(currency, locale=self.language)
        sign = "\u2212" if amount < 0 else ""
        if self.language == "en":
            return f"{sign}{symbol}{said}{scale}"
        return f"{sign}{said}\u00a0{scale}{symbol}"

    def duration(self, hours: float) -> str:
        """A length of time by the clock: minutes, then hours, then days and hours."""
        minutes = round(hours * 60)
        if minutes < 60:
            return self.say("speech.minutes", minutes=minutes)
        if minutes < 10 * 60 and minutes % 60:
            return self.say("speech.hours_minutes", hours=minutes // 60, minutes=minutes % 60)
        whole = round(hours)
        if whole <= _HOURS_SAID_AS_HOURS:
            return self.say("speech.hours", hours=whole)
        days, rest = divmod(whole, 24)
        if not rest:
            return self.say("speech.days", days=days)
        return self.say("speech.days_hours", days=days, hours=rest)

    def listed(self, items: Sequence[str]) -> str:
        """Several things as one phrase: a, b and c."""
        return str(format_list(list(items), locale=_LOCALES[self.language]))

    def moment(self, instant: datetime) -> str:
        """Day and time in the organisation's zone, with the zone's name."""
        return self._date(instant, "EEE d MMM yyyy, HH:mm")

    def short_moment(self, instant: datetime) -> str:
        """The same without the year, for tables."""
        return self._date(instant, "EEE d MMM, HH:mm")

    def axis_day(self, instant: datetime) -> str:
        """The day in the organisation's zone, for an axis."""
        return self._shaped(instant, "EEE d MMM")

    def axis_hour(self, instant: datetime) -> str:
        """The hour of the day in the organisation's zone, for an axis."""
        return self._shaped(instant, "HH:mm")

    def day(self, instant: datetime) -> str:
        """The day in full, as at the head of a letter."""
        return self._shaped(instant, "d MMMM yyyy")

    def spoken_moment(self, instant: datetime) -> str:
        """Day and time as one says them aloud: the zone is not said, for the caller is in it."""
        local = in_utc(instant).astimezone(self.time_zone)
        day = format_datetime(local, format="EEEE d MMMM", locale=_LOCALES[self.language])
        if not local.minute:
            return self.say("speech.on_the_hour", day=day, hour=local.hour)
        return self.say("speech.at_time", day=day, hour=local.hour, minute=f"{local.minute:02}")

    def _date(self, instant: datetime, shape: str) -> str:
        # Babel knows no short name of most zones and writes +0100; the zone itself does.
        zone = in_utc(instant).astimezone(self.time_zone).tzname()
        return f"{self._shaped(instant, shape)} {zone}"

    def _shaped(self, instant: datetime, shape: str) -> str:
        local = in_utc(instant).astimezone(self.time_zone)
        return str(format_datetime(local, format=shape, locale=_LOCALES[self.language]))


def _three_figures(value: float) -> float:
    return float(f"{value:.3g}")


@cache
def _template(language: str, message: str) -> str:
    return unbroken(_catalogue(language).gettext(message), language)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    with as_file(files("endigue.locale")) as folder:
        return gettext.translation("endigue", folder, languages=[language])
