"""What is known, and what is compromised."""

from collections.abc import Iterator

from endigue.desk.briefing import Reason, Source, Suspect
from endigue.locale.sentences import sentences
from endigue.writers.briefing.blocks import Block, Cell, Column, Paragraph, Section, Tone
from endigue.writers.briefing.words import Words

REASONS_SHOWN = 3


def known(words: Words) -> Section:
    """The sources and the findings by kind."""
    briefing = words.briefing
    findings = sum(source.findings for source in briefing.sources)
    if not briefing.sources:
        lead = words.say("known.nothing")
    else:
        lead = words.say(
            "known.lead",
            findings=words.counted("findings", findings),
            sources=words.counted("sources", len(briefing.sources)),
            first=words.say("known.no_time")
            if briefing.first_seen is None
            else words.say("known.first", moment=words.speech.moment(briefing.first_seen)),
        )
    return Section("known", words.say("known.title"), lead, tuple(_known(words)))


def _known(words: Words) -> Iterator[Block]:
    number = words.speech.number
    counts = words.briefing.findings_by_kind
    kinds = [(kind, counts[kind]) for kind in sorted(counts, key=_strength)]
    if kinds:
        yield words.table(
            words.say("known.kinds"),
            (Column(words.say("head.kind"), 4), Column(words.say("head.findings"), 1, True)),
            [(Cell(_kind(words, kind)), Cell(number(count))) for kind, count in kinds],
        )
    if words.briefing.sources:
        yield words.table(
            words.say("known.sources"),
            (
                Column(words.say("head.file"), 3),
                Column(words.say("head.format"), 1.4),
                Column(words.say("head.findings"), 1, True),
                Column(words.say("head.not_understood"), 1, True),
            ),
            [_source(words, source) for source in words.briefing.sources],
        )


def _strength(kind: str) -> tuple[int, str]:
    """Sentences of kinds stand in the order of the likelihood table, the strongest first."""
    codes = list(sentences())
    code = f"evidence.kind.{kind}"
    return (codes.index(code) if code in codes else len(codes), kind)


def _source(words: Words, source: Source) -> tuple[Cell, ...]:
    number = words.speech.number
    tone: Tone = "warn" if source.not_understood else ""
    return (
        Cell(source.name),
        Cell(source.format),
        Cell(number(source.findings)),
        Cell(number(source.not_understood), tone=tone),
    )


def compromised(words: Words) -> Section:
    """The suspects, and why."""
    briefing = words.briefing
    if not briefing.suspects:
        lead = words.say("compromised.nothing")
    else:
        lead = words.say(
            "compromised.lead",
            infected=words.counted("infected", briefing.infected),
            caution=words.percent(briefing.caution),
            suspects=words.counted("suspects", briefing.suspects_in_all),
        )
    return Section("compromised", words.say("compromised.title"), lead, tuple(_suspects(words)))


def _suspects(words: Words) -> Iterator[Block]:
    if not words.briefing.suspects:
        return
    yield words.table(
        words.say("compromised.table"),
        (
            Column(words.say("head.asset"), 2.1),
            Column(words.say("head.likelihood"), 1.7),
            Column(words.say("head.reasons"), 4.2),
        ),
        [_suspect(words, suspect) for suspect in words.briefing.suspects],
        in_all=words.briefing.suspects_in_all,
    )
    yield Paragraph(words.say("compromised.assumed"))


def _suspect(words: Words, suspect: Suspect) -> tuple[Cell, ...]:
    tone: Tone = "bad" if suspect.probability >= words.briefing.caution else "warn"
    likely, figure = words.likelihood(suspect.probability), words.percent(suspect.probability)
    if suspect.statement:
        tone = "good" if suspect.statement == "cleared" else "bad"
        likely = words.code(f"evidence.verdict.{suspect.statement}")
        figure = words.say("compromised.stated")
    reasons = [_reason(words, reason) for reason in suspect.reasons[:REASONS_SHOWN]]
    rest = len(suspect.reasons) - REASONS_SHOWN
    if rest > 0:
        reasons.append(words.counted("compromised.more_reasons", rest))
    first, *others = reasons or [words.say("compromised.no_reason")]
    return (
        asset_cell(words, suspect.name, suspect.kind, suspect.entity),
        Cell(likely, (figure,), tone),
        Cell(first, tuple(others)),
    )


def asset_cell(words: Words, name: str, kind: str, entity: str) -> Cell:
    """An asset: its name, and below it what it is and whose."""
    about = [words.kind("asset", kind) if kind else "", entity]
    return Cell(name, tuple(filter(None, (" · ".join(filter(None, about)),))))


def _reason(words: Words, reason: Reason) -> str:
    against = reason.log_odds < 0
    parts = [_kind(words, reason.kind)]
    if against:
        parts.append(words.say("compromised.against"))
    said = " ".join(parts)
    if reason.detail:
        said = words.say("compromised.detail", kind=said, detail=reason.detail)
    where = words.say("compromised.where", source=reason.source, row=reason.row)
    if reason.observed_at is None:
        return f"{said} ({where})"
    return f"{said} ({words.speech.short_moment(reason.observed_at)}, {where})"


def _kind(words: Words, kind: str) -> str:
    return words.code(f"evidence.kind.{kind}")
