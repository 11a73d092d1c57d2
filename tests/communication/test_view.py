from dataclasses import replace

from .conftest import Crisis, paris


def test_the_last_record_of_a_company_stands_above_that_of_the_group() -> None:
    crisis = Crisis()
    crisis.happens("clients-affected", "2026-02-03 09:00", 5, company="mutual")
    crisis.happens("clients-affected", "2026-02-03 10:00", 9)
    assert crisis.view.value("clients-affected", "mutual") == 5
    assert crisis.view.value("clients-affected", "other") == 9
    crisis.happens("clients-affected", "2026-02-03 08:00", 6, company="mutual")
    assert crisis.view.value("clients-affected", "mutual") == 6


def test_a_withdrawn_record_uncovers_the_one_before() -> None:
    crisis = Crisis()
    crisis.happens("clients-affected", "2026-02-03 09:00", 5)
    wrong = crisis.happens("clients-affected", "2026-02-03 10:00", 9)
    crisis.withdraws(wrong)
    assert crisis.view.value("clients-affected", "mutual") == 5
    assert crisis.view.withdrawn[wrong].reason == "wrong"
    assert len(crisis.view.records) == 2


def test_the_view_can_be_had_as_of_an_entry_and_as_of_an_instant() -> None:
    crisis = Crisis()
    first = crisis.happens("aware", "2026-02-03 09:00")
    crisis.withdraws(first)
    assert len(crisis.view.upto(first).events) == 1
    assert crisis.view.events == ()
    assert crisis.view.happened_by(paris("2026-02-03 08:59")).records == ()


def test_nothing_recorded_is_nothing() -> None:
    assert Crisis().view.latest("aware", "mutual") is None
    assert Crisis().view.value("aware", "mutual") is None


def test_each_company_sees_what_is_its_own_and_of_the_group() -> None:
    crisis = Crisis()
    crisis.happens("aware", "2026-02-03 09:00")
    crisis.happens("clients-affected", "2026-02-03 09:00", 5, company="mutual")
    crisis.happens("clients-affected", "2026-02-03 09:00", 6, company="care")
    view = replace(crisis.view, scopes={"Clinic": ("care",)})
    seen = [(one.event, one.company) for one in view.seen_by("Clinic").events]
    assert seen == [("aware", ""), ("clients-affected", "care")]
    assert view.seen_by("Director").events == view.events
    assert [one.id for one in crisis.profile.of(("mutual",)).companies] == ["mutual"]
    assert crisis.profile.of(("moon",)).companies == ()
    assert crisis.profile.of(None) == crisis.profile
