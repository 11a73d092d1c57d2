"""`endigue eradication`: what must be clean before it returns."""

from collections.abc import Callable, Sequence
from pathlib import PurePath

import click
import msgspec

from endigue.cli.case_reading import write_all
from endigue.cli.door import Door, verb
from endigue.cli.eradication_case import AT, AUTHOR, PERSON, WHY, opened, tell_states
from endigue.cli.eradication_shown import show_board, show_checks
from endigue.cli.hashing import hashed
from endigue.cli.late import Listed
from endigue.desk import eradicating
from endigue.desk.ledger import Ledger
from endigue.desk.lifting import pulled_if_any
from endigue.desk.refusal import Refusal
from endigue.eradication import facts
from endigue.eradication.states import STATES

SETTABLE: dict[str, Callable[..., Ledger]] = {
    "suspected": eradicating.suspect,
    "compromised": eradicating.find_bad,
    "isolated": eradicating.isolate,
    "lost": eradicating.lose,
    "scrapped": eradicating.scrap,
}
"""States that somebody states; the others are reached by work."""


@click.group(cls=Listed)
def eradication() -> None:
    """What must be clean before it returns: states, gates, evidence, the triage line."""


@eradication.command("begin")
@click.argument("case", metavar="CASE")
@AT
@AUTHOR
@verb
def begin_(door: Door, case: str, at: str | None, author: str) -> None:
    """Take over what the containment treats as infected, and what it says may have fallen.

    \b
    Example: endigue eradication begin case
    """
    with opened(door, case, author, at) as now:
        ledger = eradicating.begin(now.case, now.ledger, now.here, now.organisation)
        now = now.after(ledger)
        tell_states(door, now, sorted(now.here.board().held))


@eradication.command("state")
@click.argument("case", metavar="CASE")
@click.argument("assets", metavar="[ASSET,...]", default="")
@click.option("--set", "state", type=click.Choice(list(SETTABLE)), help="Say that they are so.")
@click.option("--only", type=click.Choice(STATES), help="Show assets in this state only.")
@click.option("--out", metavar="DIR", help="Write the board there, as picture and table.")
@WHY
@AT
@AUTHOR
@verb
def state_(
    door: Door,
    case: str,
    assets: str,
    state: str | None,
    only: str | None,
    out: str | None,
    why: str,
    at: str | None,
    author: str,
) -> None:
    """Show the state of every asset and what stops it, or say what some assets are.

    \b
    Example: endigue eradication state case srv-app1 --set compromised --why "beacon seen"
    """
    with opened(door, case, author, at) as now:
        named = now.assets(assets) if assets or state else ()
        if state is not None:
            now = now.after(SETTABLE[state](now.case, now.ledger, now.here, named, why))
        board = now.here.board()
        organisation = now.organisation
    if named:
        standings = [board.of(name) for name in named]
    else:
        standings = [one for one in board.assets.values() if only in {None, one.state}]
    if out is not None:
        write_all(
            door, out, door.hands.eradication.board(organisation, board, door.speech.language)
        )
    answer = {
        "assets": msgspec.to_builtins(standings),
        "count": board.count,
        "next": board.next,
        "blocks": board.blocks,
        "fallbacks": msgspec.to_builtins(board.fallbacks),
        "objections": msgspec.to_builtins(board.objections),
    }
    door.tell(answer, lambda console: show_board(console, door, board, standings))


@eradication.command("evidence")
@click.argument("case", metavar="CASE")
@click.argument("assets", metavar="ASSET")
@click.argument("files", metavar="[FILE...]", nargs=-1)
@click.option("--sha256", multiple=True, metavar="HASH", help="Of a file that is elsewhere.")
@click.option("--holder", default="", metavar="NAME", help="Who took it, and holds it.")
@click.option("--place", default="", metavar="TEXT", help="Where it is kept.")
@click.option("--waive", is_flag=True, help="It was decided to do without; with --decided-by.")
@click.option("--decided-by", default="", metavar="NAME", help="Who decided that.")
@WHY
@AT
@AUTHOR
@verb
def evidence_(
    door: Door,
    case: str,
    assets: str,
    files: tuple[str, ...],
    sha256: tuple[str, ...],
    holder: str,
    place: str,
    waive: bool,
    decided_by: str,
    why: str,
    at: str | None,
    author: str,
) -> None:
    """Write that evidence of an asset was taken; files are hashed here and stay where they are.

    \b
    Example: endigue eradication evidence case srv-app1 disk.raw --holder "A. Martin" --place safe
    """
    with opened(door, case, author, at) as now:
        named = now.assets(assets)
        if waive:
            ledger = eradicating.waive(now.case, now.ledger, now.here, named, why, decided_by)
            tell_states(door, now.after(ledger), named)
            return
        if len(named) != 1:
            raise Refusal("eradication.evidence_of_one", count=len(named))
        items = [_item(door, file, holder or author, place) for file in files]
        items += [
            facts.Item("", digest.strip().lower(), 0, holder or author, place) for digest in sha256
        ]
        if not items:
            raise Refusal("eradication.nothing_taken", asset=named[0])
        ledger = eradicating.preserve(now.case, now.ledger, now.here, named[0], items)
        tell_states(door, now.after(ledger), named)


