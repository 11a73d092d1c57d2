from endigue.communication.moves import Move, moves_of
from endigue.readers.rulebook import load_rulebook

from .conftest import Crisis, paris

AT = paris("2026-03-01 00:00")


def moves(crisis: Crisis) -> list[Move]:
    return list(moves_of(crisis.view, crisis.profile, load_rulebook(), AT, crisis.law))


def test_nothing_has_moved_while_deadlines_are_only_found() -> None:
    crisis = Crisis()
    crisis.happens("aware", "2026-02-03 09:00")
    assert moves(crisis) == []


def test_a_classification_that_shortens_the_limit_says_so() -> None:
    crisis = Crisis()
    crisis.happens("aware", "2026-02-03 09:00")
    entry = crisis.happens("classified-major", "2026-02-03 10:00")
    (move,) = moves(crisis)
    assert (move.name, move.entry, move.event, move.cause) == (
        "initial", entry, "classified-major", "recorded",
    )  # fmt: skip
    assert move.safe_before == paris("2026-02-04 09:00")
    assert (move.legal_before, move.legal_after) == (None, paris("2026-02-03 14:00"))
    assert move.safe_after == paris("2026-02-03 14:00")


def test_a_correction_and_a_withdrawal_are_told_apart() -> None:
    crisis = Crisis()
    crisis.happens("personal-data-breach", "2026-02-03 09:00")
    corrected = crisis.happens("personal-data-breach", "2026-02-02 09:00")
    withdrawn = crisis.withdraws(corrected)
    found = [move for move in moves(crisis) if move.name == "authority"]
    assert [(move.entry, move.cause) for move in found] == [
        (corrected, "corrected"),
        (withdrawn, "withdrawn"),
    ]
    assert found[0].safe_after == found[1].safe_before == paris("2026-02-05 09:00")
    assert found[1].safe_after == paris("2026-02-06 09:00")


def test_each_intermediate_report_moves_the_final_one() -> None:
    crisis = Crisis()
    crisis.happens("initial-submitted", "2026-02-03 09:00")
    crisis.happens("intermediate-submitted", "2026-02-05 09:00")
    second = crisis.happens("intermediate-submitted", "2026-02-20 09:00")
    (move,) = moves(crisis)
    assert (move.name, move.entry, move.cause) == ("final", second, "recorded")
    assert move.legal_after == paris("2026-03-20 09:00")


def test_an_exemption_takes_the_deadline_away() -> None:
    crisis = Crisis()
    crisis.happens("personal-data-breach", "2026-02-03 09:00")
    crisis.happens("risk-unlikely", "2026-02-03 10:00", True)
    (move,) = moves(crisis)
    assert (move.name, move.event, move.safe_after) == ("authority", "risk-unlikely", None)
