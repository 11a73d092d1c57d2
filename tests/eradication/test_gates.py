import pytest

from endigue.eradication.checks import Checks
from endigue.eradication.dossier import Dossier, Passed
from endigue.eradication.gates import (
    against_check,
    against_cleaning,
    against_end_of_cleaning,
    against_reconnecting,
    against_verifying,
)

from clean_house import minute  # isort: skip


def code(against: tuple[str, dict[str, str]] | None) -> str:
    return "" if against is None else against[0].removeprefix("eradication.")


def test_evidence_comes_before_cleaning() -> None:
    assert code(against_cleaning(Dossier("compromised"), False)) == "no_evidence"
    assert code(against_cleaning(Dossier("compromised", evidence=["x"]), False)) == (
        "evidence_broken"
    )
    assert code(against_cleaning(Dossier("evidence_preserved"), True)) == ""
    assert code(against_cleaning(Dossier("isolated", waived=True), False)) == ""
    assert code(against_cleaning(Dossier("verified"), True)) == "already_verified"
    assert code(against_cleaning(Dossier("scrapped"), True)) == "is_scrapped"


def test_what_was_not_begun_does_not_end() -> None:
    assert code(against_end_of_cleaning(Dossier("isolated"))) == "not_cleaning"
    assert code(against_end_of_cleaning(Dossier("cleaning"))) == ""


def test_a_check_is_made_on_what_is_not_the_intruders_any_more_by_somebody_else() -> None:
    assert code(against_check(Dossier("compromised", held=True), "scan", "Bob", ["scan"])) == (
        "not_cleaned"
    )
    under_way = Dossier("cleaning", held=True, cleaners={"ana"})
    assert code(against_check(under_way, "scan", "Bob", ["scan"])) == "still_cleaning"
    done = Dossier("cleaning", held=True, cleaners={"ana"}, cleaned_at=minute(1))
    assert code(against_check(done, "scan", " ANA", ["scan"])) == "own_work"
    assert code(against_check(done, "scan", "Bob", ["scan"])) == ""
    assert code(against_check(done, "x-ray", "Bob", ["scan"])) == "no_such_check"
    assert code(against_check(done, "scan", "", ["scan"])) == "no_person"
    assert code(against_check(Dossier("lost"), "scan", "Bob", ["scan"])) == "is_lost"
    assert code(against_check(Dossier("suspected"), "scan", "Bob", ["scan"])) == ""


@pytest.mark.parametrize("missing", ["scan", "patches"])
def test_verified_is_what_passed_every_check(checks: Checks, missing: str) -> None:
    needed = checks.needed("machine", "", minute(0).date(), cleaned=True)
    passed = {check.id: Passed(minute(1), "Bob") for check in needed if check.id != missing}
    dossier = Dossier("cleaning", passed=passed, cleaned_at=minute(0), cleaners={"ana"})
    assert against_verifying(dossier, "Bob", needed) == (
        "eradication.checks_lacking", {"checks": missing},
    )  # fmt: skip
    dossier.passed[missing] = Passed(minute(1), "Bob")
    assert against_verifying(dossier, "Bob", needed) is None
    assert code(against_verifying(dossier, "Ana", needed)) == "own_work"


def test_reconnected_is_only_what_is_verified_on_what_is_verified() -> None:
    assert code(against_reconnecting(Dossier("cleaning"), ())) == "not_verified"
    assert code(against_reconnecting(Dossier("verified"), ("dc-1",))) == "stands_on_unverified"
    assert code(against_reconnecting(Dossier("verified"), ())) == ""
