import json

import pytest

from endigue.actuators.velociraptor import Velociraptor
from endigue.containment.enforcement.change import Trouble
from fake_machine import FakeMachine, World


class Recording(FakeMachine):
    """Keeps what it was asked to run."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.ran: list[list[str]] = []

    def run(self, words, content=b""):
        self.ran.append(list(words))
        return super().run(words, content)


def flow(created, state, remove, artifact="Windows.Remediation.Quarantine"):
    env = [{"key": "RemovePolicy", "value": remove}]
    spec = {"artifact": artifact, "parameters": {"env": env}}
    return {"session_id": f"F.{created}", "state": state, "create_time": created,
            "request": {"specs": [spec]}}  # fmt: skip


@pytest.mark.parametrize(
    ("flows", "state"),
    [
        ([], "absent"),
        ([flow(1, "FINISHED", "N")], "in_force"),
        ([flow(1, "FINISHED", "N"), flow(2, "FINISHED", "Y")], "absent"),
        ([flow(2, "FINISHED", "Y"), flow(1, "FINISHED", "N")], "absent"),
        ([flow(1, "RUNNING", "N")], "half"),
        ([flow(1, "ERROR", "N")], "absent"),
        ([flow(1, "FINISHED", "N"), flow(2, "ERROR", "Y")], "in_force"),
        ([flow(1, "FINISHED", "N", "Generic.Client.Info")], "absent"),
    ],
)
def test_what_became_of_the_last_collection_tells_how_the_machine_stands(flows, state):
    world = World(flows=flows)
    assert Velociraptor(FakeMachine(world), "/api.yaml").look("C.1").state == state


def test_values_are_variables_and_never_a_part_of_the_query():
    machine = Recording(World())
    hostile = "x') FROM scope() --"
    Velociraptor(machine, "/api.yaml").find(hostile)
    ((*_, query),) = machine.ran
    assert hostile not in query
    assert f"Host={hostile}" in machine.ran[0]


def test_the_quarantine_of_the_system_is_collected():
    world = World()
    console = Velociraptor(FakeMachine(world), "/api.yaml")
    console.isolate("C.1")
    (made,) = world.flows
    assert made["request"]["specs"][0]["artifact"] == "Windows.Remediation.Quarantine"


class Saying(FakeMachine):
    def __init__(self, printed: bytes) -> None:
        super().__init__(World())
        self.printed = printed

    def run(self, _words, _content=b""):
        return self.printed


def test_a_system_without_a_quarantine_is_a_refusal():
    console = Velociraptor(Saying(json.dumps([{"system": "darwin"}]).encode()), "/api.yaml")
    with pytest.raises(Trouble) as refused:
        console.isolate("C.1")
    assert refused.value.answer == "refused"


def test_an_answer_that_cannot_be_read_leaves_us_in_the_dark():
    with pytest.raises(Trouble) as late:
        Velociraptor(Saying(b"panic:"), "/api.yaml").look("C.1")
    assert late.value.answer == "late"
