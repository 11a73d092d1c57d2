from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.communication.facts import ActionRefused, EventRecorded, EventWithdrawn, ScopeGiven
from endigue.communication.view import CommunicationView
from endigue.desk.access import Account
from endigue.desk.refusal import Refusal
from endigue.desk.sight import companies_seen, company_of, ledger_seen, refuse_sight

NOW = datetime(2021, 2, 5, 21, 30, tzinfo=UTC)
COMPANIES = st.sets(st.sampled_from(["a", "b", "c"])).map(lambda found: tuple(sorted(found)))


def seen(scope: tuple[str, ...] | None, own: tuple[str, ...]) -> frozenset[str] | None:
    view = CommunicationView(scopes={} if scope is None else {"Lea": scope})
    return companies_seen(view, Account("Lea", companies=own))


@given(COMPANIES.filter(bool) | st.none(), COMPANIES)
def test_neither_the_scope_nor_the_account_alone_lets_more_be_seen(scope, own) -> None:
    everything = {"a", "b", "c"}
    found = seen(scope, own)
    assert (everything if found is None else found) == set(scope or everything) & set(
        own or everything
    )


def test_two_that_have_nothing_in_common_leave_the_group_alone_and_not_everything() -> None:
    assert seen(("a",), ("b",)) == frozenset()


def test_who_has_no_account_is_not_narrowed_here() -> None:
    assert companies_seen(CommunicationView(scopes={"Lea": ("a",)}), None) is None


def test_a_ledger_is_seen_with_the_records_of_the_group_and_of_ones_own(case) -> None:
    ledger = case.record(
        [EventRecorded("detected", company=one) for one in ("", "a", "b")], case.ledger()
    )
    assert [one.company for one in ledger_seen(ledger, {"a"}).communication.records] == ["", "a"]
    assert [one.company for one in ledger_seen(ledger, set()).communication.records] == [""]
    assert ledger_seen(ledger, None) is ledger


def test_only_what_is_recorded_for_a_company_concerns_it_alone() -> None:
    assert company_of(EventRecorded("detected", company="b")) == "b"
    assert company_of(EventRecorded("detected")) == ""
    assert company_of(EventWithdrawn(3, "wrong")) == ""
    assert company_of(ScopeGiven("Lea", ("b",))) == ""
    assert company_of(None) == ""


def test_a_refused_look_is_written(case) -> None:
    with pytest.raises(Refusal, match="of_another_company"):
        refuse_sight(replace(case, author="Lea"), case.ledger(), {"a"}, "entry 3")
    ((step, fact),) = case.ledger().communication.refusals
    assert (step.author, fact) == ("Lea", ActionRefused("see", "entry 3"))
