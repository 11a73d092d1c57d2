from dataclasses import replace

import pytest
from msgspec import structs

from endigue.containment.alternatives import alternatives
from endigue.containment.facts import ContainmentPlanned
from endigue.desk.case import Case
from endigue.desk.deciding import approve, derogate
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.organisation.model import Organisation


@pytest.fixture
def planned(case: Case, organisation: Organisation) -> Ledger:
    found = alternatives(organisation, {"pc-1": 1.0})
    return case.record([ContainmentPlanned(found, "a" * 64, 5, "none")], case.ledger())


def test_what_was_approved_is_kept_with_its_levers(case: Case, planned: Ledger) -> None:
    ledger = approve(case, planned, "plan", "case")
    assert ledger.containment.approved is not None
    assert ledger.containment.approved.levers == ("isolate-pc-1",)
    assert ledger.containment.approval_is_of_the_last_plan
    assert case.ledger().containment.approved == ledger.containment.approved
    # A name under which the same levers stand may be approved too.
    assert approve(case, ledger, "isolate_known", "case").containment.approved is not None


def test_nothing_is_approved_that_nobody_computed(case: Case, planned: Ledger) -> None:
    with pytest.raises(Refusal) as refusal:
        approve(case, planned, "prayer", "case")
    assert refusal.value.code == "containment.no_alternative"
    assert "plan_cautious" in str(refusal.value.arguments["names"])
    assert case.ledger().containment.approved is None


def test_a_case_without_a_plan_has_nothing_to_approve(case: Case) -> None:
    with pytest.raises(Refusal) as refusal:
        approve(case, case.ledger(), "plan", "case")
    assert refusal.value.code == "containment.no_plan_in_case"


def test_a_derogation_is_from_what_is_mandatory_and_has_a_reason(
    case: Case, organisation: Organisation
) -> None:
    (lever,) = organisation.levers
    with pytest.raises(Refusal) as refusal:
        derogate(case, case.ledger(), organisation, lever.id, "because")
    assert refusal.value.code == "containment.not_mandatory"
    imposed = replace(organisation, levers=(structs.replace(lever, doctrine="mandatory"),))
    with pytest.raises(Refusal) as refusal:
        derogate(case, case.ledger(), imposed, lever.id, "  ")
    assert refusal.value.code == "containment.no_reason"
    ledger = derogate(case, case.ledger(), imposed, lever.id, " it heats the room ")
    assert ledger.containment.derogations == {lever.id: "it heats the room"}
