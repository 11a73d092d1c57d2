from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from endigue.containment.alternatives import alternatives
from endigue.containment.facts import ContainmentPlanned, PlanApproved
from endigue.desk.case import Case
from endigue.desk.marking import Marking
from endigue.desk.plan_export import PlanExport, checked, recorded_plan
from endigue.desk.refusal import Refusal
from endigue.organisation.facts import OrganisationAdopted
from endigue.organisation.loaded import Loaded
from endigue.organisation.model import Organisation

AT = datetime(2026, 2, 6, 21, 30, tzinfo=UTC)


@pytest.fixture
def export(organisation: Organisation) -> PlanExport:
    found = alternatives(organisation, {"pc-1": 1.0})
    return PlanExport(organisation, found, "plan", AT, Marking())


def test_what_is_saved_falls_only_if_nothing_is_done(export: PlanExport) -> None:
    nothing = set(export.alternatives.named("do_nothing").fallen)
    assert export.saved == nothing - set(export.alternative.fallen)
    assert export.saved
    assert replace(export, name="do_nothing").saved == frozenset()


def test_equal_input_has_one_fingerprint_and_any_change_another(export: PlanExport) -> None:
    assert export.fingerprint == replace(export).fingerprint
    others = {
        replace(export, at=AT + timedelta(seconds=1)).fingerprint,
        replace(export, name="do_nothing").fingerprint,
        replace(export, marking=Marking("RED")).fingerprint,
        replace(export, organisation=replace(export.organisation, name="x")).fingerprint,
    }
    assert len(others) == 4 and export.fingerprint not in others


def test_an_alternative_by_any_of_its_names_is_one_and_another_is_refused(
    export: PlanExport,
) -> None:
    for one in export.alternatives.alternatives:
        for name in (one.name, *one.also):
            assert checked(replace(export, name=name)).alternative == one
    with pytest.raises(Refusal) as refusal:
        checked(replace(export, name="flee"))
    assert refusal.value.code == "containment.no_alternative"


def planned(export: PlanExport, name: str = "n") -> ContainmentPlanned:
    return ContainmentPlanned(export.alternatives, name, 0, "HiGHS")


def test_the_last_plan_of_a_case_with_what_was_approved_of_it(
    case: Case, export: PlanExport
) -> None:
    loaded = Loaded(export.organisation, (), "d" * 64, {})
    adopted = OrganisationAdopted("Small", "d" * 64, {}, {})
    ledger = case.record([adopted, planned(export)], case.ledger())
    found = recorded_plan(case.store.read(), loaded, "case")
    assert (found.alternatives, found.approved) == (export.alternatives, "")
    assert found.at == case.clock()
    ledger = case.record([PlanApproved("isolate_known", (), "n")], ledger)
    assert recorded_plan(case.store.read(), loaded, "case").approved == "isolate_known"
    case.record([planned(export, "anew")], ledger)
    assert recorded_plan(case.store.read(), loaded, "case").approved == ""


def test_a_case_without_a_plan_or_of_another_organisation_is_refused(
    case: Case, export: PlanExport
) -> None:
    loaded = Loaded(export.organisation, (), "e" * 64, {})
    for facts, code in (
        ([OrganisationAdopted("Small", "d" * 64, {}, {})], "containment.no_plan_in_case"),
        ([planned(export)], "containment.plan_of_another"),
    ):
        case.record(facts, case.ledger())
        with pytest.raises(Refusal) as refusal:
            recorded_plan(case.store.read(), loaded, "case")
        assert refusal.value.code == code
