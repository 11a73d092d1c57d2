from functools import reduce

from endigue.evidence.facts import CompromiseAssessed, FindingsRecorded, StatementMade
from endigue.evidence.findings import Assessment, Finding
from endigue.evidence.view import EvidenceView, see
from endigue.journal.fact import Fact


class SomethingElse(Fact, frozen=True, tag="elsewhere.happened"):
    pass


def fold(*facts: Fact) -> EvidenceView:
    return reduce(see, facts, EvidenceView())


def part(sha256: str, *hosts: str, number: int = 1, parts: int = 1) -> FindingsRecorded:
    findings = tuple(Finding("listed", host=host) for host in hosts)
    return FindingsRecorded("a.csv", sha256, "csv", findings, part=number, parts=parts)


def hosts(view: EvidenceView) -> list[str]:
    return [finding.host for finding in view.findings]


def test_the_same_file_counts_once_and_its_last_reading_holds() -> None:
    view = fold(part("1", "a"), part("2", "b"), part("1", "c"))
    assert hosts(view) == ["c", "b"]


def test_the_parts_of_a_file_join_and_a_shorter_reading_replaces_them_all() -> None:
    parts = (part("1", "a", parts=2), part("1", "b", number=2, parts=2))
    assert hosts(fold(*parts)) == ["a", "b"]
    assert hosts(fold(*parts, *parts)) == ["a", "b"]
    assert hosts(fold(*parts, part("1", "c"))) == ["c"]


def test_the_latest_statement_on_an_asset_holds() -> None:
    view = fold(
        StatementMade("srv1", "confirmed", "ransom note"),
        StatementMade("srv2", "confirmed", "ransom note"),
        StatementMade("srv1", "cleared", "rebuilt"),
    )
    assert view.verdicts == {"srv1": "cleared", "srv2": "confirmed"}
    assert view.statements["srv1"].reason == "rebuilt"


def test_the_latest_assessment_holds_and_other_facts_change_nothing() -> None:
    first, second = Assessment(counts={"listed": 1}), Assessment(counts={"listed": 2})
    view = fold(CompromiseAssessed(first, "t1"), CompromiseAssessed(second, "t2"))
    assert (view.assessment, view.table) == (second, "t2")
    assert see(view, SomethingElse()) == view
