"""The companies of the group: touched, to which degree, through what."""

from collections.abc import Iterator

from endigue.desk.briefing import Company, CompanyOption
from endigue.locale.links import say_link
from endigue.writers.briefing.blocks import Block, Cell, Column, Heading, Tone
from endigue.writers.briefing.words import Words

TONES: dict[str, Tone] = {"infected": "bad", "reached": "warn", "cut": "hand", "untouched": "good"}


def companies(words: Words) -> Iterator[Block]:
    """One row a company, where there are several."""
    lines = [company for company in words.briefing.companies if _matters(company)]
    if sum(bool(company.entity) for company in lines) < 2:
        return
    # The recommended plan between the extremes; the data hold every option.
    compared = ("do_nothing", words.briefing.recommended, "pull_the_plug")
    shown = [option for name in compared if (option := words.found(name)) is not None]
    shown = [option for place, option in enumerate(shown) if option not in shown[:place]]
    yield Heading(words.say("companies.title"))
    yield words.table(
        words.say("companies.table"),
        (
            Column(words.say("head.company"), 2),
            *(Column(words.option(option.name), 2.3) for option in shown),
        ),
        [_row(words, company, [option.name for option in shown]) for company in lines],
        shown=len(lines),
    )


def _matters(company: Company) -> bool:
    """What belongs to nobody is a row only where something happens to it."""
    return bool(company.entity) or any(one.harm or one.fallen for one in company.options)


def _row(words: Words, company: Company, options: list[str]) -> tuple[Cell, ...]:
    under = {one.option: one for one in company.options}
    name = company.name or company.entity or words.say("reach.no_company")
    return (
        Cell(name, (words.counted("assets", company.assets),)),
        *(_cell(words, under[option]) for option in options if option in under),
    )


def _cell(words: Words, one: CompanyOption) -> Cell:
    notes = []
    if one.crossing is not None:
        notes.append(
            words.say(
                "companies.through",
                company=one.source or words.say("reach.no_company"),
                source=one.crossing.source,
                target=one.crossing.target,
                kind=say_link(words.speech, one.crossing.kind),
            )
        )
    notes.append(words.say("companies.harm", money=words.money(one.harm)))
    if one.fallen:
        notes.append(_fallen(words, one))
    if one.operations_down:
        notes.append(
            words.say(
                "companies.operations",
                by_hand=words.counted("by_hand", one.by_hand),
                stopped=words.counted("stopped", one.operations_down - one.by_hand),
            )
        )
    if one.actions:
        notes.append(words.counted("actions", one.actions))
    return Cell(words.say(f"companies.{one.touched}"), tuple(notes), TONES.get(one.touched, ""))


def _fallen(words: Words, one: CompanyOption) -> str:
    said = words.counted("companies.fallen", one.fallen)
    if one.residual_fallen is None:
        return said
    expected = words.say(
        "options.residual",
        fallen=words.count(one.residual_fallen),
        hours=words.after(words.briefing.residual_hours),
    )
    return f"{said}, {expected}"
