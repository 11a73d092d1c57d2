"""2024/1772, article by article. What is exactly at a threshold is not above it."""

from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.communication.classification import COSTS, Classification, at_least, classify
from endigue.readers.rulebook import load_rulebook

from .conftest import Crisis, paris

(PACK,) = load_rulebook().thresholds
AT = "2026-02-20 09:00"
START = "2026-02-03 09:00"


def classified(crisis: Crisis, at: str = AT) -> Classification:
    return classify(crisis.view, "mutual", PACK, paris(at))


def told(values: dict[str, object]) -> Crisis:
    crisis = Crisis()
    for event, value in values.items():
        crisis.happens(event, START, value)
    return crisis


CLIENTS = {"clients-affected": 0, "beneficiaries-affected": 0, "clients-of-service": 600_000,
           "beneficiaries-of-service": 400_000, "counterparts-affected": 0,
           "counterparts-of-service": 10, "transactions-affected": 0,
           "transactions-daily-average": 1000, "transactions-value-affected": 0,
           "transactions-value-daily-average": 100_000_00,
           "relevant-client-hit": False}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "met"),
    [
        ({}, False),
        # 9(1)(a): more than 10 % of all who use the service, the beneficiaries with them
        ({"clients-affected": 60_000, "beneficiaries-affected": 40_000}, False),
        ({"clients-affected": 60_001, "beneficiaries-affected": 40_000}, True),
        (
            {"clients-of-service": 990, "beneficiaries-of-service": 10, "clients-affected": 100},
            False,
        ),
        (
            {"clients-of-service": 990, "beneficiaries-of-service": 10, "clients-affected": 101},
            True,
        ),
        # 9(1)(b): more than 100,000, whatever the share
        ({"clients-of-service": 5_000_000, "clients-affected": 100_000}, False),
        ({"clients-of-service": 5_000_000, "clients-affected": 100_001}, True),
        ({"clients-of-service": 5_000_000, "beneficiaries-affected": 100_001}, True),
        # 9(1)(c): more than 30 % of the counterparts
        ({"counterparts-affected": 3}, False),
        ({"counterparts-affected": 4}, True),
        # 9(1)(d), (e): more than 10 % of a day's transactions, by number or by value
        ({"transactions-affected": 100}, False),
        ({"transactions-affected": 101}, True),
        ({"transactions-value-affected": 10_000_00}, False),
        ({"transactions-value-affected": 10_000_01}, True),
        # 9(1)(f): a client or counterpart that matters
        ({"relevant-client-hit": True}, True),
    ],
)
def test_clients_counterparts_and_transactions(changed: dict[str, object], met: bool) -> None:
    assert classified(told({**CLIENTS, **changed})).met("clients") is met


def test_known_in_part_a_figure_can_pass_a_threshold_but_not_miss_it() -> None:
    few = told({"clients-affected": 10, "clients-of-service": 600_000})
    many = told({"clients-affected": 100_001})
    assert classified(few).met("clients") is None
    assert classified(many).met("clients") is True


@pytest.mark.parametrize(
    ("start", "end", "met"),
    [
        (START, "2026-02-04 09:00", False),  # 9(3)(a): exactly 24 h
        (START, "2026-02-04 09:01", True),
        ("2026-03-28 12:00", "2026-03-29 13:00", False),  # 24 elapsed hours over the change
        ("2026-03-28 12:00", "2026-03-29 13:01", True),
        ("2026-10-24 12:00", "2026-10-25 11:00", False),
        ("2026-10-24 12:00", "2026-10-25 11:01", True),
    ],
)
def test_duration_is_above_twenty_four_elapsed_hours(start: str, end: str, met: bool) -> None:
    crisis = Crisis()
    crisis.happens("occurred", start)
    crisis.happens("resolved", end)
    for event in ("service-down", "services-recovered", "backlog-served"):
        crisis.happens(event, start)
    assert classified(crisis, "2027-01-01 00:00").met("duration") is met


def test_where_the_occurrence_is_unknown_the_detection_counts() -> None:
    """Art. 3(1)."""
    crisis = Crisis()
    crisis.happens("detected", START)
    assert classified(crisis, "2026-02-04 09:00").met("duration") is None
    assert classified(crisis, "2026-02-04 09:01").met("duration") is True


@pytest.mark.parametrize(
    ("recovered", "served", "met"),
    [
        ("2026-02-03 11:00", "2026-02-03 11:00", False),  # 9(3)(b): exactly 2 h
        ("2026-02-03 11:01", "2026-02-03 11:01", True),
        ("2026-02-03 10:00", "2026-02-03 11:01", True),  # Art. 3(2): the backlog counts
    ],
)
def test_downtime_lasts_until_the_backlog_is_served(recovered: str, served: str, met: bool) -> None:
    crisis = Crisis()
    crisis.happens("occurred", START)
    crisis.happens("resolved", "2026-02-03 12:00")
    crisis.happens("service-down", START)
    crisis.happens("services-recovered", recovered)
    crisis.happens("backlog-served", served)
    assert classified(crisis).met("duration") is met


