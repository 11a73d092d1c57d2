"""The checklist of the eviction on paper: what to do, after what, why, and who did it when."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from endigue.eradication.core.checklist import Tick
from endigue.eradication.core.eviction import Step
from endigue.journal.entry import Head
from endigue.locale.eradication import say_reason, say_step
from endigue.locale.speech import Speech
from endigue.organisation.model import Organisation
from endigue.writers.papers.paper import Paper, Paragraph, Part, Table
from endigue.writers.papers.print import paper_print

PHASES = {
    "host": "machines", "controller": "machines", "core_machine": "machines",
    "ways": "ways",
    "builtin_administrator": "accounts", "privileged_account": "accounts",
    "privileged_service": "accounts",
    "dsrm": "controllers", "krbtgt_first": "controllers", "krbtgt_second": "controllers",
    "krbtgt_read_only": "controllers", "controller_account": "controllers",
    "trust": "trusts", "certificates": "trusts",
    "service": "secrets", "stored_secret": "secrets", "people": "secrets",
}  # fmt: skip
"""The heading under which a kind of step stands."""


def checklist_print(
    organisation: Organisation,
    ticks: Sequence[Tick],
    head: Head,
    at: datetime,
    speech: Speech,
) -> bytes:
    """The PDF. Steps are numbered in the order in which they are done."""
    number = {tick.step.id: place for place, tick in enumerate(ticks, start=1)}
    names = {asset.id: asset.name or asset.id for asset in organisation.assets}
    parts = [
        _part(phase, list(some), number, names, speech)
        for phase, some in groupby(ticks, key=lambda tick: PHASES[tick.step.kind])
    ]
    done = sum(tick.done for tick in ticks)
    first = Paragraph(
        speech.say("eradication.core_intro", done=done, count=len(ticks)), notice=True
    )
    paper = Paper(
        language=speech.language,
        title=speech.say("eradication.core_title"),
        organisation=organisation.name,
        moment=speech.moment(at),
        at=at,
        marks=("TLP:AMBER+STRICT", "PAP:AMBER"),
        parts=(Part(speech.say("eradication.core_how"), (first,)), *parts),
        foot=f"{head.sequence} {head.hash[:16]}",
        landscape=True,
    )
    return paper_print(paper)


def _part(
    phase: str,
    ticks: Sequence[Tick],
    number: dict[str, int],
    names: dict[str, str],
    speech: Speech,
) -> Part:
    rows = tuple(_row(tick, number, names, speech) for tick in ticks)
    headings = ("no", "do", "after", "why", "done")
    table = Table(
        caption="",
        headings=tuple(speech.say(f"eradication.core_column_{one}") for one in headings),
        rows=rows,
        weights=(0.5, 4.0, 1.6, 4.4, 2.0),
    )
    return Part(speech.say(f"eradication.phase_{phase}"), (table,))


def _row(
    tick: Tick, number: dict[str, int], names: dict[str, str], speech: Speech
) -> tuple[str, ...]:
    step = tick.step
    done = "☐"
    if tick.done_at is not None:
        done = f"☑ {speech.short_moment(tick.done_at)}\n{tick.person}"
    return (
        str(number[step.id]),
        say_step(speech, step, names),
        _after(step, number, speech),
        say_reason(speech, step),
        done,
    )


def _after(step: Step, number: dict[str, int], speech: Speech) -> str:
    places = sorted(number[one] for one in step.after)
    said = ", ".join(_runs(places)) or "–"
    if step.wait_hours:
        return speech.say("eradication.core_wait", after=said, hours=step.wait_hours)
    return said


def _runs(numbers: Sequence[int]) -> list[str]:
    """Numbers that follow each other as one run: 3, 5-9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
