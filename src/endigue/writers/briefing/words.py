"""The words of a briefing: its figures, dates, states and names, as people say them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil, floor

from endigue.desk.briefing import Briefing, Option
from endigue.kernel.money import Cents
from endigue.locale.sentences import sentences
from endigue.locale.speech import Speech
from endigue.writers.briefing.blocks import Cell, Column, Table, Tone

LIKELIHOODS = (
    (0.95, "almost_certain"),
    (0.80, "very_likely"),
    (0.55, "likely"),
    (0.45, "even"),
    (0.20, "unlikely"),
    (0.05, "very_unlikely"),
    (0.0, "remote"),
)
"""From which probability on each word is used: the bands of ICD 203, the analytic standard of
the United States' intelligence community."""

_ROUNDING = 1e-6
"""Hours by which a sum of floats may miss a whole hour."""

ROWS = 12
"""Rows that terminal and print show of a long table."""

_NOT_WORTH_A_CUT = 3
"""Rows that are shown rather than said to be left out."""


@dataclass(frozen=True, slots=True)
class Words:
    """A voice and the briefing that it speaks about."""

    speech: Speech
    briefing: Briefing

    def say(self, code: str, **arguments: object) -> str:
        """A sentence of this room, by its code without the room."""
        return self.speech.say(f"briefing.{code}", **arguments)

    def counted(self, code: str, count: float, **arguments: object) -> str:
        """The sentence for one thing or for several; `count` is filled in, with separators."""
        whole = round(count)
        # French says 0 in the singular, English in the plural.
        single = whole == 1 or (whole == 0 and self.speech.language == "fr")
        form = "one" if single else "many"
        return self.say(f"{code}.{form}", count=self.speech.number(whole), **arguments)

    def code(self, code: str, **arguments: object) -> str:
        """The sentence of another room's code; the bare code where that room has none."""
        if code in sentences():
            return self.speech.say(code, **arguments)
        return code.rpartition(".")[2].replace("_", " ")

    def has(self, code: str) -> bool:
        """Whether this room has a sentence for the code."""
        return f"briefing.{code}" in sentences()

    def kind(self, family: str, kind: str) -> str:
        """The word for a kind, such as a kind of asset; the kind itself where we have none."""
        code = f"{family}.{kind}"
        return self.say(code) if self.has(code) else kind.replace("_", " ")

    def of_kind(self, family: str, kind: str, target: str) -> str:
        """The sentence of a kind of lever, such as "Isolate srv-x"."""
        if self.has(f"{family}.{kind}"):
            return self.say(f"{family}.{kind}", target=target)
        return self.say(f"{family}.other", kind=kind.replace("_", " "), target=target)

    def money(self, amount: Cents) -> str:
        """An estimate of money."""
        return self.speech.about(amount, self.briefing.currency)

    def count(self, value: float) -> str:
        """An expected number: one decimal below 10, where it is no whole number."""
        digits = 1 if value < 10 and abs(value - round(value)) >= 0.05 else 0
        return self.speech.number(value, digits)

    def duration(self, hours: float) -> str:
        """A length of time by the clock."""
        return self.speech.duration(hours)

    def work(self, minutes: float) -> str:
        """Hours of people's work, never said in days: a day of work is not a day of the clock."""
        if minutes < 60:
            return self.speech.duration(minutes / 60)
        return self.say("work_hours", hours=self.count(minutes / 60))

    def percent(self, p: float) -> str:
        """A probability as a figure; never 0 % or 100 % unless it is."""
        return self.speech.probability(p)

    def likelihood(self, p: float) -> str:
        """A probability as a word."""
        word = next(word for least, word in LIKELIHOODS if p >= least)
        return self.say(f"likelihood.{word}")

    def when(self, hours: float) -> Cell:
        """The instant so many hours after the briefing, with T+hours below."""
        moment = self.briefing.at + timedelta(hours=hours)
        return Cell(self.speech.short_moment(moment), (self.after(hours),))

    def not_before(self, hours: float) -> Cell:
        """The same for an estimate that is given to people, rounded up to the hour."""
        return self.when(ceil(hours - _ROUNDING))

    def as_early_as(self, hours: float) -> Cell:
        """The same for an estimate of harm, rounded down to the hour."""
        return self.when(floor(hours + _ROUNDING))

    def in_line(self, moment: Cell) -> str:
        """A moment within a sentence."""
        return f"{moment.text} ({', '.join(moment.notes)})"

    def after(self, hours: float) -> str:
        """T+hours, with a decimal in the first ten hours where they are not whole."""
        return self.say("t_plus", hours=self.count(hours))

    def operation(self, name: dict[str, str], identifier: str) -> str:
        """An operation in the reader's language, else in any, else its identifier."""
        return name.get(self.speech.language) or next(iter(name.values()), "") or identifier

    def option(self, name: str) -> str:
        """An alternative by its name."""
        return self.kind("option", name)

    def recommended(self) -> Option | None:
        """The option that the plan is about."""
        return self.found(self.briefing.recommended)

    def approved(self, option: Option) -> bool:
        """Whether it was approved, of the plan as it was computed last."""
        approved = self.briefing.approved
        return (
            approved is not None
            and approved.of_this_plan
            and (approved.option == option.name or approved.option in option.also)
        )

    def found(self, name: str) -> Option | None:
        """The option of that name, or the one that does exactly the same."""
        for option in self.briefing.options:
            if name == option.name or name in option.also:
                return option
        return None

    def cut(self, names: Sequence[str], shown: int) -> str:
        """Names as one phrase, cut with the number of the others."""
        rest = len(names) - shown
        if rest <= 0:
            return self.speech.listed(names)
        return self.counted("names_and_more", rest, names=", ".join(names[:shown]))

    def table(
        self,
        caption: str,
        columns: Sequence[Column],
        rows: Sequence[tuple[Cell, ...]],
        *,
        shown: int = ROWS,
        in_all: int | None = None,
        strong: Sequence[int] = (),
    ) -> Table:
        """A table that says how many of `in_all` rows (by default all) it leaves out."""
        shown = len(rows) if len(rows) <= shown + _NOT_WORTH_A_CUT else shown
        left, folded = max(len(rows), in_all or 0) - shown, len(rows) - shown
        return Table(
            caption=caption,
            columns=tuple(columns),
            rows=tuple(rows),
            shown=shown,
            more=self.counted("more", left) if left else "",
            fold=self.counted("fold", folded) if folded else "",
            beyond=self.counted("beyond", left - folded) if left > folded else "",
            strong=tuple(strong),
        )


def state_tone(state: str) -> Tone:
    """The tone of an operation's state."""
    tones: dict[str, Tone] = {"running": "good", "by_hand": "hand", "stopped": "bad"}
    return tones.get(state, "")