@pytest.mark.parametrize(
    ("countries", "met"), [(("FR",), False), (("FR", "BE"), True), (("BE", "ES"), True)]
)
def test_geography_wants_two_member_states(countries: tuple[str, ...], met: bool) -> None:
    assert classified(told({"countries-hit": countries})).met("geography") is met  # 9(4)


@pytest.mark.parametrize(("last", "met"), [(0, False), (1, True)])
def test_costs_are_above_a_hundred_thousand_euros_gross(last: int, met: bool) -> None:
    heads = dict.fromkeys(COSTS, 0) | {COSTS[0]: 60_000_00, COSTS[1]: 40_000_00, COSTS[7]: last}
    crisis = told({**heads, "recoveries": 90_000_00})
    assert classified(crisis).met("economic") is met  # 9(6): recoveries are not taken off


def test_reputation_is_hurt_by_any_of_the_four_and_by_none_of_them() -> None:
    assert classified(told({"reputation": ("media",)})).met("reputation") is True
    assert classified(told({"reputation": ("none",)})).met("reputation") is False
    assert classified(told({})).met("reputation") is None


def test_malicious_access_that_may_lose_data_is_enough_by_itself() -> None:
    crisis = told({"malicious-access": True, "access-may-lose-data": True})
    found = classified(crisis)  # Art. 8(1)(a) with 9(5)(b)
    assert (found.major, found.missing) == (True, ())


def test_both_kinds_of_data_loss_are_one_criterion() -> None:
    both = {"data-losses": ("availability",), "data-loss-hurts": True, "malicious-access": True,
            "access-may-lose-data": True}  # fmt: skip
    found = classified(told(both))
    assert sum(criterion.met is True for criterion in found.criteria) == 1


def test_without_critical_services_nothing_is_major() -> None:
    crisis = told({"critical-function-hit": False, "supervised-service-hit": False,
                   "malicious-access": False, "reputation": ("media",),
                   "countries-hit": ("FR", "BE")})  # fmt: skip
    assert classified(crisis).major is False  # Art. 8(1)


NOT_MET: dict[str, object] = {
    **CLIENTS, **dict.fromkeys(COSTS, 0), "reputation": ("none",), "countries-hit": ("FR",),
    "data-losses": ("none",), "data-loss-hurts": False, "malicious-access": False,
    "access-may-lose-data": False, "critical-function-hit": True, "supervised-service-hit": False,
}  # fmt: skip
MEETS: dict[str, dict[str, object]] = {
    "clients": {"relevant-client-hit": True},
    "reputation": {"reputation": ("media",)},
    "geography": {"countries-hit": ("FR", "BE")},
    "data": {"data-losses": ("availability",), "data-loss-hurts": True},
    "economic": {"cost-staff": 100_000_01},
}


@pytest.mark.parametrize("chosen", list(product([False, True], repeat=len(MEETS))))
def test_two_of_the_six_make_it_major_and_one_does_not(chosen: tuple[bool, ...]) -> None:
    values = dict(NOT_MET)
    for meets, wanted in zip(MEETS.values(), chosen, strict=True):
        values |= meets if wanted else {}
    crisis = told(values)
    for event in ("occurred", "resolved", "service-down", "services-recovered", "backlog-served"):
        crisis.happens(event, START)
    assert classified(crisis).major is (sum(chosen) >= 2)  # Art. 8(1)(b)


def test_an_estimate_makes_the_verdict_an_estimate() -> None:
    crisis = Crisis()
    crisis.happens("critical-function-hit", START, True)
    crisis.happens("reputation", START, ("media",))
    crisis.happens("clients-affected", START, 200_000, estimated=True)
    found = classified(crisis)
    assert (found.major, found.estimated) == (True, True)


def test_what_is_missing_is_what_could_change_the_answer() -> None:
    found = classified(told({"critical-function-hit": True, "reputation": ("media",)}))
    assert found.major is None
    assert "relevant-client-hit" in found.missing
    assert "critical-function-hit" not in found.missing
    assert "reputation" not in found.missing


@given(st.lists(st.sampled_from([True, False, None]), max_size=6), st.integers(1, 6))
def test_at_least_agrees_with_every_way_to_settle_what_is_unknown(
    answers: list[bool | None], needed: int
) -> None:
    settled = product(*([a] if a is not None else [True, False] for a in answers))
    outcomes = {sum(one) >= needed for one in settled}
    assert at_least(needed, answers) is (outcomes.pop() if len(outcomes) == 1 else None)


def test_later_events_are_not_looked_at(new_crisis: Callable) -> None:
    crisis = new_crisis()
    crisis.happens("malicious-access", "2026-02-10 09:00", True)
    assert classified(crisis, "2026-02-09 09:00").critical.met is None
