from clean_house import minute
from endigue.eradication import facts
from endigue.eradication.view import EradicationView, Report, see, with_report
from endigue.evidence.facts import StatementMade
from endigue.journal.entry import Entry
from endigue.journal.fact import Fact


class SomethingElse(Fact, frozen=True, tag="test.something_else"):
    pass


def entry(sequence: int = 1) -> Entry:
    return Entry(sequence, minute(1), minute(2), "Ana", "x", "{}", "", "")


def test_facts_of_other_chapters_change_nothing() -> None:
    view = EradicationView()
    assert see(view, SomethingElse(), entry()) is view


def test_a_report_is_kept_for_every_asset_that_it_names_once() -> None:
    view = see(EradicationView(), facts.AssetsSuspected(("a", "b", "a"), "x"), entry())
    assert {name: len(reports) for name, reports in view.assets.items()} == {"a": 1, "b": 1}
    assert view.begun


def test_a_person_who_confirms_a_compromise_reports_it_but_begins_nothing() -> None:
    view = see(EradicationView(), StatementMade("a", "confirmed", "seen"), entry())
    assert "a" in view.assets and not view.begun
    cleared = see(EradicationView(), StatementMade("a", "cleared", "seen"), entry())
    assert "a" not in cleared.assets


def test_evidence_is_found_by_its_hash() -> None:
    item = facts.Item("image", "ab" * 32, 1, "Ana")
    view = with_report(
        EradicationView(), Report(minute(1), 1, "x", facts.EvidencePreserved("a", (item,)))
    )
    view = with_report(
        view, Report(minute(2), 2, "x", facts.CustodyPassed(item.sha256, "Ana", "Bob"))
    )
    assert [report.sequence for report in view.custody[item.sha256]] == [1, 2]
