from datetime import timedelta

import pytest

from clean_house import small
from endigue.desk.case import Case
from endigue.desk.eradicating import Site, site
from endigue.desk.evicting import core_of, reopen, tick
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.eradication.checks import Checks
from endigue.readers.checks import load_checks

CHECKS = Checks({one.id: one for one in load_checks()})
SMALL = small()


def here(case: Case, ledger: Ledger) -> Site:
    return site(ledger, SMALL, CHECKS, case.clock())


def test_a_step_is_refused_before_its_turn_and_a_machine_ticks_itself(case: Case) -> None:
    ledger = case.ledger()
    with pytest.raises(Refusal) as refused:
        tick(case, ledger, here(case, ledger), SMALL, "ways:dom", "Ana")
    assert refused.value.code == "eradication.step_waits"
    assert refused.value.arguments["first"] == "machine:dc-1"
    for step, person, code in (
        ("machine:dc-1", "Ana", "machine_is_verified"),
        ("nothing", "Ana", "no_such_step"),
        ("ways:dom", " ", "nobody"),
    ):
        with pytest.raises(Refusal, match=code):
            tick(case, ledger, here(case, ledger), SMALL, step, person)
    assert case.ledger().head == ledger.head


def test_the_second_krbtgt_waits_for_the_tickets_of_the_first(case: Case) -> None:
    from endigue.desk.eradicating import check, verify
    from endigue.eradication.facts import CheckMade

    ledger = case.ledger()
    core = ("esx-1", "dc-1")
    for name in ("scan", "hunt", "persistence", "patches", "secrets"):
        ledger = check(case, ledger, here(case, ledger), CheckMade(core, name, True, "Bob"))
    ledger = verify(case, ledger, here(case, ledger), core, "Bob")
    for one in core_of(here(case, ledger), SMALL):
        if one.step.id == "krbtgt-2:dom":
            break
        if not one.done:
            ledger = tick(case, ledger, here(case, ledger), SMALL, one.step.id, "Ana")
    with pytest.raises(Refusal) as refused:
        tick(case, ledger, here(case, ledger), SMALL, "krbtgt-2:dom", "Ana")
    assert refused.value.code == "eradication.step_too_soon"
    assert refused.value.arguments["at"] == (case.clock() + timedelta(hours=10)).isoformat()
    ledger = reopen(case, ledger, here(case, ledger), SMALL, "krbtgt-1:dom", "a way was missed")
    found = {one.step.id: one for one in core_of(here(case, ledger), SMALL)}
    assert not found["krbtgt-1:dom"].done
    assert found["krbtgt-2:dom"].waits_for == ("krbtgt-1:dom",)
    with pytest.raises(Refusal, match="no_reason"):
        reopen(case, ledger, here(case, ledger), SMALL, "krbtgt-1:dom", " ")
