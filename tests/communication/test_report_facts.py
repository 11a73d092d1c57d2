from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from endigue.communication.classification import classify
from endigue.communication.profile import Company, Profile
from endigue.communication.report_facts import ReportFacts
from endigue.readers.rulebook import load_rulebook

from .conftest import Crisis, paris

AT = paris("2026-02-10 09:00")
COMPANY = Company("mutual", "M", frozenset({"dora"}))
GROUP = Profile("G", "Europe/Paris", "EUR", "FR", (COMPANY,))
(PACK,) = load_rulebook().thresholds


def facts(**events: object) -> ReportFacts:
    crisis = Crisis()
    for event, value in events.items():
        crisis.happens(event.replace("_", "-"), "2026-02-06 12:00", value)
    classification = classify(crisis.view, "mutual", PACK, AT)
    return ReportFacts(crisis.view, GROUP, COMPANY, classification, 0, "final", AT)


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_share_is_rounded_half_up_to_one_decimal(part: int, whole: int) -> None:
    known = facts(counterparts_affected=part, counterparts_of_service=whole)
    value = known.share(("counterparts-affected",), ("counterparts-of-service",)).value
    assert isinstance(value, Decimal)
    exact = Fraction(part * 100, whole)
    assert Fraction(value) == Fraction((exact * 10 + Fraction(1, 2)).__floor__(), 10)


def test_halves_go_up() -> None:
    known = facts(counterparts_affected=1, counterparts_of_service=2000)  # 0.05 %
    share = known.share(("counterparts-affected",), ("counterparts-of-service",))
    assert share.value == Decimal("0.1")


def test_nobody_of_nobody_is_no_share_and_somebody_of_nobody_is_a_mistake() -> None:
    part, whole = ("counterparts-affected",), ("counterparts-of-service",)
    nobody = facts(counterparts_affected=0, counterparts_of_service=0)
    assert nobody.share(part, whole).value == Decimal("0.0")
    mistaken = facts(counterparts_affected=1, counterparts_of_service=0)
    assert mistaken.share(part, whole).missing == whole


def test_a_sum_wants_all_its_parts() -> None:
    known = facts(clients_affected=3)
    assert known.total(("clients-affected", "beneficiaries-affected")).missing == (
        "beneficiaries-affected",
    )


def test_a_choice_is_made_or_not_or_nobody_said() -> None:
    known = facts(incident_type=("other",), infrastructure_hit="no")
    assert known.among("other", "incident-type") is True
    assert known.among("yes", "infrastructure-hit") is False
    assert known.among("x", "techniques") is None
