from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import msgspec
import pytest

from endigue.communication.cell_facts import UncertaintyNoted
from endigue.desk.case import Case
from endigue.desk.refusal import Refusal
from endigue.desk.stamping import Stamp, ask_stamp, check_stamps, take_stamp
from endigue.stores.memory import MemoryStore

NOW = datetime(2026, 2, 7, 9, tzinfo=UTC)


class Blobs:
    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def put(self, data: bytes) -> str:
        name = sha256(data).hexdigest()
        self.kept[name] = data
        return name

    def get(self, name: str) -> bytes:
        if name not in self.kept:
            raise Refusal("desk.blob_absent", name=name)
        return self.kept[name]


class Authority:
    """Stamps are texts: hash, nonce, root. What verifies real ones is tested with the reader."""

    nonce = "a1"

    def request(self, text: bytes) -> tuple[bytes, str]:
        return f"{sha256(text).hexdigest()} {self.nonce}".encode(), self.nonce

    def read(self, answer: bytes) -> Stamp:
        imprint, nonce, _ = answer.decode().split()
        return Stamp(NOW, "CN=A", "7", "1.2", imprint, nonce)

    def verify(self, answer: bytes, roots: bytes, imprint: str) -> Stamp:
        said = self.read(answer)
        if said.imprint != imprint or answer.split()[-1] != roots:
            raise Refusal("stamps.does_not_hold", why="other")
        return said


@pytest.fixture
def case() -> Case:
    case = Case(MemoryStore(), Blobs(), lambda: NOW, "Keeper")
    case.record([UncertaintyNoted("since when?")], case.ledger())
    return case


def entries(case: Case):  # type: ignore[no-untyped-def]
    return list(case.store.read())


def test_an_answer_to_our_request_is_kept_and_holds(case: Case) -> None:
    stamped = entries(case)[-1]
    ledger, request = ask_stamp(case, case.ledger(), entries(case), Authority())
    assert request.split()[0].decode() == stamped.hash
    answer = request + b" root"
    ledger, fact = take_stamp(case, ledger, entries(case), Authority(), answer, b"root")
    assert (fact.entry, fact.hash, fact.time) == (stamped.sequence, stamped.hash, NOW)
    again, _ = take_stamp(case, ledger, entries(case), Authority(), answer, b"root")
    assert again.head == ledger.head  # the same answer again writes nothing
    (checked,) = check_stamps(case, ledger, entries(case), Authority(), None)
    assert checked.why is None


def test_an_answer_to_another_question_is_refused(case: Case) -> None:
    ledger, request = ask_stamp(case, case.ledger(), entries(case), Authority())
    for answer, code in (
        (b"0" * 64 + b" a1 root", "stamps.of_another"),
        (request.split()[0] + b" ff root", "stamps.not_asked"),
        (request + b" stranger", "stamps.does_not_hold"),
    ):
        with pytest.raises(Refusal, match=code.replace(".", r"\.")):
            take_stamp(case, ledger, entries(case), Authority(), answer, b"root")
    assert case.ledger().head == ledger.head
    with pytest.raises(Refusal, match=r"stamps\.nothing_to_stamp"):
        ask_stamp(case, ledger, [], Authority())


def test_a_journal_that_was_written_anew_or_lost_its_proof_is_found(case: Case) -> None:
    ledger, request = ask_stamp(case, case.ledger(), entries(case), Authority())
    ledger, fact = take_stamp(case, ledger, entries(case), Authority(), request + b" root", b"root")
    (first, *rest) = entries(case)
    forged = [replace_hash(first), *rest]
    (checked,) = check_stamps(case, ledger, forged, Authority(), None)
    assert checked.why is not None and checked.why.code == "stamps.of_another"
    (checked,) = check_stamps(case, ledger, entries(case), Authority(), b"stranger")
    assert checked.why is not None and checked.why.code == "stamps.does_not_hold"
    assert isinstance(case.blobs, Blobs)
    del case.blobs.kept[fact.answer]
    (checked,) = check_stamps(case, ledger, entries(case), Authority(), None)
    assert checked.why is not None and checked.why.code == "desk.blob_absent"
    assert replace(checked, why=None).fact == fact


def replace_hash(entry):  # type: ignore[no-untyped-def]
    return msgspec.structs.replace(entry, hash="f" * 64)
