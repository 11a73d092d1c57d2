import pytest
from tests.crisis_chronicle import report

from endigue.communication.report_conditions import CONDITIONS
from endigue.readers.rulebook import load_rulebook

from .conftest import Crisis

NOON = "2026-02-06 12:00"


def test_every_condition_of_the_table_is_known_and_every_known_one_is_used() -> None:
    used = {field.condition for field in load_rulebook().report_fields.field if field.condition}
    assert used == set(CONDITIONS)


@pytest.mark.parametrize(
    ("event", "value", "field", "state"),
    [
        ("from-third-party", True, "2.8", "missing"),
        ("from-third-party", False, "2.8", "not_required"),
        ("transactions-affected", 0, "3.9", "not_required"),
        ("transactions-affected", 1, "3.9", "filled"),
        ("incident-type", ("other",), "3.24", "missing"),
        ("incident-type", ("process_failure",), "3.25", "not_required"),
        ("techniques", ("other",), "3.26", "missing"),
        ("infrastructure-hit", "no", "3.29", "not_required"),
        ("infrastructure-hit", "yes", "3.29", "missing"),
        ("other-authorities", ("other",), "3.32", "missing"),
        ("temporary-measures", True, "3.34", "missing"),
        ("root-causes-detailed", ("human_error_other",), "4.4", "missing"),
        ("root-causes-detailed", ("human_error_mistake",), "4.3", "not_required"),
        ("resolvability-critical-functions", True, "4.10", "missing"),
        ("resolvability-hit", True, "4.11", "missing"),
        ("recurring", True, "4.15", "missing"),
        ("recurring", True, "4.16", "missing"),
        ("relevant-client-hit", True, "3.8", "filled"),
        ("service-down", None, "3.16", "filled"),
    ],
)
def test_an_answer_decides_whether_another_field_is_asked_for(
    event: str, value: object, field: str, state: str
) -> None:
    crisis = Crisis()
    crisis.happens(event, NOON, value)
    assert report("final", crisis.view)[field].state == state


def test_what_nobody_answered_leaves_the_field_undecided_and_names_the_question() -> None:
    field = report("final", Crisis().view)["4.10"]
    assert (field.state, field.missing) == ("undecided", ("resolvability-critical-functions",))
