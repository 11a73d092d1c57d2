"""A paying form, a free one, and chains of devices made by hand."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from endigue.continuity.handwork.facts import RecordEntered
from endigue.continuity.handwork.forms import Field, Form
from endigue.journal.chain import extend
from endigue.journal.entry import EMPTY, Draft, Entry, Head
from endigue.journal.fact import Fact

START = datetime(2021, 2, 8, 8, 0, tzinfo=UTC)
NAMES = {"fr": "x", "en": "x"}

CLAIM = Form(
    id="claim",
    code="CL",
    edition=1,
    name=NAMES,
    field=(
        Field("member", "text", NAMES, mask="9999"),
        Field("day", "date", NAMES),
        Field("amount", "money", NAMES),
        Field("notes", "text", NAMES, required=False, verify=False),
    ),
    pays="amount",
    alike=("member", "day", "amount"),
)
CALL = Form("call", "CA", 1, NAMES, (Field("who", "text", NAMES),))
FORMS = {"claim": CLAIM, "call": CALL}


class Device:
    """A chain that grows by one entry a minute."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.entries: list[Entry] = []

    def write(self, fact: Fact, author: str = "A") -> Entry:
        head = Head(len(self.entries), self.entries[-1].hash) if self.entries else EMPTY
        now = START + timedelta(minutes=len(self.entries))
        (entry,) = extend(head, [Draft(fact, now, author)], now)
        self.entries.append(entry)
        return entry


def claim(
    number: int,
    record: str,
    amount: int = 4250,
    member: str = "1234",
    corrects: Sequence[str] = (),
    medium: str = "paper",
    **other: object,
) -> RecordEntered:
    return RecordEntered(
        record=record,
        device="d",
        form="claim",
        edition=1,
        serial=number,
        medium=medium,  # type: ignore[arg-type]
        values={"member": member, "day": "2021-02-08", "amount": amount, **other},  # type: ignore[dict-item]
        corrects=tuple(corrects),
        reason="looked at the sheet" if corrects else "",
    )


@pytest.fixture(scope="session")
def device() -> Callable[[str], Device]:
    return Device


@pytest.fixture(scope="session")
def forms() -> dict[str, Form]:
    return FORMS


@pytest.fixture(scope="session")
def a_claim() -> Callable[..., RecordEntered]:
    return claim
