"""Each vector stands beside its article; Paris times unless a Z says otherwise."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.communication.profile import Company
from endigue.readers.rulebook import load_rulebook

from .conftest import ALL, PARIS, Crisis, paris

HOUR = timedelta(hours=1)
DORA = "2025/301 Art. 5"

moments = st.datetimes(datetime(2025, 6, 1), datetime(2035, 6, 1), timezones=st.just(PARIS)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)


def friday_evening(crisis: Crisis) -> Crisis:
    """The vector of the reference case: Friday 5 February 2021, under today's law."""
    crisis.happens("aware", "2021-02-05 19:00")
    crisis.happens("classified-major", "2021-02-05 21:00")
    return crisis


def test_initial_is_four_hours_after_classification_or_monday_noon(crisis: Crisis) -> None:
    clock = friday_evening(crisis).clock("DORA", "initial")
    assert clock.safe == paris("2021-02-06 01:00")  # Art. 5(1)(a)
    assert clock.legal == paris("2021-02-08 12:00")  # Art. 5(4)
    assert clock.relief == ("saturday", "sunday")
    assert clock.started_by == "classified-major"
    assert clock.missing == ()


def test_intermediate_counts_from_the_submission_of_the_initial(crisis: Crisis) -> None:
    friday_evening(crisis).happens("initial-submitted", "2021-02-05 22:30")
    clock = crisis.clock("DORA", "intermediate")
    assert clock.safe == clock.legal == paris("2021-02-08 22:30")  # Art. 5(1)(b)
    assert crisis.clock("DORA", "initial").state == "done"


def test_final_counts_a_calendar_month_from_the_latest_intermediate(crisis: Crisis) -> None:
    friday_evening(crisis).happens("initial-submitted", "2021-02-05 22:30")
    crisis.happens("intermediate-submitted", "2021-02-26 18:00")
    crisis.happens("intermediate-submitted", "2021-02-08 17:00")  # written later, sent earlier
    clock = crisis.clock("DORA", "final")
    assert clock.safe == clock.legal == paris("2021-03-26 18:00")  # Art. 5(1)(c)


def test_gdpr_and_complaint_are_seventy_two_hours_without_relief(crisis: Crisis) -> None:
    friday_evening(crisis).happens("personal-data-breach", "2021-02-05 19:00")
    gdpr, complaint = crisis.clock("GDPR", "authority"), crisis.clock("complaint", "complaint")
    monday = paris("2021-02-08 19:00")
    assert gdpr.safe == gdpr.legal == monday  # GDPR Art. 33(1)
    assert complaint.safe == complaint.legal == monday  # C. assur. L12-10-1


def test_classification_at_hour_23_leaves_one_hour(crisis: Crisis) -> None:
    crisis.happens("aware", "2026-02-03 09:00")
    crisis.happens("classified-major", "2026-02-04 08:00")
    clock = crisis.clock("DORA", "initial")
    assert clock.legal == paris("2026-02-04 09:00")  # Art. 5(1)(a): not 12:00
    assert clock.started_by == "aware"


def test_late_classification_has_its_own_four_hours(crisis: Crisis) -> None:
    crisis.happens("aware", "2026-02-03 09:00")
    crisis.happens("classified-major", "2026-02-04 15:00")
    clock = crisis.clock("DORA", "initial")
    assert clock.legal == paris("2026-02-04 19:00")  # Art. 5(2)
    assert clock.article.startswith(DORA)


def test_end_of_january_leads_to_the_end_of_february_and_its_relief(crisis: Crisis) -> None:
    crisis.happens("classified-major", "2026-01-28 10:00")
    crisis.happens("initial-submitted", "2026-01-28 12:00")
    crisis.happens("intermediate-submitted", "2026-01-31 10:00")
    clock = crisis.clock("DORA", "final")
    assert clock.safe == paris("2026-02-28 10:00")  # Art. 5(1)(c): a Saturday
    assert clock.legal == paris("2026-03-02 12:00")  # Art. 5(4)


