import pytest

from endigue.containment.facts import PlanApproved
from endigue.desk.lifting import pulled_now


@pytest.fixture
def approved(door):
    """The door after its plan was approved and the clean-up had begun."""
    planned = door.room.chronicle.ledger.containment.planned
    plan = planned.alternatives.named("plan")
    levers = tuple(dict.fromkeys(one.lever for one in plan.actions))
    door.room.record("Dan", PlanApproved("plan", levers, planned.input_hash))
    door.enter("Ann").post("/clean/begin")
    return door


def pulled(door) -> tuple[str, ...]:
    ledger = door.room.chronicle.ledger
    return pulled_now(ledger, door.room.organisation(ledger))


def test_every_cut_can_go_now_or_stays_for_a_reason(approved) -> None:
    page = approved.enter("Ann").get("/clean/lifting")
    assert page.status_code == 200
    assert "Lifting the cuts" in page.text and "an hour while the cuts stand" in page.text
    names = approved.room.name_of(approved.room.chronicle.ledger)
    shown = [one for one in pulled(approved) if str(names(one)) in page.text]
    assert len(shown) >= min(60, len(pulled(approved)))


def test_a_cut_that_holds_the_intruder_off_is_not_lifted(approved) -> None:
    client, before = approved.enter("Ann"), approved.room.chronicle.ledger.head
    refused = 0
    for lever in pulled(approved):
        answer = client.post("/clean/lifting", data={"lever": lever, "why": "<b>want it</b>"})
        refused += answer.status_code == 422
        assert "<b>want" not in answer.text
    assert refused, "at least one cut stands before something unverified"
    assert approved.room.chronicle.catch_up().head.sequence - before.sequence == len(
        approved.room.chronicle.ledger.eradication.lifted
    )


def test_lifting_needs_a_cut_that_is_pulled_and_somebody_who_may(approved) -> None:
    client = approved.enter("Ann")
    assert client.post("/clean/lifting", data={}).status_code == 422
    assert client.post("/clean/lifting", data={"lever": "no-such"}).status_code == 422
    lever = pulled(approved)[0]
    observer = approved.enter("Oli", "observer")
    assert observer.post("/clean/lifting", data={"lever": lever}).status_code == 403
    assert lever in pulled(approved)


def test_where_nothing_was_cut_it_says_so(door, empty_door) -> None:
    assert door.enter("Ann").get("/clean/lifting").status_code == 422
    assert empty_door.enter("Ann").get("/clean/lifting").status_code == 422
