"""An organisation with one of everything that continuity looks at."""

from collections.abc import Callable

import pytest

from endigue.kernel.money import Cents
from endigue.organisation.model import Asset, KOf, Manual, Operation, Organisation, Service


@pytest.fixture(scope="session")
def operation() -> Callable[..., Operation]:
    def make(name: str = "claims", **figures: object) -> Operation:
        given = {
            "needs": "database",
            "value_per_hour": Cents(10_000),
            "arrivals_per_hour": 40.0,
            "rto_hours": 4.0,
            "mtpd_hours": 24.0,
            **figures,
        }
        return Operation(id=name, name={"fr": name, "en": name}, entity="", **given)

    return make


@pytest.fixture(scope="session")
def mutual(operation: Callable[..., Operation]) -> Organisation:
    by_hand = Manual(10.0, 72.0, needs="phones", form="call-sheet")
    return Organisation(
        "mutual",
        assets=tuple(Asset(name, "", "machine") for name in ("db-1", "db-2", "web", "phones")),
        services=(
            Service("data", KOf(1, ("db-1", "db-2"))),
            Service("members", KOf(2, ("data", "web"))),
        ),
        operations=(
            operation("claims", needs="members", manual=by_hand),
            operation("payroll", needs="data"),
        ),
    )
