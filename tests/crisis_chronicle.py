"""The fictional crisis of twenty-five days, folded as far as a test wants."""

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType

from endigue.communication.page import Page
from endigue.communication.profile import Profile
from endigue.communication.report import Report, report_of
from endigue.communication.report_fields import Stage
from endigue.communication.view import CommunicationView, see
from endigue.desk.case import as_known_at
from endigue.desk.catalogue import VOCABULARY
from endigue.desk.publishing import current_page
from endigue.journal.entry import Entry
from endigue.kernel.instant import parse_instant
from endigue.readers.rulebook import load_rulebook

ROOT = Path(__file__).parents[1]

SENT: dict[Stage, str] = {
    "initial": "2026-02-06T22:30:00+01:00",
    "intermediate": "2026-02-27T18:00:00+01:00",
    "final": "2026-03-05T10:00:00+01:00",
}
"""When the mutual's reports were made."""


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def entries() -> tuple[Entry, ...]:
    crisis = script("example_crisis")
    return crisis.entries(crisis.chronicle())  # type: ignore[no-any-return]


@cache
def profile() -> Profile:
    return script("example_crisis").profile()  # type: ignore[no-any-return]


def view_of(kept: tuple[Entry, ...]) -> CommunicationView:
    view = CommunicationView()
    for entry in kept:
        view = see(view, VOCABULARY.read(entry.fact, entry.body), entry)
    return view


def page(at: str) -> Page:
    """The public page as the crisis told it at an instant."""
    ledger = as_known_at(entries(), parse_instant(at))
    return current_page(ledger, profile(), load_rulebook())


def report(stage: Stage, view: CommunicationView | None = None, at: str = "") -> Report:
    book, group = load_rulebook(), profile()
    instant = parse_instant(at or SENT[stage])
    whole = view_of(entries()) if view is None else view
    return report_of(
        whole, group, group.company("mutual"), book.report_fields, book.thresholds[0], stage,
        instant,
    )  # fmt: skip