def test_seventy_two_hours_in_march_are_elapsed_hours(crisis: Crisis) -> None:
    crisis.happens("personal-data-breach", "2026-03-27 18:00")
    assert crisis.clock("GDPR", "authority").legal == paris("2026-03-30 19:00")


def test_who_is_barred_keeps_the_relief_for_the_final_report_only(new_crisis: Callable) -> None:
    barred = Company("mutual", "The mutual", ALL, relief_barred=True)
    crisis = friday_evening(new_crisis((barred,)))
    assert crisis.clock("DORA", "initial").legal == paris("2021-02-06 01:00")  # Art. 5(5), 5(6)
    crisis.happens("initial-submitted", "2021-02-10 10:00")
    assert crisis.clock("DORA", "intermediate").legal == paris("2021-02-13 10:00")  # a Saturday
    crisis.happens("intermediate-submitted", "2021-02-13 09:00")
    assert crisis.clock("DORA", "final").legal == paris("2021-03-15 12:00")  # Art. 5(4)


def test_recovery_calls_for_an_intermediate_report_at_once(crisis: Crisis) -> None:
    friday_evening(crisis).happens("initial-submitted", "2021-02-05 22:30")
    crisis.happens("intermediate-submitted", "2021-02-08 20:00")
    assert crisis.clock("DORA", "intermediate-recovery").state == "not_started"
    crisis.happens("services-recovered", "2021-02-26 12:00")
    clock = crisis.clock("DORA", "intermediate-recovery")
    assert (clock.state, clock.without_delay, clock.legal) == ("running", True, None)
    crisis.happens("intermediate-submitted", "2021-02-26 18:00")
    assert crisis.clock("DORA", "intermediate-recovery").state == "done"


def test_without_a_classification_the_day_after_awareness_is_the_safe_time(crisis: Crisis) -> None:
    crisis.happens("aware", "2026-02-03 09:00")
    clock = crisis.clock("DORA", "initial", at="2026-02-03 10:00")
    assert (clock.safe, clock.legal) == (paris("2026-02-04 09:00"), None)
    assert (clock.state, clock.missing) == ("not_started", ("classified-major",))


def test_without_the_awareness_the_legal_time_is_not_known(crisis: Crisis) -> None:
    crisis.happens("classified-major", "2026-02-03 09:00")
    clock = crisis.clock("DORA", "initial")
    assert (clock.safe, clock.legal) == (paris("2026-02-03 13:00"), None)
    assert clock.missing == ("aware",)


def test_a_suspicion_gives_the_safe_time_and_the_breach_the_legal_one(crisis: Crisis) -> None:
    crisis.happens("personal-data-breach-suspected", "2026-02-03 09:00")
    clock = crisis.clock("GDPR", "authority")
    assert (clock.safe, clock.legal) == (paris("2026-02-06 09:00"), None)
    assert clock.missing == ("personal-data-breach",)
    crisis.happens("personal-data-breach", "2026-02-04 09:00")
    clock = crisis.clock("GDPR", "authority")
    assert clock.safe == clock.legal == paris("2026-02-07 09:00")


def test_an_unlikely_risk_frees_from_the_notice_but_not_from_the_register(crisis: Crisis) -> None:
    crisis.happens("personal-data-breach", "2026-02-03 09:00")
    crisis.happens("risk-unlikely", "2026-02-03 12:00", True)
    names = {(clock.regime, clock.name) for clock in crisis.clocks()}
    assert ("GDPR", "authority") not in names  # Art. 33(1)
    assert ("GDPR", "register") in names  # Art. 33(5)
    crisis.happens("risk-unlikely", "2026-02-03 15:00", False)
    assert crisis.clock("GDPR", "authority").legal == paris("2026-02-06 09:00")


def test_health_incidents_are_owed_without_an_hour(crisis: Crisis) -> None:
    crisis.happens("health-incident", "2026-02-03 09:00", True)
    clock = crisis.clock("health", "authorities")
    assert (clock.without_delay, clock.safe, clock.legal) == (True, None, None)
    assert clock.starts == paris("2026-02-03 09:00")


