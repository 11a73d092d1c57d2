from datetime import timedelta

import pytest

from endigue.desk.case import Case
from endigue.desk.eradicating import (
    Site,
    begin,
    check,
    compare,
    end_cleaning,
    extend_checks,
    find_bad,
    hand_over,
    isolate,
    lose,
    preserve,
    reconnect,
    scrap,
    site,
    start_cleaning,
    suspect,
    verify,
    waive,
)
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal, Refusals
from endigue.eradication import facts
from endigue.eradication.checks import Checks
from endigue.organisation.model import Organisation
from endigue.readers.checks import load_checks

HASH = "ab" * 32
CHECKS = Checks({one.id: one for one in load_checks()})


def here(case: Case, ledger: Ledger, organisation: Organisation) -> Site:
    return site(ledger, organisation, CHECKS, case.clock())


def test_a_machine_is_brought_back_through_the_verbs(
    case: Case, organisation: Organisation
) -> None:
    ledger = case.ledger()

    def at() -> Site:
        return here(case, ledger, organisation)

    one = ["pc-1"]
    ledger = suspect(case, ledger, at(), one, "forecast")
    ledger = find_bad(case, ledger, at(), one, "beacon")
    ledger = isolate(case, ledger, at(), one, "port shut")
    ledger = preserve(case, ledger, at(), "pc-1", [facts.Item("image", HASH, 10, "Ana")])
    ledger = hand_over(case, ledger, at(), HASH, "Ana", "Lab", "analysis")
    ledger = compare(case, ledger, at(), HASH, HASH)
    ledger = start_cleaning(case, ledger, at(), one, "rebuild", "Ana")
    ledger = end_cleaning(case, ledger, at(), one, "Ana")
    for name in at().board().of("pc-1").lacking:
        ledger = check(case, ledger, at(), facts.CheckMade(("pc-1",), name, True, "Bob"))
    ledger = verify(case, ledger, at(), one, "Bob")
    ledger = reconnect(case, ledger, at(), one, "Cleo")
    standing = at().board().of("pc-1")
    assert (standing.state, standing.verified_by, standing.author) == (
        "reconnected", "Bob", "tester",
    )  # fmt: skip
    assert case.ledger().eradication == ledger.eradication


def test_a_gate_refuses_and_nothing_is_written(case: Case, organisation: Organisation) -> None:
    ledger = find_bad(
        case, case.ledger(), here(case, case.ledger(), organisation), ["pc-1", "srv-1"], "seen"
    )
    now = here(case, ledger, organisation)
    with pytest.raises(Refusals) as refused:
        start_cleaning(case, ledger, now, ["pc-1", "srv-1"], "clean", "Ana")
    assert [one.code for one in refused.value.each] == ["eradication.no_evidence"] * 2
    with pytest.raises(Refusal) as one:
        reconnect(case, ledger, now, ["pc-1"], "Ana")
    assert one.value.code == "eradication.not_verified"
    assert case.ledger().head == ledger.head


def test_a_decision_to_do_without_evidence_is_somebodys(
    case: Case, organisation: Organisation
) -> None:
    ledger = case.ledger()
    with pytest.raises(Refusal, match="nobody"):
        waive(case, ledger, here(case, ledger, organisation), ["pc-1"], "no time", " ")
    with pytest.raises(Refusal, match="no_reason"):
        waive(case, ledger, here(case, ledger, organisation), ["pc-1"], "", "Director")
    ledger = waive(case, ledger, here(case, ledger, organisation), ["pc-1"], "no time", "Director")
    now = here(case, ledger, organisation)
    ledger = start_cleaning(case, ledger, now, ["pc-1"], "rebuild", "Ana")
    assert here(case, ledger, organisation).board().of("pc-1").waived


def test_what_makes_no_sense_is_refused(case: Case, organisation: Organisation) -> None:
    ledger = case.ledger()
    now = here(case, ledger, organisation)

    def code(verb, *arguments: object) -> str:
        with pytest.raises(Refusal) as refused:
            verb(case, ledger, now, *arguments)
        return refused.value.code.removeprefix("eradication.")

    assert code(preserve, "pc-1", [facts.Item("image", "x", 1, "Ana")]) == "bad_hash"
    assert code(hand_over, HASH, "Ana", "Bob", "") == "no_such_evidence"
    assert code(compare, HASH, HASH) == "no_such_evidence"
    made = facts.CheckMade(("pc-1",), "scan", True, "Bob")
    assert code(check, facts.CheckMade(("pc-1",), "x-ray", True, "Bob")) == "unknown_check"
    assert code(check, facts.CheckMade(("pc-1",), "scan", True, "Bob", 3)) == "passed_with_hits"
    assert code(check, facts.CheckMade(("pc-1",), "scan", True, "", 0)) == "nobody"
    assert code(check, facts.CheckMade(("pc-1",), "scan", True, "Bob", 0, "x")) == "bad_hash"
    assert code(check, facts.CheckMade(("no",), "scan", True, "Bob")) == ("not_of_the_organisation")
    assert code(begin, organisation) == "nothing_planned"
    later = now._replace(at=now.at + timedelta(hours=1))
    with pytest.raises(Refusal, match="still_to_come"):
        check(case, ledger, later, made)


def test_who_does_not_hold_evidence_cannot_give_it(case: Case, organisation: Organisation) -> None:
    ledger = case.ledger()
    item = facts.Item("image", HASH, 10, "Ana")
    ledger = preserve(case, ledger, here(case, ledger, organisation), "pc-1", [item])
    with pytest.raises(Refusal) as refused:
        hand_over(case, ledger, here(case, ledger, organisation), HASH, "Bob", "Cleo", "")
    assert refused.value.arguments == {"giver": "Bob", "holder": "Ana"}


def test_what_is_gone_is_gone(case: Case, organisation: Organisation) -> None:
    ledger = case.ledger()
    ledger = lose(case, ledger, here(case, ledger, organisation), ["pc-1"], "stolen")
    ledger = scrap(case, ledger, here(case, ledger, organisation), ["srv-1"], "burnt")
    found = here(case, ledger, organisation).board()
    assert (found.of("pc-1").state, found.of("srv-1").state) == ("lost", "scrapped")
    with pytest.raises(Refusal, match="is_scrapped"):
        suspect(case, ledger, here(case, ledger, organisation), ["srv-1"], "x")


def test_checks_of_the_organisation_stand_in_the_journal(
    case: Case, organisation: Organisation
) -> None:
    ledger = case.ledger()
    more = [CHECKS.check["scan"].__class__(
        "boot", ("machine",), {"fr": "x", "en": "x"}, case.clock().date(), "ours",
    )]  # fmt: skip
    ledger = extend_checks(case, ledger, here(case, ledger, organisation), more, "own.toml")
    ledger = suspect(case, ledger, here(case, ledger, organisation), ["pc-1"], "x")
    now = here(case, ledger, organisation)
    assert "boot" in now.checks_now().check
    assert "boot" in now.board().of("pc-1").lacking
