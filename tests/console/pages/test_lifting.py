import pytest

from endigue.containment.enforcement.facts import WorkOrdered, WorkReported
from endigue.containment.facts import PlanApproved
from endigue.desk.lifting import pulled_now
from endigue.locale.sentences import sentences


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
    assert "Lifting the cuts" in page.text and "an hour as things stand" in page.text
    names = approved.room.name_of(approved.room.chronicle.ledger)
    shown = [one for one in pulled(approved) if str(names(one)) in page.text]
    assert len(shown) >= min(60, len(pulled(approved)))


def test_every_cut_says_whether_it_was_made(approved) -> None:
    lever, *_ = pulled(approved)
    order = WorkOrdered(1, lever, "apply", "enforcement.no_component", {})
    approved.room.record("Ida", order)
    approved.room.record("Ida", WorkReported(1, "failed", "N. Roux", approved.clock.now))
    page = approved.enter("Ann").get("/clean/lifting").text
    said = sentences()
    assert page.count(f">{said['enforced.failed']}<") == 1
    assert page.count(f">{said['enforced.planned']}<") == min(61, len(pulled(approved))) - 1


def test_nothing_is_called_the_best_choice_where_nothing_can_go(approved) -> None:
    page = approved.enter("Ann").get("/clean/lifting").text
    assert ("No cut can go now" in page) != ("No other choice gives back more" in page)


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
