"""A cut goes on while others write; what every component promises stands in the contract suite."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from endigue.communication.note_facts import NoteWritten
from endigue.desk.case import Case
from endigue.desk.enforcing import decide_emergency, enforce, prepare
from endigue.desk.enforcing_ports import Targets
from endigue.journal.store import Moved
from endigue.kernel.money import Cents
from endigue.organisation.model import Asset, Lever, Organisation, Zone
from endigue.stores.memory import MemoryStore
from switches import PATH, Board, Memory

NOW = datetime(2021, 2, 5, 21, 30, tzinfo=UTC)
PC = Asset("pc-1", "PC-1", "machine", "lan")
SMALL = Organisation(
    "Small",
    zones=(Zone("lan", "LAN", "co", 2),),
    assets=(PC,),
    levers=(Lever("isolate-pc-1", "isolate_host", "pc-1", 5.0, "it", Cents(500)),
            Lever("isolate-pc-1-too", "isolate_host", "pc-1", 5.0, "it", Cents(500))),
)  # fmt: skip


class Talkative(Memory):
    """Somebody writes in the journal whenever it is commanded."""

    interrupt = staticmethod(lambda: None)

    def write(self, path: str, content: bytes) -> None:
        super().write(path, content)
        self.interrupt()


@pytest.fixture
def case() -> Case:
    case = Case(MemoryStore(), None, lambda: NOW, "tester")
    decide_emergency(case, case.ledger(), ["isolate-pc-1"], "it encrypts now")
    return case


def colleague(case: Case) -> Case:
    return replace(case, author="somebody else")


def note(case: Case) -> None:
    colleague(case).record([NoteWritten("the telephone rings", True, "")], case.ledger())


def board() -> tuple[Talkative, Targets]:
    memory = Talkative({PATH: b"pc-1=on\n"})
    return memory, Targets((Board("board", memory, PATH),))


def test_a_line_written_in_the_logbook_does_not_stop_a_cut_that_is_being_carried_out(case) -> None:
    memory, targets = board()
    memory.interrupt = lambda: note(case)
    ledger = case.ledger()
    prepared = prepare(ledger, SMALL, targets)
    note(case)
    ledger = enforce(case, ledger, prepared, lambda: 0.0)
    assert ledger.enforcement.status_of("isolate-pc-1") == "in_force"
    assert ledger == case.ledger()
    assert memory.files[PATH] == b"pc-1=off\n"


def test_what_others_did_to_the_cut_meanwhile_stops_it_before_the_component_hears_of_it(
    case,
) -> None:
    memory, targets = board()
    ledger = case.ledger()
    prepared = prepare(ledger, SMALL, targets)
    decide_emergency(colleague(case), case.ledger(), ["isolate-pc-1-too"], "that one too")
    with pytest.raises(Moved):
        enforce(case, ledger, prepared, lambda: 0.0)
    assert memory.files[PATH] == b"pc-1=on\n"
    assert not case.ledger().enforcement.changes


def test_an_answer_is_written_whatever_others_decided_while_it_was_awaited(case) -> None:
    memory, targets = board()
    memory.interrupt = lambda: decide_emergency(
        colleague(case), case.ledger(), ["isolate-pc-1-too"], "that one too"
    )
    ledger = case.ledger()
    ledger = enforce(case, ledger, prepare(ledger, SMALL, targets), lambda: 0.0)
    assert ledger.enforcement.status_of("isolate-pc-1") == "in_force"
    assert not ledger.enforcement.open
