from clean_house import minute, seen
from endigue.eradication import facts
from endigue.eradication.board import board
from endigue.eradication.checks import Checks
from endigue.eradication.core.checklist import Tick, checklist
from endigue.eradication.core.eviction import Step
from endigue.eradication.ground import Ground

STEPS = (
    Step("a", "ways", "dom"),
    Step("b", "krbtgt_first", "dom", after=("a",)),
    Step("c", "krbtgt_second", "dom", after=("b",), wait_hours=10.0),
    Step("machine:dc-1", "controller", "dc-1"),
)
HOUR = 60.0


def done(at: float, step: str) -> tuple[float, facts.EvictionStepDone]:
    return at, facts.EvictionStepDone(step, "Ana")


def ticked(ground: Ground, checks: Checks, *reports, at: float = 1e5) -> dict[str, Tick]:
    view = seen(*reports)
    found = checklist(STEPS, view, board(view, ground, checks, minute(at)), minute(at))
    return {tick.step.id: tick for tick in found}


def test_a_step_counts_when_it_was_done_after_what_it_waits_for(
    ground: Ground, checks: Checks
) -> None:
    found = ticked(ground, checks, done(1, "a"), done(2, "b"), done(2 + 10 * HOUR, "c"))
    assert [tick.done for tick in found.values()] == [True, True, True, False]
    assert found["b"].person == "Ana"


def test_a_second_renewal_before_the_tickets_ran_out_does_not_count(
    ground: Ground, checks: Checks
) -> None:
    found = ticked(ground, checks, done(1, "a"), done(2, "b"), done(9 * HOUR, "c"))
    assert not found["c"].done and found["c"].too_soon
    assert found["c"].ready_at == minute(2 + 10 * HOUR)


def test_a_step_before_its_turn_does_not_count(ground: Ground, checks: Checks) -> None:
    found = ticked(ground, checks, done(1, "b"), done(2, "a"))
    assert not found["b"].done and found["b"].too_soon
    assert found["c"].waits_for == ("b",)


def test_what_is_done_again_makes_all_that_came_after_it_be_done_again(
    ground: Ground, checks: Checks
) -> None:
    story = [done(1, "a"), done(2, "b"), done(20 * HOUR, "c")]
    reopened = (21 * HOUR, facts.EvictionStepReopened("a", "a way was missed"))
    found = ticked(ground, checks, *story, reopened)
    assert not any(found[step].done for step in "abc")
    again = ticked(ground, checks, *story, reopened, done(22 * HOUR, "a"))
    assert again["a"].done and not again["b"].done and again["b"].too_soon


def test_a_machine_is_done_when_it_is_verified(ground: Ground, checks: Checks) -> None:
    needed = checks.needed("machine", "core", minute(0).date(), cleaned=False)
    passed = [(1, facts.CheckMade(("dc-1",), one.id, True, "Bob")) for one in needed]
    verified = (2, facts.AssetsVerified(("dc-1",), "Bob"))
    found = ticked(ground, checks, *passed, verified)["machine:dc-1"]
    assert (found.done_at, found.person) == (minute(2), "Bob")
    bad = (3, facts.AssetsFoundBad(("dc-1",), "again"))
    assert not ticked(ground, checks, *passed, verified, bad)["machine:dc-1"].done


def test_the_checklist_can_be_asked_for_a_past_instant(ground: Ground, checks: Checks) -> None:
    found = ticked(ground, checks, done(1, "a"), done(5, "b"), at=3)
    assert found["a"].done and not found["b"].done
