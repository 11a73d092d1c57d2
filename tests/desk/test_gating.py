from dataclasses import replace

import msgspec
import numpy as np
import pytest

from endigue.containment.facts import PlanApproved
from endigue.desk.case import Case
from endigue.desk.eradicating import (
    Site,
    check,
    end_cleaning,
    find_bad,
    preserve,
    site,
    start_cleaning,
    verify,
)
from endigue.desk.gating import keep_to_gates
from endigue.desk.ledger import Ledger
from endigue.desk.lifting import pulled_now
from endigue.desk.refusal import Refusal
from endigue.eradication import facts
from endigue.eradication.checks import Checks
from endigue.organisation.model import Flow, Organisation
from endigue.readers.checks import load_checks
from endigue.restoration.schedule import STEPS, Step

CHECKS = Checks({one.id: one for one in load_checks()})


def here(case: Case, ledger: Ledger, organisation: Organisation) -> Site:
    return site(ledger, organisation, CHECKS, case.clock())


def passed(
    case: Case, ledger: Ledger, organisation: Organisation, step: Step, *, done: bool = True
) -> str:
    """What is refused, or nothing."""
    before = ledger.head
    try:
        keep_to_gates(case, ledger, organisation, CHECKS, "pc-1", step, case.clock(), done=done)
    except Refusal as refused:
        assert case.ledger().head == before
        return refused.code.removeprefix("eradication.")
    return ""


def test_without_a_board_the_restoration_is_free(case: Case, organisation: Organisation) -> None:
    ledger = case.ledger()
    for step in STEPS:
        assert keep_to_gates(
            case, ledger, organisation, None, "pc-1", step, case.clock(), done=True
        ) is ledger  # fmt: skip


def test_every_step_keeps_to_the_gates(case: Case, organisation: Organisation) -> None:
    ledger = case.ledger()
    ledger = find_bad(case, ledger, here(case, ledger, organisation), ["pc-1"], "beacon")
    assert passed(case, ledger, organisation, "rebuild", done=False) == "no_evidence"
    assert passed(case, ledger, organisation, "clean", done=False) == "no_evidence"
    assert passed(case, ledger, organisation, "verify") == "verify_first"
    assert passed(case, ledger, organisation, "reconnect", done=False) == "not_verified"
    assert passed(case, ledger, organisation, "reconnect") == "not_verified"
    assert passed(case, ledger, organisation, "preserve") == ""
    item = facts.Item("image", "ab" * 32, 1, "Ana")
    ledger = preserve(case, ledger, here(case, ledger, organisation), "pc-1", [item])
    assert passed(case, ledger, organisation, "rebuild", done=False) == ""
    ledger = start_cleaning(
        case, ledger, here(case, ledger, organisation), ["pc-1"], "rebuild", "Ana"
    )
    ledger = end_cleaning(case, ledger, here(case, ledger, organisation), ["pc-1"], "Ana")
    for name in here(case, ledger, organisation).board().of("pc-1").lacking:
        made = facts.CheckMade(("pc-1",), name, True, "Bob")
        ledger = check(case, ledger, here(case, ledger, organisation), made)
    assert passed(case, ledger, organisation, "verify") == "verify_first"
    assert passed(case, ledger, organisation, "verify", done=False) == ""
    ledger = verify(case, ledger, here(case, ledger, organisation), ["pc-1"], "Bob")
    assert passed(case, ledger, organisation, "verify") == ""
    ledger = keep_to_gates(
        case, ledger, organisation, CHECKS, "pc-1", "reconnect", case.clock(), done=True
    )
    assert here(case, ledger, organisation).board().of("pc-1").state == "reconnected"


def test_a_board_is_never_passed_by_for_want_of_its_checks(
    case: Case, organisation: Organisation
) -> None:
    ledger = case.ledger()
    ledger = find_bad(case, ledger, here(case, ledger, organisation), ["pc-1"], "beacon")
    with pytest.raises(ValueError, match="asked with its checks"):
        keep_to_gates(case, ledger, organisation, None, "pc-1", "verify", case.clock(), done=True)


def test_a_flow_is_reopened_when_nothing_unverified_is_let_out(
    case: Case, organisation: Organisation
) -> None:
    links = replace(organisation.links, flow=np.array([0], np.int32))
    lever = msgspec.structs.replace(organisation.levers[0], id="close-f", target="f")
    whole = replace(
        organisation, links=links, flows=(Flow("f", "lan", "lan", "tcp", 445),), levers=(lever,)
    )
    ledger = case.record([PlanApproved("plan", ("close-f",), "0f")], case.ledger())
    ledger = find_bad(case, ledger, here(case, ledger, whole), ["pc-1"], "beacon")

    def reopen(*, done: bool) -> Ledger:
        at = case.clock()
        return keep_to_gates(case, ledger, whole, CHECKS, "f", "reconnect", at, done=done)

    for done in (False, True):
        with pytest.raises(Refusal) as refused:
            reopen(done=done)
        assert refused.value.code == "eradication.lift_opens"
    item = facts.Item("image", "ab" * 32, 1, "Ana")
    ledger = preserve(case, ledger, here(case, ledger, whole), "pc-1", [item])
    ledger = start_cleaning(case, ledger, here(case, ledger, whole), ["pc-1"], "rebuild", "Ana")
    ledger = end_cleaning(case, ledger, here(case, ledger, whole), ["pc-1"], "Ana")
    for name in here(case, ledger, whole).board().of("pc-1").lacking:
        made = facts.CheckMade(("pc-1",), name, True, "Bob")
        ledger = check(case, ledger, here(case, ledger, whole), made)
    ledger = verify(case, ledger, here(case, ledger, whole), ["pc-1"], "Bob")
    assert reopen(done=False) is ledger
    assert pulled_now(reopen(done=True), whole) == ()
