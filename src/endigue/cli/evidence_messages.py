"""`endigue evidence scan messages`: from one known-bad thing to everyone whom it touched."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import click
from rich.console import Console
from rich.table import Table

from endigue.cli.door import Door, verb
from endigue.cli.evidence_origin import clocks_said, say_missing, show_origin
from endigue.desk.records import Log, MessagesRead
from endigue.desk.scoping import bad_from, feed_from, sources_of
from endigue.desk.tracing import Material, Tracing, trace_back, with_own
from endigue.desk.tracing_facts import record_tracing
from endigue.evidence.messages.bad import Bad
from endigue.evidence.messages.links import Names
from endigue.evidence.messages.message import Message
from endigue.evidence.messages.traits import message_signals

SHOWN = 20


@click.command("messages")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--bad",
    multiple=True,
    metavar="WHAT",
    help="Known bad: address, domain, SHA-256, sender, or file of a message.",
)
@click.option("--feed", multiple=True, metavar="FILE", help="Known-bad things, one a line.")
@click.option("--proxy", multiple=True, metavar="FILE", help="Log of a proxy, or of Zeek.")
@click.option("--dns", multiple=True, metavar="FILE", help="Log of a name server, or of Zeek.")
@click.option("--events", multiple=True, metavar="FILE", help="Windows events (EVTX, JSON).")
@click.option("--domain", "domains", multiple=True, metavar="NAME", help="A domain of ours.")
@click.option("--brand", "brands", multiple=True, metavar="NAME", help="A name to protect.")
@click.option("--case", "case", metavar="CASE", help="Write the findings into this case.")
@click.option("--author", default="endigue", show_default=True, help="Who writes the logbook.")
@verb
def messages(
    door: Door,
    paths: tuple[str, ...],
    bad: tuple[str, ...],
    feed: tuple[str, ...],
    proxy: tuple[str, ...],
    dns: tuple[str, ...],
    events: tuple[str, ...],
    domains: tuple[str, ...],
    brands: tuple[str, ...],
    case: str | None,
    author: str,
) -> None:
    """Scope a campaign: who received it, who opened it, who clicked, what followed.

    PATH are files or folders: .eml, .msg, mbox, Maildir. Without --bad or --feed the signals
    of links, senders and attachments are shown; they are no verdict.

    \b
    Example: endigue evidence scan messages mails --bad https://evil.example/x \\
             --proxy access.log --dns queries.log --events events.jsonl
    """
    hands = door.hands
    with door.working("Reading the messages"):
        read = hands.records.messages(paths)
    names = with_own(hands.records.names(), domains, brands)
    known = bad_from(bad, hands.records, read.messages, names)
    strange = 0
    for file in feed:
        more, odd = feed_from(file, hands.read_text(file))
        known, strange = known | more, strange + odd
    logs = tuple(
        log for file in dict.fromkeys((*proxy, *dns)) for log in hands.records.traffic(file)
    )
    machines = tuple(log for file in events for log in hands.records.activity(file))
    with door.working("Joining the logs"):
        tracing = trace_back(Material(read.messages, logs, machines), known, names)
    if case:
        opened = hands.cases.open(case, author)
        record_tracing(opened, opened.ledger(), tracing, sources_of(logs + machines))
        opened.store.close()
    answer = _answer(read, tracing, known, names, logs + machines, strange)
    door.tell(answer, lambda console: _show(console, door, read, tracing, known, names))


def _answer(
    read: MessagesRead,
    tracing: Tracing,
    known: Bad,
    names: Names,
    logs: Sequence[Log],
    strange: int,
) -> dict[str, object]:
    return {
        "files": read.files,
        "messages": len(read.messages),
        "left_out": read.left_out or {},
        "feed_not_understood": strange,
        "campaign": [
            {
                "source": message.source,
                "message_id": message.message_id,
                "sender": message.sender,
                "subject": message.subject,
                "at": message.moment,
                "recipients": message.recipients,
                "why": each.why,
                "what": each.what,
            }
            for each, message in zip(tracing.belonging, tracing.campaign, strict=True)
        ],
        "recipients": _recipients(tracing),
        "opened": _people(tracing, "opened"),
        "clicked": _people(tracing, "clicked", "looked_up"),
        "touches": tracing.touches,
        "machines": _machines(tracing),
        "signals": _signals(read.messages, names) if not known else {},
        "clocks": tracing.clocks,
        "logs": [
            {"name": log.name, "rows": log.rows, "not_understood": log.not_understood}
            for log in logs
        ],
        "origin": tracing.origin,
    }


def _recipients(tracing: Tracing) -> list[str]:
    return sorted({one for message in tracing.campaign for one in message.recipients})


def _people(tracing: Tracing, *kinds: str) -> list[str]:
    """Recipients, or where none is known the account, the machine or the address."""
    return sorted(
        {
            touch.recipient or touch.account or touch.host or touch.client
            for touch in tracing.touches
            if touch.kind in kinds
        }
    )


def _machines(tracing: Tracing) -> dict[str, dict[str, object]]:
    """Machines on which something was wrong, with what, and whether the origin explains it."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for step in tracing.trace.steps:
        if step.weight > 0:
            found[step.host][step.code] += 1
    best = tracing.origin.roots[0].hosts if tracing.origin.roots else ()
    clicked = {touch.host for touch in tracing.touches if touch.kind in ("clicked", "looked_up")}
    return {
        host: {"wrong": dict(codes), "explained": host in best, "clicked": host in clicked}
        for host, codes in sorted(found.items())
    }


