from tests.crisis_chronicle import entries, profile

from endigue.communication.situation import Situation
from endigue.desk.case import as_known_at
from endigue.desk.cell import current_situation
from endigue.kernel.instant import parse_instant
from endigue.readers.rulebook import load_rulebook

FIRST, SATURDAY, MONDAY = (
    "2026-02-06T21:59:00+01:00", "2026-02-07T10:08:00+01:00", "2026-02-09T12:00:00+01:00",
)  # fmt: skip


def situation(at: str) -> Situation:
    instant = parse_instant(at)
    ledger = as_known_at(entries(), instant)
    return current_situation(ledger, profile(), load_rulebook(), instant, "s", None)


def test_the_first_report_tells_everything() -> None:
    found = situation(FIRST)
    assert (found.number, found.since) == (1, 0)
    assert {noted.event for noted in found.confirmed} >= {"detected", "aware", "service-down"}
    assert "malicious-access" in {noted.event for noted in found.new}


def test_a_later_report_tells_what_changed_since() -> None:
    found = situation(SATURDAY)
    assert found.number == 2
    told = {noted.event for noted in (*found.new, *found.confirmed)}
    assert "complaint-filed" in told and "detected" not in told
    assert [action.fact.text for action in found.late] == ["Préparer la page publique"]
    assert [action.fact.text for action in found.done] == ["Appeler l’assureur"]
    assert len(found.uncertainties) == 2


def test_a_question_is_asked_until_it_is_decided() -> None:
    before = situation("2026-02-06T21:55:00+01:00")
    assert [one.fact.question[:6] for one in before.asked] == ["Couper"]
    after = situation(FIRST)
    assert (len(after.asked), len(after.decided)) == (0, 1)


def test_clocks_of_the_next_day_are_told_and_no_others() -> None:
    monday = {(clock.regime, clock.name, clock.company) for clock in situation(MONDAY).clocks}
    assert ("DORA", "intermediate", "mutual") in monday
    assert ("DORA", "initial", "mutual") not in monday
    assert ("DORA", "intermediate", "mutual") not in {
        (clock.regime, clock.name, clock.company) for clock in situation(SATURDAY).clocks
    }
    assert ("DORA", "clients", "mutual") in monday  # without delay, not done yet


def test_what_was_withdrawn_since_is_refuted_with_its_reason() -> None:
    ((noted, withdrawal),) = situation("2026-02-16T10:00:00+01:00").refuted
    assert noted.event == "beneficiaries-affected"
    assert "extraction" in withdrawal.reason


def test_what_was_told_since_and_what_waits_is_in_the_report() -> None:
    def outgoing(at: str) -> list[tuple[str, int, str]]:
        ledger = as_known_at(entries(), parse_instant(at))
        found = current_situation(ledger, profile(), load_rulebook(), parse_instant(at), "s", None)
        return [(one.audience, one.number, one.step) for one in found.outgoing]

    assert outgoing("2026-02-06T22:06:00+01:00") == [("staff", 1, "drafted")]
    assert outgoing("2026-02-06T22:12:00+01:00") == [("staff", 1, "reviewed")]
    assert outgoing("2026-02-06T22:16:00+01:00") == [("staff", 1, "approved")]
    assert outgoing("2026-02-06T23:12:00+01:00") == [("", 1, "drafted"), ("staff", 1, "told")]
    assert outgoing("2026-02-06T23:36:00+01:00") == [("", 1, "told"), ("staff", 1, "told")]
    # The second situation report tells of both; after it there is nothing new.
    assert outgoing("2026-02-07T10:20:00+01:00") == []
