"""The story on the smallest organisation, where every figure is known by hand."""

from dataclasses import replace

import pytest
from msgspec import structs

from endigue.containment.facts import DerogationRecorded, PlanApproved
from endigue.desk.briefing import Approved, Briefing
from endigue.desk.case import Case
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.desk.respond import STAGES, Given, Stage, respond
from endigue.evidence.facts import recorded
from endigue.evidence.findings import Finding
from endigue.kernel.money import Cents
from endigue.organisation.model import Lever, Organisation
from small_story import FILE, NOTE, SETTINGS, given

NOTE_ON_SERVER = Finding("ransom_note", host="SRV-1", source="seen.csv", row=2)
STRANGER = Finding("edr_alert", host="nobody", source="seen.csv", row=3)


def run(case: Case, organisation: Organisation, *findings: Finding) -> tuple[Ledger, Briefing]:
    begun: list[Stage] = []
    result = respond(case, given(organisation, *findings), SETTINGS, begun.append)
    assert tuple(begun) == STAGES
    return result


def test_the_plan_isolates_the_workstation_and_the_telephone_runs(
    case: Case, organisation: Organisation
) -> None:
    _, briefing = run(case, organisation, NOTE)
    options = {option.name: option for option in briefing.options}
    # 48 h at 1,000 an hour; both machines fallen: 100 and 500.
    assert options["do_nothing"].harm == 4_800_000 + 60_000
    # The workstation fallen (100), and 5 for the lever.
    plan = next(o for o in briefing.options if "plan" in (o.name, *o.also))
    assert (plan.harm, plan.proven, plan.stopped) == (10_500, True, 0)
    assert [step.lever for step in briefing.steps] == ["isolate-pc-1"]
    assert [line.state for line in briefing.operations] == ["running"]
    # An isolated workstation spreads nothing, so what is left is the workstation itself.
    assert plan.residual_fallen is not None
    assert abs(plan.residual_fallen - briefing.suspects[0].probability) < 0.05


def test_what_was_computed_is_told_by_company_and_in_sampled_worlds(
    case: Case, organisation: Organisation
) -> None:
    _, briefing = run(case, organisation, NOTE)
    (company,) = briefing.companies
    assert (company.name, company.assets) == ("Company", 2)
    under = {one.option: one for one in company.options}
    assert [under[option.name].harm for option in briefing.options] == [
        option.harm for option in briefing.options
    ]
    nothing = briefing.options[0]
    assert under["do_nothing"].residual_fallen == pytest.approx(nothing.residual_fallen)
    assert nothing.certain == 0
    plan = next(option for option in briefing.options if option.name == "plan")
    assert plan.certain == 500
    # Isolated, the workstation costs its rebuild in the worlds in which it is infected.
    p = briefing.suspects[0].probability
    assert plan.expected_harm is not None
    assert abs(plan.expected_harm - 500 - p * 10_000) <= 3 * plan.expected_half_width + 1e-6
    assert briefing.worlds == SETTINGS.worlds
    assert {ground.code for ground in briefing.rests_on} >= {"briefing.rests.links"}


def test_an_operation_that_stops_says_who_took_what_it_needs(
    case: Case, organisation: Organisation
) -> None:
    off = Lever("off", "isolate_host", "srv-1", 5.0, "it", Cents(5), doctrine="mandatory")
    _, briefing = run(case, replace(organisation, levers=(off,)), NOTE)
    (line,) = briefing.operations
    assert (line.state, line.taken_by, line.cut_by) == ("stopped", "cut", (1,))
    assert briefing.steps[0].stops == (organisation.operations[0].name,)
    _, briefing = run(case, organisation, NOTE_ON_SERVER)
    (line,) = briefing.operations
    assert (line.state, line.taken_by, line.cut_by) == ("stopped", "intruder", ())


def test_approvals_and_derogations_are_in_the_next_briefing(
    case: Case, organisation: Organisation
) -> None:
    ledger, briefing = run(case, organisation, NOTE)
    assert (briefing.approved, briefing.derogations) == (None, ())
    assert ledger.containment.planned is not None
    approval = PlanApproved("plan", ("isolate-pc-1",), ledger.containment.planned.input_hash)
    case.record([approval, DerogationRecorded("isolate-pc-1", "it heats the room")], ledger)
    _, briefing = run(case, organisation, NOTE)
    # The derogation is another input, so what was approved is not of this plan.
    assert briefing.approved == Approved("plan", of_this_plan=False)
    (derogation,) = briefing.derogations
    assert (derogation.target_name, derogation.reason) == ("PC-1", "it heats the room")


def test_amounts_beyond_count_are_refused(case: Case, organisation: Organisation) -> None:
    (pc, srv) = organisation.assets
    dear = replace(organisation, assets=(pc, structs.replace(srv, fall_cost=Cents(2**63))))
    with pytest.raises(Refusal) as refusal:
        run(case, dear, NOTE)
    assert refusal.value.code == "containment.too_dear"


def test_the_same_again_writes_nothing_and_says_the_same(
    case: Case, organisation: Organisation
) -> None:
    first = run(case, organisation, NOTE)
    assert run(case, organisation, NOTE) == first


def test_new_evidence_makes_a_new_briefing(case: Case, organisation: Organisation) -> None:
    before, _ = run(case, organisation, STRANGER)
    more = given(organisation, NOTE)
    after, briefing = respond(
        case,
        Given(
            more.loaded, more.files,
            [recorded("more.csv", "f" * 64, "csv", (NOTE,))],
            more.likelihoods, more.link_kinds, more.lever_figures,
        ),
        SETTINGS,
        lambda _: None,
    )  # fmt: skip
    assert after.head.sequence > before.head.sequence
    assert [source.name for source in briefing.sources] == ["seen.csv", "more.csv"]
    assert [suspect.id for suspect in briefing.suspects] == ["pc-1"]


def test_without_evidence_nothing_is_called_compromised(
    case: Case, organisation: Organisation
) -> None:
    _, briefing = run(case, organisation)
    assert briefing.suspects == ()
    assert briefing.infected == 0
    assert [line.state for line in briefing.operations] == ["running"]


def test_a_name_that_nobody_knows_is_a_doubt(case: Case, organisation: Organisation) -> None:
    _, briefing = run(case, organisation, NOTE, STRANGER)
    doubt = next(d for d in briefing.unknown if d.code == "desk.unmatched_names")
    assert doubt.examples == ("nobody",)


def test_a_folder_that_changed_while_it_was_read_is_refused(
    case: Case, organisation: Organisation
) -> None:
    changed = replace(given(organisation, NOTE), files={FILE: b'name = "Other"'})
    with pytest.raises(Refusal) as refusal:
        respond(case, changed, SETTINGS, lambda _: None)
    assert refusal.value.code == "desk.folder_changed"
    assert case.store.head().sequence == 0


def test_the_doctrine_is_imposed_only_on_an_attack(case: Case, organisation: Organisation) -> None:
    (lever,) = organisation.levers
    imposed = replace(organisation, levers=(structs.replace(lever, doctrine="mandatory"),))
    calm = run(case, imposed)[1]
    assert [step.lever for step in calm.steps] == []
    attacked = respond(case, given(imposed, NOTE_ON_SERVER), SETTINGS, lambda _: None)[1]
    assert [step.lever for step in attacked.steps] == ["isolate-pc-1"]
