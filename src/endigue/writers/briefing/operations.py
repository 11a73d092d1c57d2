"""What keeps running, and how."""

from collections.abc import Iterator, Sequence

from endigue.desk.briefing import OperationLine
from endigue.writers.briefing.blocks import Block, Cell, Column, Heading, Paragraph, Section
from endigue.writers.briefing.words import Words, state_tone

STATES = ("running", "by_hand", "stopped")


def operations(words: Words) -> Section:
    """Three groups: running, by hand, stopped."""
    lines = words.briefing.operations
    lead = words.say("operations.nothing")
    if lines:
        lead = words.say(
            "operations.lead",
            **{
                state: words.counted(state, sum(line.state == state for line in lines))
                for state in STATES
            },
        )
    return Section("operations", words.say("operations.title"), lead, tuple(_blocks(words)))


def _blocks(words: Words) -> Iterator[Block]:
    lines = words.briefing.operations
    if not lines:
        return
    by_loss = sorted(lines, key=lambda line: (-line.loss_per_hour, line.mtpd_hours, line.id))
    yield from _stopped(words, [line for line in by_loss if line.state == "stopped"])
    yield from _by_hand(words, [line for line in by_loss if line.state == "by_hand"])
    yield from _running(words, [line for line in by_loss if line.state == "running"])


def named(words: Words, line: OperationLine) -> Cell:
    """An operation with its state's sign, and its company below."""
    notes = (line.entity,) if line.entity else ()
    return Cell(words.operation(line.name, line.id), notes, state_tone(line.state))


def _stopped(words: Words, lines: Sequence[OperationLine]) -> Iterator[Block]:
    yield Heading(words.say("operations.stopped"))
    if not lines:
        yield Paragraph(words.say("operations.none_stopped"))
        return
    yield words.table(
        words.say("operations.stopped_table"),
        (
            Column(words.say("head.operation"), 2.6),
            Column(words.say("head.first_missing"), 2.6),
            Column(words.say("head.why_no_hands"), 2.2),
            Column(words.say("head.waiting"), 1.2, True),
            Column(words.say("head.loss_per_hour"), 1.2, True),
        ),
        [
            (
                named(words, line),
                _chain(words, line),
                Cell(_why_no_hands(words, line)),
                _waiting(words, line),
                Cell(words.money(line.loss_per_hour)),
            )
            for line in lines
        ],
        shown=20,
    )


def _by_hand(words: Words, lines: Sequence[OperationLine]) -> Iterator[Block]:
    yield Heading(words.say("operations.by_hand"))
    if not lines:
        yield Paragraph(words.say("operations.none_by_hand"))
        return
    yield words.table(
        words.say("operations.by_hand_table"),
        (
            Column(words.say("head.operation"), 2.6),
            Column(words.say("head.form"), 1.7),
            Column(words.say("head.share"), 1.1, True),
            Column(words.say("head.stamina"), 1.6),
            Column(words.say("head.waiting"), 1.2, True),
            Column(words.say("head.first_missing"), 2.2),
        ),
        [
            (
                named(words, line),
                Cell(line.form or words.say("operations.no_form")),
                Cell(words.speech.percent(line.by_hand_share)),
                Cell(words.duration(line.stamina_hours), (words.when(line.stamina_hours).text,)),
                _waiting(words, line),
                _chain(words, line),
            )
            for line in lines
        ],
        shown=20,
    )


def _running(words: Words, lines: Sequence[OperationLine]) -> Iterator[Block]:
    yield Heading(words.say("operations.running"))
    if not lines:
        yield Paragraph(words.say("operations.none_running"))
        return
    yield words.table(
        words.say("operations.running_table"),
        (
            Column(words.say("head.operation"), 3),
            Column(words.say("head.company"), 2),
            Column(words.say("head.rto"), 1, True),
            Column(words.say("head.mtpd"), 1, True),
        ),
        [
            (
                Cell(words.operation(line.name, line.id), tone="good"),
                Cell(line.entity or "–"),
                Cell(words.duration(line.rto_hours)),
                Cell(words.duration(line.mtpd_hours)),
            )
            for line in lines
        ],
        shown=20,
    )


def _chain(words: Words, line: OperationLine) -> Cell:
    """The root first, which is what must come back, then who took it and the way to it."""
    missing = line.missing
    if not missing:
        return Cell(words.say("operations.not_told"))
    notes = list(_taken(words, line))
    if len(missing) > 1:
        notes.append(words.say("operations.through", chain=" → ".join(missing[:-1])))
    return Cell(missing[-1], tuple(notes))


def _taken(words: Words, line: OperationLine) -> Iterator[str]:
    if line.taken_by == "intruder":
        yield words.say("operations.taken")
    elif line.taken_by == "cut":
        numbers = words.speech.listed([words.speech.number(one) for one in line.cut_by])
        yield words.counted("operations.cut", len(line.cut_by), numbers=numbers)


def _why_no_hands(words: Words, line: OperationLine) -> str:
    if not line.manual_missing:
        return words.say("operations.no_hands")
    return words.say("operations.hands_lack", missing=line.manual_missing[-1])


def _waiting(words: Words, line: OperationLine) -> Cell:
    if line.waiting_after_a_day is None:
        return Cell("–")
    # Two figures: the queue is an estimate from average arrivals.
    rounded = float(f"{line.waiting_after_a_day:.2g}")
    return Cell(words.speech.number(rounded))
