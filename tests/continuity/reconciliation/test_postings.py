import msgspec
import pytest

from endigue.continuity.handwork.facts import FormsIssued, RecordEntered
from endigue.continuity.handwork.forms import Field, Form
from endigue.continuity.handwork.serials import serial
from endigue.continuity.handwork.survey import Union, gather, survey
from endigue.continuity.reconciliation.mapping import Target
from endigue.continuity.reconciliation.postings import by_hand, lost
from endigue.journal.chain import extend
from endigue.journal.entry import EMPTY, Draft
from endigue.kernel.instant import parse_instant

NAMES = {"fr": "x", "en": "x"}
SLIP = Form(
    "slip",
    "SL",
    1,
    NAMES,
    (
        Field("who", "text", NAMES),
        Field("amount", "money", NAMES),
        Field("more", "text", NAMES, required=False),
    ),
)
TARGET = Target(
    into="claims",
    key="reference",
    columns={"member": "who", "paid": "amount", "more": "more", "source": "=by hand"},
    form="slip",
    amount="paid",
)
BANK = Target(
    "transfers", "reference", {"paid": "sum", "label": "text"}, lost="bank", lost_key="id",
    amount="paid", money="units",
)  # fmt: skip
NOON = parse_instant("2021-02-08T12:00:00Z")


def test_only_sheets_that_are_entered_are_posted_under_their_serials() -> None:
    def slip(number: int, record: str, amount: int) -> RecordEntered:
        values = {"who": "Léa", "amount": amount}
        return RecordEntered(record, "d", "slip", 1, number, "paper", values)

    facts = [
        FormsIssued("slip", 1, "d", 1, 5), slip(2, "b", 250), slip(1, "a", 100), slip(3, "c", 1),
        slip(3, "d", 2), slip(9, "e", 7),
    ]  # fmt: skip
    entries = extend(EMPTY, [Draft(fact, NOON, "A") for fact in facts], NOON)
    surveyed = survey({"slip": SLIP}, Union(entries, ()))
    found = list(by_hand(TARGET, SLIP, surveyed, gather(entries)))
    assert [(one.key, one.amount) for one in found] == [
        (serial("SL", 1), 100),
        (serial("SL", 2), 250),
    ]
    assert found[0].values == {"member": "Léa", "paid": 100, "source": "by hand"}
    in_units = msgspec.structs.replace(TARGET, money="units")
    (first, _) = by_hand(in_units, SLIP, surveyed, gather(entries))
    assert (first.values["paid"], first.amount) == ("1.00", 100)


def test_lost_rows_are_posted_under_keys_of_their_own() -> None:
    rows = [{"id": "7", "sum": "1 234,5", "text": " x "}, {"id": "8", "sum": "-3", "text": ""}]
    found, unusable = lost(BANK, rows)
    assert unusable == ()
    assert [(one.key, one.values["paid"], one.amount) for one in found] == [
        ("LOST-bank-7", "1234.50", 123450),
        ("LOST-bank-8", "-3.00", -300),
    ]
    assert {one.stream for one in found} == {"lost"}
    assert found[0].values["label"] == "x"


def test_every_row_that_cannot_be_used_is_named() -> None:
    rows = [
        {"id": "7", "sum": "1"}, {"id": "7", "sum": "2"}, {"id": " ", "sum": "3"},
        {"id": "8", "sum": "much"}, {"id": "9", "sum": ""},
    ]  # fmt: skip
    found, unusable = lost(BANK, rows)
    assert len(found) == 1
    assert [(one.code.removeprefix("continuity.lost_"), one.row) for one in unusable] == [
        ("key_twice", 2), ("key_missing", 3), ("amount", 4), ("amount", 5),
    ]  # fmt: skip


@pytest.mark.parametrize("change", [{"key": "L"}, {"values": {"paid": "1.01"}}])
def test_another_key_or_content_has_another_digest(change: dict[str, object]) -> None:
    (one,), _ = lost(BANK, [{"id": "7", "sum": "1"}])
    assert one.digest == msgspec.structs.replace(one).digest
    assert one.digest != msgspec.structs.replace(one, **change).digest