def _item(door: Door, file: str, holder: str, place: str) -> facts.Item:
    found = hashed(door, file)
    return facts.Item(PurePath(file).name, found.sha256, found.size, holder, place)


@eradication.command("custody")
@click.argument("case", metavar="CASE")
@click.argument("sha256", metavar="HASH")
@click.option("--from", "giver", default="", metavar="NAME", help="Who gives it.")
@click.option("--to", "taker", default="", metavar="NAME", help="Who takes it.")
@click.option("--compare", metavar="FILE", help="Hash this file again and compare.")
@WHY
@AT
@AUTHOR
@verb
def custody_(
    door: Door,
    case: str,
    sha256: str,
    giver: str,
    taker: str,
    compare: str | None,
    why: str,
    at: str | None,
    author: str,
) -> None:
    """Write that a piece of evidence went into other hands, or compare it with its hash.

    \b
    Example: endigue eradication custody case 9f86d0... --from "A. Martin" --to "Police"
    """
    digest = sha256.strip().lower()
    with opened(door, case, author, at) as now:
        ledger, same = now.ledger, None
        if compare is not None:
            found = hashed(door, compare).sha256
            ledger = eradicating.compare(now.case, ledger, now.here, digest, found)
            same = found == digest
        if giver or taker or compare is None:
            here = now.here.after(ledger)
            ledger = eradicating.hand_over(now.case, ledger, here, digest, giver, taker, why)
        chain = eradicating.chain_of(now.here.after(ledger), digest)
    answer = {
        "sha256": digest,
        "holder": chain.holder,
        "sound": chain.sound,
        "same": same,
        "entries": ledger.head.sequence,
    }
    said = "{holder} holds it; its chain is unbroken."
    if not chain.sound:
        said = "{holder} holds it; its chain is broken, so it does not count any more."
    told = door.speech.text(said, holder=chain.holder)
    door.tell(answer, lambda console: console.print(told, markup=False))


@eradication.command("clean")
@click.argument("case", metavar="CASE")
@click.argument("assets", metavar="ASSET,...")
@click.option("--way", type=click.Choice(facts.WAYS), default="rebuild", show_default=True,
              help="Cleaned in place, or rebuilt from sound media.")  # fmt: skip
@click.option("--done", is_flag=True, help="It is done; without, it was begun.")
@PERSON
@AT
@AUTHOR
@verb
def clean_(
    door: Door,
    case: str,
    assets: str,
    way: facts.Way,
    done: bool,
    person: str,
    at: str | None,
    author: str,
) -> None:
    """Write that the cleaning or the rebuild of assets was begun, or is done.

    \b
    Example: endigue eradication clean case srv-app1 --way rebuild --person "B. Petit"
    """
    with opened(door, case, author, at) as now:
        named = now.assets(assets)
        if done:
            ledger = eradicating.end_cleaning(now.case, now.ledger, now.here, named, person)
        else:
            ledger = eradicating.start_cleaning(now.case, now.ledger, now.here, named, way, person)
        tell_states(door, now.after(ledger), named)


@eradication.command("check")
@click.argument("case", metavar="CASE")
@click.argument("assets", metavar="ASSET,...")
@click.argument("check", metavar="CHECK")
@click.option("--failed", is_flag=True, help="It did not pass.")
@click.option("--hits", type=click.IntRange(0), default=0, show_default=True,
              help="What it found; a check with hits has failed.")  # fmt: skip
