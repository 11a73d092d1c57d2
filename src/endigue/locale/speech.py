"""One language's voice: gettext for sentences, Babel for numbers, money and dates."""

import gettext
from datetime import datetime
from functools import cache
from importlib.resources import as_file, files
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from babel.numbers import format_currency, format_decimal, format_percent

from endigue.kernel.instant import in_utc
from endigue.kernel.money import Cents
from endigue.locale.sentences import sentences

LANGUAGES = ("en", "fr")


class Speech:
    """Says codes and values in `language`; times are shown in `time_zone`."""

    def __init__(self, language: str, time_zone: str = "Europe/Paris") -> None:
        if language not in LANGUAGES:
            raise ValueError(f"'{language}' is not spoken: choose one of {', '.join(LANGUAGES)}")
        self.language = language
        self.time_zone = ZoneInfo(time_zone)
        self._translate = _catalogue(language).gettext

    def text(self, message: str, **arguments: object) -> str:
        """Translate an English message and fill its fields."""
        template = self._translate(message)
        return template.format(**arguments) if arguments else template

    def say(self, code: str, **arguments: object) -> str:
        """The sentence of a code. An unknown code is a KeyError: it is our fault."""
        return self.text(sentences()[code], **arguments)

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

    def moment(self, instant: datetime) -> str:
        """Day and time in the organisation's zone, with the zone's name."""
        shape = "EEE d MMM yyyy, HH:mm z"
        return str(
            format_datetime(
                in_utc(instant), format=shape, tzinfo=self.time_zone, locale=self.language
            )
        )


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    with as_file(files("endigue.locale")) as folder:
        return gettext.translation("endigue", folder, languages=[language])
