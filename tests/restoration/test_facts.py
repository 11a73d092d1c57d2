from datetime import UTC, datetime

from endigue.journal.fact import Vocabulary, fact_body, fact_name
from endigue.kernel.money import Cents
from endigue.restoration.facts import RestorationPlanned
from endigue.restoration.schedule import OperationReturn, Remark, Schedule, Task

PLANNED = RestorationPlanned(
    input="0f",
    solver="closure ratio",
    start=datetime(2021, 2, 5, 18, 0, tzinfo=UTC),
    schedule=Schedule(
        tasks=(Task("db", "rebuild", "system", 0.0, 2.5),),
        operations=(OperationReturn("claims", 2.5, 2.75, 3.0, 4.25, ("db",)),),
        cost=Cents(1000),
        bound=Cents(900),
        gap=0.1,
        makespan=2.5,
        seed=7,
        scenarios=256,
        unschedulable=(Remark("web", "restoration.no_crew", {"skill": "system"}),),
    ),
)


def test_the_bytes_of_a_plan_never_change() -> None:
    assert fact_name(PLANNED) == "restoration.planned"
    assert fact_body(PLANNED) == (
        '{"input":"0f","schedule":{"bound":900,"cost":1000,"gap":0.1,"makespan":2.5,"operations":'
        '[{"id":"claims","p50":2.75,"p80":3.0,"p90":4.25,"planned":2.5,"waits_for":["db"]}],'
        '"scenarios":256,"seed":7,"tasks":[{"asset":"db","crew":"system","end":2.5,"start":0.0,'
        '"step":"rebuild"}],"unschedulable":[{"arguments":{"skill":"system"},"code":'
        '"restoration.no_crew","subject":"web"}],"warnings":[]},"solver":"closure ratio",'
        '"start":"2021-02-05T18:00:00Z"}'
    )


def test_a_plan_is_read_back_as_it_was_written() -> None:
    known = Vocabulary([RestorationPlanned])
    assert known.read("restoration.planned", fact_body(PLANNED)) == PLANNED