def test_a_no_opens_no_duty(crisis: Crisis) -> None:
    crisis.happens("high-risk", "2026-02-03 09:00", False)
    assert ("GDPR", "people") not in {(clock.regime, clock.name) for clock in crisis.clocks()}


def test_nis2_is_pending_in_france_and_off_unless_it_is_asked_for(new_crisis: Callable) -> None:
    off, on = new_crisis(), new_crisis(pending=("NIS2",))
    for crisis in (off, on):
        crisis.happens("aware", "2026-02-03 09:00")
    assert "NIS2" not in {clock.regime for clock in off.clocks()}
    assert on.clock("NIS2", "early-warning").legal == paris("2026-02-04 09:00")  # 23(4)(a)
    assert on.clock("NIS2", "notification").legal == paris("2026-02-06 09:00")  # 23(4)(b)
    on.happens("nis2-notified", "2026-02-05 09:00")
    assert on.clock("NIS2", "final").legal == paris("2026-03-05 09:00")  # 23(4)(d)


def test_the_law_of_the_day_holds_unless_another_is_asked_for(new_crisis: Callable) -> None:
    crisis = new_crisis(law=None)
    crisis.happens("personal-data-breach", "2021-02-05 19:00")
    friday_evening(crisis)
    opened = {clock.regime for clock in crisis.clocks("2021-03-01 00:00") if clock.starts}
    assert opened == {"GDPR"}  # neither DORA nor L12-10-1 were law in 2021
    crisis.law = date(2026, 1, 1)
    opened = {clock.regime for clock in crisis.clocks("2021-03-01 00:00") if clock.starts}
    assert opened == {"GDPR", "DORA", "complaint"}


def test_a_reclassification_ends_the_reports_and_a_new_one_starts_them_again(
    crisis: Crisis,
) -> None:
    crisis.happens("aware", "2026-02-03 09:00")
    crisis.happens("classified-major", "2026-02-03 10:00")
    crisis.happens("initial-submitted", "2026-02-03 12:00")
    crisis.happens("reclassified-non-major", "2026-02-04 10:00")
    assert crisis.clock("DORA", "initial").state == "done"
    assert crisis.clock("DORA", "intermediate").state == "ended"
    assert crisis.clock("DORA", "reclassification").state == "running"  # 2025/302 Art. 5
    crisis.happens("classified-major", "2026-02-05 10:00")
    again = crisis.clock("DORA", "initial", at="2026-02-05 11:00")
    assert (again.state, again.legal) == ("running", paris("2026-02-05 14:00"))
    crisis.happens("initial-submitted", "2026-02-05 12:00")
    assert crisis.clock("DORA", "initial").state == "done"
    assert crisis.clock("DORA", "intermediate").legal == paris("2026-02-09 12:00")


def test_every_company_has_its_own_clocks(new_crisis: Callable) -> None:
    companies = (
        Company("mutual", "M", frozenset({"dora", "gdpr"})),
        Company("provident", "P", frozenset({"dora"})),
        Company("care", "C", frozenset({"health"})),
    )
    crisis = new_crisis(companies)
    crisis.happens("aware", "2026-02-03 09:00")
    crisis.happens("classified-major", "2026-02-03 10:00", company="mutual")
    crisis.happens("aware", "2026-02-03 11:00", company="provident")
    assert crisis.clock("DORA", "initial").legal == paris("2026-02-03 14:00")
    other = crisis.clock("DORA", "initial", company="provident")
    assert (other.safe, other.missing) == (paris("2026-02-04 11:00"), ("classified-major",))
    assert {clock.regime for clock in crisis.clocks() if clock.company == "care"} == {"health"}


