"""Postings into a table of claims."""

from collections.abc import Callable

import pytest

from endigue.continuity.reconciliation.mapping import Target
from endigue.continuity.reconciliation.postings import Posting
from endigue.kernel.money import Cents

CLAIMS = Target(
    into="claims",
    key="reference",
    columns={"member": "member", "paid": "amount", "day": "day", "urgent": "urgent"},
    form="claim",
    amount="paid",
    find="claims?reference={key}",
)


@pytest.fixture(scope="session")
def claims() -> Callable[..., list[Posting]]:
    """Postings with numbers from `first` on."""

    def make(count: int, first: int = 1, target: Target = CLAIMS, extra: int = 0) -> list[Posting]:
        return [
            Posting(
                f"CL-{number:06d}",
                "by_hand",
                target,
                {
                    "member": f"{number:08d}",
                    "paid": 100 + number + extra,
                    "day": "2021-02-08",
                    "urgent": number % 2 == 0,
                },
                Cents(100 + number + extra),
            )
            for number in range(first, first + count)
        ]

    return make