def _signals(messages: Sequence[Message], names: Names) -> dict[str, dict[str, int]]:
    found: dict[str, Counter[str]] = {each: Counter() for each in ("strong", "medium", "weak")}
    for message in messages:
        for code, strength in {(s.code, s.strength) for s in message_signals(message, names)}:
            found[strength][code] += 1
    return {strength: dict(codes) for strength, codes in found.items()}


def _show(
    console: Console, door: Door, read: MessagesRead, tracing: Tracing, known: Bad, names: Names
) -> None:
    _ = door.speech.text
    number = door.speech.number
    console.print(
        _("{messages} messages in {files} files.",
          messages=number(len(read.messages)), files=number(read.files))
    )  # fmt: skip
    for code, count in (read.left_out or {}).items():
        console.print(f"  {number(count)} × {door.speech.say(f'messages.left_out.{_tail(code)}')}")
    if not known:
        _show_signals(console, door, read.messages, names)
        return
    recipients, clicked = _recipients(tracing), _people(tracing, "clicked", "looked_up")
    machines = _machines(tracing)
    table = Table(box=None, show_header=False, pad_edge=False)
    for label, count in (
        (_("Messages of the campaign"), len(tracing.campaign)),
        (_("Recipients"), len(recipients)),
        (_("Opened it"), len(_people(tracing, "opened"))),
        (_("Followed the link"), len(clicked)),
        (_("Machines on which something was wrong"), len(machines)),
    ):
        table.add_row(label, number(count))
    console.print(table)
    for touch in tracing.touches:
        if touch.kind in ("clicked", "looked_up"):
            said = door.speech.say(
                f"messages.touch.{touch.kind}",
                who=touch.recipient or touch.account or touch.client,
                host=touch.host or touch.client,
                at=door.speech.moment(touch.at),
                address=touch.address[:120],
            )
            console.print("- " + said, markup=False)
    for host, about in machines.items():
        codes = about["wrong"]
        wrong = [door.speech.say(f"messages.wrong.{code}") for code in codes]  # type: ignore[attr-defined]
        console.print(f"! {host}: {door.speech.listed(wrong)}", markup=False)
    for line in clocks_said(door, tracing.clocks):
        console.print(line, markup=False)
    show_origin(console, door, tracing.origin)
    for missing in tracing.origin.missing:
        console.print("? " + say_missing(door, missing), markup=False)


def _show_signals(console: Console, door: Door, messages: Sequence[Message], names: Names) -> None:
    _ = door.speech.text
    console.print(_("Nothing is known to be bad (--bad): signals only, they are no verdict."))
    strong = [
        (message, [s for s in message_signals(message, names) if s.strength == "strong"])
        for message in messages
    ]
    marked = [(message, found) for message, found in strong if found]
    for message, found in marked[:SHOWN]:
        said = [f"{door.speech.say(f'messages.signal.{s.code}')} ({s.about})" for s in found[:4]]
        console.print(f"- {message.source}: {'; '.join(said)}", markup=False)
    if len(marked) > SHOWN:
        console.print(_("and {count} more", count=door.speech.number(len(marked) - SHOWN)))


def _tail(code: str) -> str:
    return code.rpartition(".")[2]
