"""A target, and postings into it."""

from collections.abc import Callable

import pytest

from endigue.continuity.reconciliation.mapping import Target
from endigue.continuity.reconciliation.postings import Posting
from endigue.kernel.money import Cents

CLAIMS = Target(
    into="claims",
    key="reference",
    columns={"member_no": "member", "paid": "amount"},
    form="claim",
    amount="paid",
)


@pytest.fixture(scope="session")
def posting() -> Callable[..., Posting]:
    def make(number: int, amount: int = 0, stream: str = "by_hand") -> Posting:
        paid = amount or 100 + number
        values = {"member_no": f"{number:04d}", "paid": paid}
        return Posting(f"K-{number}", stream, CLAIMS, values, Cents(paid))

    return make
