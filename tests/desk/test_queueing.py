from datetime import UTC, datetime

from endigue.desk.queueing import Expectations, outlooks
from endigue.organisation.model import Organisation
from endigue.organisation.shifts import parse_shifts
from endigue.restoration.problem import build
from endigue.restoration.solve import plan

FRIDAY = datetime(2021, 2, 5, 19, 0, tzinfo=UTC)
ALWAYS = parse_shifts("24/7")


def looked(organisation: Organisation, expected: Expectations) -> object:
    (one,) = outlooks(
        organisation, ["srv-1"], FRIDAY, expected,
        hours=2000, calendar=ALWAYS, patience_hours=float("inf"), seed=0,
    )  # fmt: skip
    return one


def test_the_scenarios_are_the_dates_of_the_plan_of_restoration(
    organisation: Organisation,
) -> None:
    one = looked(organisation, Expectations({}, {}))
    (planned,) = plan(build(organisation, ["srv-1"], ("srv-1",), FRIDAY), 0).operations
    assert (one.back.p50, one.back.p90) == (planned.p50, planned.p90)
    assert one.empty.p50 < one.empty.p90


def test_what_people_expect_stands_above_the_plan(organisation: Organisation) -> None:
    one = looked(organisation, Expectations({"telephone": (10.0,)}, {"telephone": 60.0}))
    # 60 arrive an hour, 75 can be served; recreating a record takes three quarters of serving.
    assert one.empty.p50 == 10 + (10 * 60 + 0.75 * 60) / 15