def test_alsace_moselle_waits_for_its_own_holidays(new_crisis: Callable) -> None:
    for regional, expected in ((True, "2026-04-07 12:00"), (False, "2026-04-03 13:00")):
        company = Company("mutual", "M", ALL, alsace_moselle=regional)
        crisis = new_crisis((company,))
        crisis.happens("aware", "2026-04-03 08:00")
        crisis.happens("classified-major", "2026-04-03 09:00")  # Good Friday
        assert crisis.clock("DORA", "initial").legal == paris(expected)


@pytest.mark.parametrize(
    ("at", "state"),
    [
        ("2021-02-05 20:00", "not_started"),
        ("2021-02-05 23:00", "running"),
        ("2021-02-06 01:00", "running"),
        ("2021-02-06 01:01", "past_safe"),
        ("2021-02-08 12:00", "past_safe"),
        ("2021-02-08 12:01", "overdue"),
    ],
)
def test_a_clock_says_how_it_stands(crisis: Crisis, at: str, state: str) -> None:
    assert friday_evening(crisis).clock("DORA", "initial", at).state == state


def test_what_is_done_late_says_so(crisis: Crisis) -> None:
    friday_evening(crisis).happens("initial-submitted", "2021-02-08 12:01")
    assert crisis.clock("DORA", "initial").state == "done_late"


def test_a_withdrawn_record_counts_for_nothing(crisis: Crisis) -> None:
    wrong = crisis.happens("aware", "2026-02-01 09:00")
    crisis.withdraws(wrong)
    assert crisis.clock("complaint", "complaint").starts is None


@given(moments, st.integers(0, 60 * 80))
def test_the_initial_limit_is_the_earlier_of_the_two_unless_the_classification_was_late(
    aware: datetime, minutes: int
) -> None:
    crisis = Crisis()
    crisis.happens("aware", aware)
    classified = aware.timestamp() + minutes * 60
    crisis.happens("classified-major", datetime.fromtimestamp(classified, tz=PARIS))
    clock = crisis.clock("DORA", "initial", at="2036-01-01 00:00")
    assert clock.safe is not None and clock.legal is not None
    after_awareness = (clock.safe.timestamp() - aware.timestamp()) / 60
    late = minutes > 24 * 60  # Art. 5(2)
    assert after_awareness == (minutes + 240 if late else min(minutes + 240, 24 * 60))
    assert clock.legal >= clock.safe


@given(moments)
def test_gdpr_is_always_seventy_two_elapsed_hours(known: datetime) -> None:
    crisis = Crisis()
    crisis.happens("personal-data-breach", known)
    clock = crisis.clock("GDPR", "authority", at="2036-01-01 00:00")
    assert clock.legal is not None
    assert clock.legal.timestamp() - known.timestamp() == 72 * 3600


TIMED = ("aware", "classified-major", "initial-submitted", "intermediate-submitted",
         "personal-data-breach")  # fmt: skip


@pytest.mark.parametrize("event", TIMED)
def test_without_one_record_exactly_the_clocks_that_rest_on_it_lose_their_time(event: str) -> None:
    """What rests on what, by hand from the texts."""
    rests = {
        "aware": {("DORA", "initial"), ("complaint", "complaint")},
        "classified-major": {("DORA", "initial")},
        "initial-submitted": {("DORA", "intermediate")},
        "intermediate-submitted": {("DORA", "final")},
        "personal-data-breach": {("GDPR", "authority")},
    }
    whole, without = Crisis(), Crisis()
    for day, name in enumerate(TIMED, start=2):
        whole.happens(name, f"2026-02-{day:02} 09:00")
        if name != event:
            without.happens(name, f"2026-02-{day:02} 09:00")
    lost = {
        (before.regime, before.name)
        for before, after in ((c, without.clock(c.regime, c.name)) for c in whole.clocks())
        if before.legal is not None and after.legal is None
    }
    assert lost == rests[event]


def test_the_packs_that_ship_are_dated_and_sourced() -> None:
    for pack in load_rulebook().packs:
        assert pack.source.startswith("http")
        assert (pack.status == "pending") == (pack.valid_from is None)
        assert all(rule.article for rule in pack.clock)