@click.option("--report", metavar="FILE", help="What the tool wrote; its hash is kept.")
@click.option("--note", default="", metavar="TEXT", help="For the logbook.")
@PERSON
@AT
@AUTHOR
@verb
def check_(
    door: Door,
    case: str,
    assets: str,
    check: str,
    failed: bool,
    hits: int,
    report: str | None,
    note: str,
    person: str,
    at: str | None,
    author: str,
) -> None:
    """Write that a check of assets passed, or failed; see `eradication checks` for their names.

    \b
    Example: endigue eradication check case srv-app1 scan --person "C. Leroy" --report scan.txt
    """
    with opened(door, case, author, at) as now:
        named = now.assets(assets)
        digest = "" if report is None else hashed(door, report).sha256
        made = facts.CheckMade(named, check, not failed and not hits, person, hits, digest, note)
        now = now.after(eradicating.check(now.case, now.ledger, now.here, made))
        tell_states(door, now, named)


@eradication.command("checks")
@click.argument("case", metavar="CASE")
@click.option("--add", metavar="FILE", help="Checks of your own, as TOML.")
@AT
@AUTHOR
@verb
def checks_(door: Door, case: str, add: str | None, at: str | None, author: str) -> None:
    """Show what is checked before an asset counts as verified, or add checks of your own.

    \b
    Example: endigue eradication checks case --add our-checks.toml
    """
    with opened(door, case, author, at) as now:
        if add is not None:
            more = door.hands.checks(add)
            ledger = eradicating.extend_checks(
                now.case, now.ledger, now.here, more, PurePath(add).name
            )
            now = now.after(ledger)
        checks = now.here.checks_now()
    answer = {"checks": msgspec.to_builtins(list(checks.check.values()))}
    door.tell(answer, lambda console: show_checks(console, door, checks))


@eradication.command("verify")
@click.argument("case", metavar="CASE")
@click.argument("assets", metavar="ASSET,...")
@PERSON
@AT
@AUTHOR
@verb
def verify_(door: Door, case: str, assets: str, person: str, at: str | None, author: str) -> None:
    """Write that assets are verified: every check passed, said by a second person.

    \b
    Example: endigue eradication verify case srv-app1 --person "C. Leroy"
    """
    with opened(door, case, author, at) as now:
        named = now.assets(assets)
        ledger = eradicating.verify(now.case, now.ledger, now.here, named, person)
        tell_states(door, now.after(ledger), named)


@eradication.command("reconnect")
@click.argument("case", metavar="CASE")
@click.argument("assets", metavar="ASSET,...")
@PERSON
@AT
@AUTHOR
@verb
def reconnect_(
    door: Door, case: str, assets: str, person: str, at: str | None, author: str
) -> None:
    """Write that assets are back: they are verified, and so is all that they stand on.

    \b
    Example: endigue eradication reconnect case srv-app1 --person "D. Roux"
    """
    with opened(door, case, author, at) as now:
        named = now.assets(assets)
        ledger = eradicating.reconnect(now.case, now.ledger, now.here, named, person)
        tell_states(door, now.after(ledger), named)


@eradication.command("fallback")
@click.argument("case", metavar="CASE")
@click.argument("assets", metavar="ASSET,...")
@click.option("--why", required=True, metavar="TEXT", help="What was seen.")
@AT
@AUTHOR
@verb
def fallback_(door: Door, case: str, assets: str, why: str, at: str | None, author: str) -> None:
    """Write that assets were seen bad again; all that was reconnected behind them is listed.

    \b
    Example: endigue eradication fallback case esx-2 --why "beacon at 03:10"
    """
    with opened(door, case, author, at) as now:
        named = now.assets(assets)
        before = now.here.board()
        now = now.after(eradicating.find_bad(now.case, now.ledger, now.here, named, why))
        board = now.here.board()
        behind = sorted(
            name
            for name, one in board.assets.items()
            if before.of(name).state == "reconnected" and one.state == "suspected"
        )
        pulled = pulled_if_any(now.ledger, now.organisation)
        reached = eradicating.within_reach(now.here, now.organisation, pulled, named)
    answer = {
        "assets": {name: board.of(name).state for name in named},
        "behind": behind,
        "within_reach": reached,
        "entries": now.ledger.head.sequence,
    }
    speech = door.speech
    lines = [
        speech.text("Fell back with them, to be verified again: {things}.", things=_all(behind)),
        speech.text(
            "Reconnected and within their reach, to be looked at: {things}.", things=_all(reached)
        ),
    ]
    door.tell(answer, lambda console: console.print("\n".join(lines), markup=False))


def _all(things: Sequence[str]) -> str:
    return ", ".join(things) or "-"
