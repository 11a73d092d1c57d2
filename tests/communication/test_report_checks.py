import pytest
from tests.crisis_chronicle import report

from .conftest import Crisis

NOON = "2026-02-06 12:00"


def codes(*told: tuple[object, ...]) -> list[tuple[str, tuple[str, ...]]]:
    crisis = Crisis()
    for event, when, *value in told:
        crisis.happens(str(event), str(when), *value)
    return [(check.code, check.fields) for check in report("final", crisis.view).checks]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ([("occurred", "2026-02-06 13:00"), ("detected", NOON)], "check_order"),
        ([("detected", NOON), ("classified-major", "2026-02-06 11:00")], "check_order"),
        ([("occurred", "2026-02-06 13:00"), ("classified-major", NOON)], "check_order"),
        ([("clients-affected", NOON, 5), ("beneficiaries-affected", NOON, 6),
          ("clients-of-service", NOON, 5), ("beneficiaries-of-service", NOON, 5)], "check_part"),
        ([("counterparts-affected", NOON, 2), ("counterparts-of-service", NOON, 1)], "check_part"),
        ([("other-authorities", NOON, ("none", "csirt"))], "check_none"),
        ([("root-causes", NOON, ("human_error",)),
          ("root-causes-detailed", NOON, ("system_failure_other",))], "check_cause"),
        ([("incident-reference", NOON, "RIV 2026/1")], "check_reference"),
    ],
)  # fmt: skip
def test_what_cannot_be_so_is_found(told: list[tuple[object, ...]], code: str) -> None:
    assert [found for found, _ in codes(*told)] == [f"communication.{code}"]


def test_what_can_be_so_is_left_alone() -> None:
    assert codes(
        ("occurred", NOON), ("detected", NOON), ("classified-major", NOON),
        ("other-authorities", NOON, ("none",)), ("incident-reference", NOON, "RIV-2026-1"),
        ("root-causes", NOON, ("system_failure_malfunction",)),
        ("root-causes-detailed", NOON, ("system_failure_other",)),
    ) == []  # fmt: skip
