from dataclasses import replace

import pytest

from endigue.containment.enforcement.change import Change
from endigue.containment.enforcement.facts import ChangeAnswered, ChangeRequested, ChangeSeen
from endigue.containment.facts import PlanApproved
from endigue.desk.case import Case
from endigue.desk.eradicating import Site, check, find_bad, preserve, site, verify
from endigue.desk.eradicating import end_cleaning as end
from endigue.desk.eradicating import start_cleaning as start
from endigue.desk.ledger import Ledger
from endigue.desk.lifting import allow_undo, lift, plan_lifting, pulled_if_any, pulled_now
from endigue.desk.refusal import Refusal
from endigue.eradication import facts
from endigue.eradication.checks import Checks
from endigue.organisation.model import Organisation
from endigue.readers.checks import load_checks

CHECKS = Checks({one.id: one for one in load_checks()})


@pytest.fixture
def organisation(organisation: Organisation) -> Organisation:
    server = replace_lever(organisation, "isolate-srv-1", "srv-1")
    return replace(organisation, levers=(*organisation.levers, server))


def replace_lever(organisation: Organisation, name: str, target: str):
    import msgspec

    return msgspec.structs.replace(organisation.levers[0], id=name, target=target)


def cut(case: Case) -> Ledger:
    approved = PlanApproved("plan", ("isolate-pc-1", "isolate-srv-1"), "0f")
    return case.record([approved], case.ledger())


def here(case: Case, ledger: Ledger, organisation: Organisation) -> Site:
    return site(ledger, organisation, CHECKS, case.clock())


def passed(case: Case, ledger: Ledger, organisation: Organisation, asset: str) -> Ledger:
    for name in here(case, ledger, organisation).board().of(asset).lacking or [
        one.id for one in CHECKS.needed("machine", "", case.clock().date(), cleaned=False)
    ]:
        made = facts.CheckMade((asset,), name, True, "Bob")
        ledger = check(case, ledger, here(case, ledger, organisation), made)
    return verify(case, ledger, here(case, ledger, organisation), [asset], "Bob")


def test_the_cut_around_a_machine_is_lifted_once_it_is_verified(
    case: Case, organisation: Organisation
) -> None:
    ledger = cut(case)
    ledger = find_bad(case, ledger, here(case, ledger, organisation), ["pc-1"], "beacon")
    plan = plan_lifting(
        here(case, ledger, organisation), organisation, pulled_now(ledger, organisation)
    )
    assert plan.lifts == ()
    assert {kept.lever: kept.because for kept in plan.kept} == {
        "isolate-pc-1": "unverified", "isolate-srv-1": "unverified",
    }  # fmt: skip
    ledger = passed(case, ledger, organisation, "srv-1")
    plan = plan_lifting(
        here(case, ledger, organisation), organisation, pulled_now(ledger, organisation)
    )
    (first,) = plan.lifts
    assert (first.lever, first.gives_back) == ("isolate-srv-1", ("telephone",))
    ledger = lift(
        case, ledger, here(case, ledger, organisation), organisation, ["isolate-srv-1"], "Ana"
    )
    assert pulled_now(ledger, organisation) == ("isolate-pc-1",)
    with pytest.raises(Refusal) as refused:
        lift(case, ledger, here(case, ledger, organisation), organisation, ["isolate-pc-1"], "Ana")
    assert refused.value.code == "eradication.lift_unverified"
    item = facts.Item("image", "ab" * 32, 1, "Ana")
    ledger = preserve(case, ledger, here(case, ledger, organisation), "pc-1", [item])
    ledger = start(case, ledger, here(case, ledger, organisation), ["pc-1"], "rebuild", "Ana")
    ledger = end(case, ledger, here(case, ledger, organisation), ["pc-1"], "Ana")
    ledger = passed(case, ledger, organisation, "pc-1")
    plan = plan_lifting(
        here(case, ledger, organisation), organisation, pulled_now(ledger, organisation)
    )
    assert [one.lever for one in plan.lifts] == ["isolate-pc-1"]


