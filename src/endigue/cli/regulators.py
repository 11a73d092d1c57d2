"""`endigue communication report`, `notice` and `register`: files for authorities and insurers."""

from collections.abc import Sequence

import click
from rich.console import Console

from endigue.cli.case_reading import known_at, viewer_option, write_all
from endigue.cli.door import Door, verb
from endigue.cli.values import day_in, instant_in
from endigue.communication.report_fields import STAGES, Stage
from endigue.desk.notices import notice_of, register_of_case
from endigue.desk.reporting import dora_company, dora_report
from endigue.kernel.instant import format_instant
from endigue.locale.reports import say_check, say_lack, say_source
from endigue.locale.speech import Speech


@click.command("report")
@click.argument("case", metavar="CASE")
@click.argument("stage", type=click.Choice(STAGES))
@click.option("--out", "folder", required=True, metavar="DIR", help="Folder to write to.")
@click.option("--company", metavar="ID", help="The company that reports.")
@click.option("--at", metavar="INSTANT", help="As known at this instant; by default now.")
@click.option("--law", metavar="DAY", help="Under the law of another day, to rehearse an old case.")
@click.option("--schema", metavar="FILE", help="Check against this JSON schema instead of ours.")
@viewer_option
@verb
def report(
    door: Door,
    case: str,
    stage: Stage,
    folder: str,
    company: str | None,
    at: str | None,
    law: str | None,
    schema: str | None,
    viewer: str | None,
) -> None:
    """Fill a DORA report from the logbook: initial, intermediate, final or reclassified.

    Written as JSON and PDF, with a list of what is missing. Nothing is sent to anybody.

    \b
    Example: endigue communication report case initial --company mutual --out reports
    """
    instant = instant_in(at) if at else door.hands.clock()
    ledger, profile = known_at(door, case, instant if at else None, viewer)
    book = door.hands.rulebook()
    reporter = dora_company(profile, company)
    found = dora_report(
        ledger, profile, reporter, book, stage, instant, day_in(law) if law else None
    )
    voice = Speech(door.speech.language, profile.time_zone)
    documents = door.hands.documents.dora_report(
        found, reporter, ledger.head, profile, voice.language
    )
    content = next(content for name, content in documents.items() if name.endswith(".json"))
    objections = door.hands.documents.objections(content, schema)
    write_all(door, folder, documents)
    lacks = [say_lack(voice, book.report_fields[one.id], one) for one in found.lacking]
    lacks += [say_check(voice, one) for one in found.checks]
    door.tell(
        {
            "stage": stage,
            "company": reporter.id,
            "at": format_instant(instant),
            "complete": not lacks and not objections,
            "files": sorted(documents),
            "fields": {one.id: one.state for one in found.fields},
            "missing": [
                {"field": one.id, "state": one.state, "record": list(one.missing)}
                for one in found.lacking
            ],
            "checks": [{"code": one.code, "fields": list(one.fields)} for one in found.checks],
            "schema": list(objections),
        },
        lambda console: _show_report(console, voice, folder, sorted(documents), lacks, objections),
    )


def _show_report(
    console: Console,
    speech: Speech,
    folder: str,
    names: list[str],
    lacks: list[str],
    objections: Sequence[str],
) -> None:
    files = speech.listed(names)
    console.print(speech.text("Written to {folder}: {files}", folder=folder, files=files))
    for lack in lacks:
        console.print("- " + lack, markup=False)
    for one in objections:
        objection = speech.text("The schema objects: {complaint}", complaint=one)
        console.print("- " + objection, markup=False)


@click.command("notice")
@click.argument("case", metavar="CASE")
@click.argument("sheet", type=click.Choice(["gdpr", "complaint", "insurer"]))
@click.option("--out", "folder", required=True, metavar="DIR", help="Folder to write to.")
@click.option("--company", metavar="ID", help="The company that reports.")
@click.option("--at", metavar="INSTANT", help="As known at this instant; by default now.")
@click.option("--law", metavar="DAY", help="Under the law of another day, to rehearse an old case.")
@viewer_option
@verb
def notice(
    door: Door, case: str, sheet: str, folder: str, company: str | None, at: str | None,
    law: str | None, viewer: str | None,
) -> None:  # fmt: skip
    """Prepare a notice that is copied into a form: gdpr, complaint or insurer.

    Written as PDF, with what is missing. Nothing is sent to anybody.

    \b
    Example: endigue communication notice case gdpr --company mutual --out notices
    """
    instant = instant_in(at) if at else door.hands.clock()
    ledger, profile = known_at(door, case, instant if at else None, viewer)
    book, day = door.hands.rulebook(), day_in(law) if law else None
    found = notice_of(ledger, profile, book, sheet, company, instant, day)
    voice = Speech(door.speech.language, profile.time_zone)
    documents = door.hands.documents.notice(found, profile, voice.language)
    write_all(door, folder, documents)
    lacking = [one.event for one in found.answers if one.missing]
    lacks = [say_source(voice, one) for one in lacking]
    door.tell(
        {
            "sheet": sheet,
            "company": found.company,
            "at": format_instant(instant),
            "complete": not lacking,
            "files": sorted(documents),
            "missing": lacking,
        },
        lambda console: _show_report(console, voice, folder, sorted(documents), lacks, ()),
    )


@click.command("register")
@click.argument("case", metavar="CASE")
@click.option("--out", "folder", required=True, metavar="DIR", help="Folder to write to.")
@click.option("--at", metavar="INSTANT", help="As known at this instant; by default now.")
@viewer_option
@verb
def register(
    door: Door, case: str, folder: str, at: str | None, viewer: str | None
) -> None:  # fmt: skip
    """Write the register of breaches of personal data, as CSV and PDF.

    \b
    Example: endigue communication register case --out register
    """
    instant = instant_in(at) if at else door.hands.clock()
    ledger, profile = known_at(door, case, instant if at else None, viewer)
    found = register_of_case(ledger, profile, instant)
    voice = Speech(door.speech.language, profile.time_zone)
    documents = door.hands.documents.register(found, profile, voice.language)
    write_all(door, folder, documents)
    door.tell(
        {
            "at": format_instant(instant),
            "companies": [row.company for row in found.rows],
            "files": sorted(documents),
        },
        lambda console: _show_report(console, voice, folder, sorted(documents), [], ()),
    )
