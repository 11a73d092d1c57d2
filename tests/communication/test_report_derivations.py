import pytest
from tests.crisis_chronicle import report

from endigue.communication.report_derivations import DERIVATIONS
from endigue.readers.rulebook import load_rulebook

from .conftest import Crisis, paris


def test_every_derivation_of_the_table_is_known_and_every_known_one_is_used() -> None:
    used = {field.derive for field in load_rulebook().report_fields.field if field.derive}
    assert used == set(DERIVATIONS)


@pytest.mark.parametrize(
    ("times", "minutes", "estimated"),
    [
        ({"occurred": "2026-03-28 12:00", "resolved": "2026-03-29 12:00"}, 23 * 60, False),
        ({"occurred": "2026-10-24 12:00", "resolved": "2026-10-25 12:00"}, 25 * 60, False),
        ({"detected": "2026-02-06 12:00", "resolved": "2026-02-06 12:01"}, 1, False),
        ({"occurred": "2026-02-06 12:00", "detected": "2026-02-06 13:00"}, 60 * 24, True),
    ],
)
def test_a_duration_is_elapsed_from_occurrence_else_from_detection(
    times: dict[str, str], minutes: int, estimated: bool
) -> None:
    crisis = Crisis()
    for event, when in times.items():
        crisis.happens(event, when)
    at = "2026-02-07T12:00:00+01:00" if estimated else "2026-12-01T00:00:00+01:00"
    found = report("final", crisis.view, at)["3.15"]
    assert (found.value, found.estimated) == (minutes, estimated)


def test_downtime_ends_with_the_later_of_recovery_and_backlog() -> None:
    crisis = Crisis()
    crisis.happens("service-down", "2026-02-06 12:00")
    crisis.happens("services-recovered", "2026-02-06 14:00")
    before = report("final", crisis.view, "2026-02-06T15:00:00+01:00")["3.16"]
    assert (before.value, before.estimated) == (180, True)
    crisis.happens("backlog-served", "2026-02-06 18:00")
    after = report("final", crisis.view, "2026-03-01T00:00:00+01:00")["3.16"]
    assert (after.value, after.estimated) == (360, False)


def test_of_each_kind_of_number_exactly_one_of_actual_estimate_none_is_told() -> None:
    crisis = Crisis()
    for event, value, estimated in (
        ("clients-affected", 5, False), ("beneficiaries-affected", 0, False),
        ("counterparts-affected", 0, False), ("transactions-affected", 9, True),
    ):  # fmt: skip
        crisis.happens(event, paris("2026-02-06 12:00"), value, estimated=estimated)
    assert report("final", crisis.view)["3.12"].value == (
        "actual_figures_for_clients_affected",
        "no_impact_on_financial_counterparts",
        "estimates_for_transactions_affected",
    )