def test_a_lift_that_lets_the_intruder_out_is_refused_with_the_link(
    case: Case, organisation: Organisation
) -> None:
    ledger = cut(case)
    ledger = passed(case, ledger, organisation, "srv-1")
    ledger = case.record([PlanApproved("plan", ("isolate-srv-1",), "0f")], ledger)
    ledger = find_bad(case, ledger, here(case, ledger, organisation), ["pc-1"], "beacon")
    with pytest.raises(Refusal) as refused:
        lift(case, ledger, here(case, ledger, organisation), organisation, ["isolate-srv-1"], "Ana")
    assert refused.value.code == "eradication.lift_opens"
    assert refused.value.arguments["source"] == "pc-1"
    assert refused.value.arguments["target"] == "srv-1"
    with pytest.raises(Refusal, match="not_pulled"):
        lift(case, ledger, here(case, ledger, organisation), organisation, ["isolate-pc-1"], "Ana")
    with pytest.raises(Refusal, match="nobody"):
        lift(case, ledger, here(case, ledger, organisation), organisation, ["isolate-srv-1"], "")


def test_without_an_approved_plan_nothing_is_pulled(case: Case, organisation: Organisation) -> None:
    with pytest.raises(Refusal, match="nothing_approved"):
        pulled_now(case.ledger(), organisation)


def test_what_is_approved_anew_is_pulled_again(case: Case, organisation: Organisation) -> None:
    ledger = cut(case)
    ledger = case.record([facts.CutsLifted(("isolate-pc-1",), "Ana")], ledger)
    assert pulled_now(ledger, organisation) == ("isolate-srv-1",)
    ledger = cut(case)
    assert pulled_now(ledger, organisation) == ("isolate-pc-1", "isolate-srv-1")


def test_a_lever_that_the_organisation_has_no_more_is_named(
    case: Case, organisation: Organisation
) -> None:
    ledger = case.record([PlanApproved("plan", ("burn-it-down",), "0f")], case.ledger())
    with pytest.raises(Refusal) as refused:
        pulled_now(ledger, organisation)
    assert refused.value.arguments == {"lever": "burn-it-down"}


def carried(lever: str, doing: str, state: str) -> list:
    """A lever that a component was asked for, and what was then seen there."""
    change = Change(f"key-{lever}", lever, "fw-1", ())
    return [
        ChangeRequested(change, doing, "plan"),
        ChangeAnswered(change.key, doing, "done"),
        ChangeSeen(change.key, state),
    ]


def test_what_is_carried_out_counts_as_pulled_until_it_is_seen_undone(
    case: Case, organisation: Organisation
) -> None:
    ledger = cut(case)
    ledger = case.record(carried("isolate-pc-1", "apply", "in_force"), ledger)
    # Written as lifted, and still there: what is seen counts more than what is said.
    ledger = case.record([facts.CutsLifted(("isolate-pc-1",), "Ana")], ledger)
    assert pulled_now(ledger, organisation) == ("isolate-pc-1", "isolate-srv-1")
    ledger = passed(case, ledger, organisation, "pc-1")
    with pytest.raises(Refusal, match="undo_first"):
        lift(case, ledger, here(case, ledger, organisation), organisation, ["isolate-pc-1"], "Ana")
    ledger = case.record(carried("isolate-pc-1", "undo", "absent"), ledger)
    assert pulled_now(ledger, organisation) == ("isolate-srv-1",)


def test_a_cut_is_not_undone_on_its_components_while_it_holds_something_off(
    case: Case, organisation: Organisation
) -> None:
    ledger = cut(case)
    ledger = case.record(carried("isolate-pc-1", "apply", "in_force"), ledger)
    allow_undo(ledger, organisation, CHECKS, case.clock())
    ledger = find_bad(case, ledger, here(case, ledger, organisation), ["pc-1"], "beacon")
    for levers in ((), ("isolate-pc-1",)):
        with pytest.raises(Refusal, match="lift_unverified"):
            allow_undo(ledger, organisation, CHECKS, case.clock(), levers)


def test_what_cannot_be_said_holds_nothing_off(case: Case, organisation: Organisation) -> None:
    assert pulled_if_any(case.ledger(), organisation) == ()
    assert pulled_if_any(cut(case), organisation) == ("isolate-pc-1", "isolate-srv-1")
