"""Prepare: what the organisation is, what is missing in its description, evidence taken in."""

from collections.abc import Sequence
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from starlette.datastructures import UploadFile
from starlette.responses import Response

from endigue.console.entering import Served
from endigue.console.visit import Visit
from endigue.desk.acting import allow_recording
from endigue.desk.case import Case
from endigue.desk.examining import take_in
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.evidence.facts import FindingsRecorded
from endigue.locale.shortcomings import say_shortcoming
from endigue.organisation.check import Shortcoming, check

LONGEST_NAME = 120


def prepare(visit: Visit) -> Response:
    """The page."""
    found: tuple[Shortcoming, ...] = ()
    if visit.organisation is not None:
        found = check(visit.organisation, visit.room.hands.link_kinds().known())
    adopted = visit.ledger.organisation
    return visit.show(
        "prepare.html.j2",
        page="prepare",
        adopted=adopted,
        shortcomings=[say_shortcoming(visit.speech, one, visit.called) for one in found],
        files=list(visit.ledger.evidence.files.values()),
        sections=visit.sections("unknown"),
        computed=visit.source("continuity.assessed"),
        kinds=visit.room.hands.imports.kinds,
        may_read_here=visit.may("decide-technical"),
        formats=visit.room.hands.imports.finding_formats,
    )


def bring(visit: Visit) -> Response:
    """Take files of findings in, all of them or none."""
    uploads = visit.files("file")
    if not uploads:
        raise Refusal("console.no_file")
    form = visit.text("format", 40) or "auto"
    if form != "auto" and form not in visit.room.hands.imports.finding_formats:
        raise Refusal("console.no_such_format", format=form)
    with TemporaryDirectory() as elsewhere:
        read: list[tuple[FindingsRecorded, ...]] = [
            visit.room.hands.imports.findings(file, {}, form)
            for file in saved(uploads, Path(elsewhere))
        ]
    roles = visit.room.rulebook.roles

    def verb(case: Case, ledger: Ledger) -> Ledger:
        allow_recording(case, ledger, roles, "evidence")
        return take_in(case, ledger, read)

    visit.room.act(visit.person, verb)
    return visit.go("/prepare#evidence")


def saved(uploads: Sequence[UploadFile], elsewhere: Path) -> list[str]:
    """The files that a browser brought, each in a folder of its own, under its last name alone:
    what a browser calls a file never leads anywhere.
    """
    paths = []
    for number, upload in enumerate(uploads):
        folder = elsewhere / str(number)
        folder.mkdir()
        file = folder / safe_name(upload.filename or "")
        with file.open("wb") as out:
            while piece := upload.file.read(1 << 20):
                out.write(piece)
        paths.append(str(file))
    return paths


def safe_name(name: str) -> str:
    """The last part of a name, of letters that every system takes."""
    last = PurePath(name.replace("\\", "/")).name
    kept = "".join(c if c.isalnum() or c in "._- " else "_" for c in last).strip(" .")
    return kept[-LONGEST_NAME:] or "file"


PAGES = (Served("/prepare", prepare), Served("/prepare/files", bring, "POST"))
