import msgspec
import pytest

from endigue.console.keys import digest, new_code
from endigue.containment.facts import OrdersAnswered, PlanApproved
from endigue.desk.computation_facts import ComputationEnded, ComputationStarted
from endigue.desk.examining import evidence_name


def with_code(door, person: str) -> str:
    code = new_code()
    account = door.room.access.account(person)
    codes = (*account.codes, digest(code))
    door.room.access.save(msgspec.structs.replace(account, codes=codes))
    return code


def plan_of(door) -> str:
    return door.room.chronicle.ledger.containment.planned.input_hash


def test_a_plan_is_approved_by_a_second_person_with_a_second_factor(door) -> None:
    historian, director = door.enter("Ann", "logbook-keeper"), door.enter("Dan", "strategic")
    asked = historian.post("/cut/ask", data={"option": "plan", "reason": "the spread is fast"})
    assert asked.status_code == 303
    assert "the spread is fast" in director.get("/cut").text
    approval = {"option": "plan", "plan": plan_of(door)}
    assert director.post("/cut/approve", data={**approval, "figure": "wrong"}).status_code == 422
    assert door.room.chronicle.ledger.containment.approved is None
    code = with_code(door, "Dan")
    assert director.post("/cut/approve", data={**approval, "figure": code}).status_code == 303
    approved = door.room.chronicle.ledger.containment.approved
    assert (approved.alternative, approved.input_hash) == ("plan", plan_of(door))
    assert door.room.chronicle.lines()[-1].author == "Dan"
    assert "Approved and in force" in director.get("/cut").text


def test_who_does_not_decide_does_not_approve_and_the_try_is_written(door) -> None:
    other, historian = door.enter("Bob", "operational"), door.enter("Ann", "logbook-keeper")
    other.post("/cut/ask", data={"option": "plan", "reason": "now"})
    code = with_code(door, "Ann")
    approval = {"option": "plan", "plan": plan_of(door), "figure": code}
    assert historian.post("/cut/approve", data=approval).status_code == 403
    line = door.room.chronicle.lines()[-1]
    assert (line.fact, line.author) == ("communication.action_refused", "Ann")
    assert digest(code) in door.room.access.account("Ann").codes, "the code is not used up"


def test_nobody_approves_what_they_asked_for(door) -> None:
    director = door.enter("Dan", "strategic")
    director.post("/cut/ask", data={"option": "plan", "reason": "now"})
    code = with_code(door, "Dan")
    approval = {"option": "plan", "plan": plan_of(door), "figure": code}
    assert director.post("/cut/approve", data=approval).status_code == 422
    assert door.room.chronicle.ledger.containment.approved is None


def test_only_what_was_seen_is_approved(door) -> None:
    director = door.enter("Dan", "strategic")
    door.enter("Ann").post("/cut/ask", data={"option": "plan", "reason": "now"})
    for option, plan in (("pull_the_plug", plan_of(door)), ("plan", "0" * 64), ("", "")):
        approval = {"option": option, "plan": plan, "figure": with_code(door, "Dan")}
        assert director.post("/cut/approve", data=approval).status_code == 422
    assert door.room.chronicle.ledger.containment.approved is None


def test_an_account_without_a_second_factor_approves_nothing(door) -> None:
    director = door.enter("Dan", "strategic")
    door.enter("Ann").post("/cut/ask", data={"option": "plan", "reason": "now"})
    approval = {"option": "plan", "plan": plan_of(door), "figure": "123456"}
    answer = director.post("/cut/approve", data=approval)
    assert answer.status_code == 422
    assert "set one up in your account" in answer.text


@pytest.mark.parametrize(
    "data", [{"option": "plan", "reason": " "}, {"option": "nothing like it", "reason": "x"}, {}]
)
def test_an_approval_is_asked_for_with_a_reason_and_of_what_there_is(door, data) -> None:
    assert door.enter("Ann").post("/cut/ask", data=data).status_code == 422


def test_orders_about_unknown_things_or_nothing_are_refused_and_nothing_begins(door) -> None:
    client = door.enter("Ann")
    before = door.room.chronicle.ledger.head
    assert client.post("/cut/orders", data={"keep": "nobody-knows"}).status_code == 422
    assert client.post("/cut/orders", data={}).status_code == 422
    assert client.post("/cut/orders", data={"operation": "no such"}).status_code == 422
    assert door.room.chronicle.catch_up().head == before


def test_an_answer_to_orders_is_shown_with_what_it_costs_and_can_be_put_in_force(door) -> None:
    ledger = door.room.chronicle.ledger
    fact = OrdersAnswered(
        keep=("srv-x",), cut=(), alternatives=ledger.containment.planned.alternatives,
        input_hash="a" * 64, seed=0, solver="HiGHS", harm=1_234_500, harm_without=1_000_000,
        proven=True, operations_lost=("a",), operations_won=("b", "c"), added=(), dropped=("l",),
    )  # fmt: skip
    door.room.record("endigue", fact)
    page = door.enter("Ann").get("/cut").text
    assert "€12.3k" in page
    assert "2 operations more keep running" in page
    assert f'value="{"a" * 64}"' in page
    assert evidence_name(ledger)


def test_what_was_lost_can_be_begun_again(door) -> None:
    client = door.enter("Ann")
    door.room.record("Ann", ComputationStarted("c1", "story"))
    door.room.record("endigue", ComputationEnded("c1", "lost"))
    page = client.get("/cut").text
    assert "was stopped in the middle of it" in page
    assert client.post("/computation/again").status_code == 303
    names = [one.asked.kind for one in door.room.chronicle.ledger.computations.all.values()]
    assert names == ["story", "story"]


def test_a_mandatory_lever_is_waived_by_who_decides_with_a_reason(door) -> None:
    organisation = door.room.organisation(door.room.chronicle.ledger)
    lever = next(one.id for one in organisation.levers if one.doctrine == "mandatory")
    data = {"lever": lever, "reason": "the telephone depends on it"}
    assert door.enter("Ann", "operational").post("/cut/derogate", data=data).status_code == 403
    director = door.enter("Dan", "strategic")
    assert director.post("/cut/derogate", data={**data, "reason": ""}).status_code == 422
    assert director.post("/cut/derogate", data=data).status_code == 303
    assert door.room.chronicle.ledger.containment.derogations == {lever: data["reason"]}


def test_what_was_approved_is_told_from_what_is_recommended(door) -> None:
    planned = door.room.chronicle.ledger.containment.planned
    client = door.enter("Ann")
    asking = client.get("/cut").text
    assert asking.count("required checked") == 1, "the recommended option is offered first"
    assert "<details open><summary>Ask for an approval" in asking
    levers = tuple(one.lever for one in planned.alternatives.named("plan").actions)[:-1]
    door.room.record("Dan", PlanApproved("plan", levers, planned.input_hash))
    page = client.get("/cut").text
    assert f"its {len(levers)} actions stand under Carry it out" in page
    assert "required checked" not in page, "no other option is chosen below an approval"
    assert "<details><summary>Ask for the approval of another option" in page
    assert f"Actions done: 0 of {len(levers)}" in page
    own = tuple(one.lever for one in planned.alternatives.recommended.actions)
    door.room.record("Dan", PlanApproved("plan", own, planned.input_hash))
    assert "stand under Carry it out" not in client.get("/cut").text


def test_an_empty_case_says_what_to_do(empty_door) -> None:
    page = empty_door.enter("Ann").get("/cut")
    assert page.status_code == 200
    assert "There is no evidence yet" in page.text
    assert empty_door.enter("Ann").post("/computation", data={"kind": "story"}).status_code == 422
