import pytest

from endigue.actuators.endpoint import PAUSE, Endpoint
from endigue.containment.enforcement.change import CannotPlan, Sight
from endigue.containment.enforcement.order import Order

ORDER = Order("cut", "isolate_host", "pc-1", "asset", "PC-1", ("PC-1", "pc-1.mutual.example"))


class Slow:
    """A console whose agents obey after some looks."""

    def __init__(self, after: int, agents=("a",), state="absent") -> None:
        self.after, self.agents, self.state = after, list(agents), state
        self.asked: list[str] = []
        self.sought: list[str] = []

    def find(self, host):
        self.sought.append(host)
        return self.agents

    def look(self, _agent):
        if self.asked:
            self.after -= 1
            if self.after < 0:
                self.state = "in_force" if self.asked[-1] == "isolate" else "absent"
        return Sight(self.state)

    def isolate(self, _agent):
        self.asked.append("isolate")
        self.state = "half"

    def release(self, _agent):
        self.asked.append("release")
        self.state = "half"

    def lines(self, agent):
        return (f"isolate {agent}",)


def test_an_agent_is_waited_for_and_not_longer_than_it_has_to_be():
    slept: list[float] = []
    endpoint = Endpoint("edr", console := Slow(3), 20.0, slept.append)
    endpoint.apply(endpoint.plan(ORDER))
    assert slept == [PAUSE] * 3
    assert console.state == "in_force"


def test_an_agent_that_does_not_obey_in_time_is_left_half_done():
    slept: list[float] = []
    endpoint = Endpoint("edr", Slow(1000), 20.0, slept.append)
    change = endpoint.plan(ORDER)
    endpoint.apply(change)
    assert sum(slept) == 20.0
    assert endpoint.verify(change).state == "half"


def test_the_machine_is_looked_for_by_its_name_without_domain_once():
    console = Slow(0)
    Endpoint("edr", console).plan(ORDER)
    assert console.sought == ["pc-1"]


@pytest.mark.parametrize("agents", [(), ("a", "b")])
def test_a_machine_that_is_not_exactly_one_is_left_to_people(agents):
    with pytest.raises(CannotPlan) as cannot:
        Endpoint("edr", Slow(0, agents)).plan(ORDER)
    assert cannot.value.arguments == {"name": "PC-1", "count": str(len(agents))}


def test_a_machine_that_was_isolated_before_stays_so_after_an_undo():
    endpoint = Endpoint("edr", console := Slow(0, state="in_force"))
    change = endpoint.plan(ORDER)
    endpoint.apply(change)
    endpoint.undo(change)
    assert console.asked == []
