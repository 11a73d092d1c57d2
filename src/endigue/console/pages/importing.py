"""Prepare, imported: files about the organisation, laid over what is adopted, with the report."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.responses import Response

from endigue.console.entering import Served
from endigue.console.pages.prepare import saved
from endigue.console.visit import Visit
from endigue.desk.acting import allow, allow_company, allow_recording
from endigue.desk.adopting import adopt
from endigue.desk.case import Case
from endigue.desk.current import organisation_of
from endigue.desk.importing import import_into
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.locale.links import say_link
from endigue.locale.sentences import sentences
from endigue.organisation.inventory import Inventory
from endigue.organisation.loaded import Loaded

READ_HERE = "decide-technical"
"""Who may have a file read that lies on the machine of the console."""

LONGEST_PATH = 1_000

ONLY_NAMED = " (referenced only)"
"""Ends the kind of what a file names without describing it."""


def upload(visit: Visit) -> Response:
    """Import files that the browser brings; the guard has bounded them."""
    _let(visit)
    uploads = visit.files("file")
    if not uploads:
        raise Refusal("console.no_file")
    with TemporaryDirectory() as elsewhere:
        return _imported(visit, saved(uploads, Path(elsewhere)))


def read_here(visit: Visit) -> Response:
    """Import a file or a folder that lies on the machine of the console."""
    path = visit.text("path", LONGEST_PATH).strip()
    _let(visit, READ_HERE, path)
    if not path or "\0" in path:
        raise Refusal("console.no_file")
    if not (Path(path).is_file() or Path(path).is_dir()):
        # A device or a pipe would be read for ever.
        raise Refusal("importing.file_missing", file=path)
    return _imported(visit, [path])


def _let(visit: Visit, action: str = "", subject: str = "organisation") -> None:
    """Ask before anything is read: whoever may not costs nobody any work."""
    roles = visit.room.rulebook.roles

    def verb(case: Case, ledger: Ledger) -> Ledger:
        if action:
            allow(case, ledger, roles, action, subject)
        else:
            allow_recording(case, ledger, roles, subject)
        allow_company(case, ledger, "", subject)
        return ledger

    visit.room.act(visit.person, verb)


def _imported(visit: Visit, files: Sequence[str]) -> Response:
    kind, hands = visit.text("kind", 40), visit.room.hands
    if kind not in hands.imports.kinds:
        raise Refusal("desk.unknown_kind", kind=kind, kinds=", ".join(hands.imports.kinds))
    ledger = visit.room.chronicle.ledger
    with TemporaryDirectory() as elsewhere:
        folder = Path(elsewhere) / "organisation"
        if ledger.organisation is not None:
            folder.mkdir()
            for name, kept in ledger.organisation.files.items():
                (folder / name).write_bytes(visit.room.case.blobs.get(kept))
        found = import_into(hands, kind, files, str(folder))
        loaded = hands.organisations.read(str(folder))
        written = hands.organisations.files(str(folder))
        before = organisation_of(ledger)

        def verb(case: Case, now: Ledger) -> Ledger:
            if organisation_of(now) != before:
                raise Refusal("console.organisation_moved")
            return adopt(case, now, loaded, written)

        visit.room.act(visit.person, verb)
    return _report(visit, found, loaded)


def _report(visit: Visit, found: Inventory, loaded: Loaded) -> Response:
    """What was taken, counted by kind, and what was left out, named and with the reason."""
    return visit.show(
        "imported.html.j2",
        page="prepare",
        name=loaded.organisation.name,
        tables=[("assets", found.asset_counts), ("links", found.link_counts)],
        kind_said=lambda kind: _kind_said(visit, kind),
        left_out=[(one.kind, one.count, visit.speech.say(one.why)) for one in found.left_out],
    )


def _kind_said(visit: Visit, kind: str) -> str:
    """What a kind of thing that a file has is called: an asset's, or a link's, as the file wrote
    it where we have no word.
    """
    plain = kind.removesuffix(ONLY_NAMED)
    code = f"console.taken.{plain}"
    said = visit.speech.say(code) if code in sentences() else say_link(visit.speech, plain)
    return said if plain == kind else visit.speech.say("console.prepare.only_named", kind=said)


PAGES = (
    Served("/prepare/organisation/files", upload, "POST"),
    Served("/prepare/organisation/path", read_here, "POST"),
)
