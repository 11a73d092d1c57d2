import shutil
import sys

import pytest

from endigue.actuators.ansible import Ansible
from endigue.actuators.machine import here
from endigue.containment.enforcement.change import CannotPlan, Trouble
from endigue.containment.enforcement.order import Order
from fake_machine import FakeMachine, World

ORDER = Order("cut", "isolate_host", "pc-1", "asset", "PC-1", ("PC-1",), ("10.77.2.10",))
LEVERS = frozenset({"isolate_host"})


def driver(machine) -> Ansible:
    return Ansible("ours", machine, "hosts", "close.yml", "open.yml", LEVERS)


class Answering(FakeMachine):
    """Answers one program by a Trouble or by what it prints."""

    def __init__(self, program: str, answer) -> None:
        super().__init__(World())
        self.program, self.answer = program, answer

    def run(self, words, content=b""):
        if words[0] != self.program:
            return super().run(words, content)
        if isinstance(self.answer, Trouble):
            raise self.answer
        return self.answer


@pytest.mark.parametrize("name", ["{{ lookup('pipe', 'id') }}", "a}b", "{%x%}"])
def test_a_name_from_evidence_is_never_run_as_a_template(name):
    order = Order("cut", "isolate_host", "pc-1", "asset", name, (name, "pc-1"))
    with pytest.raises(CannotPlan) as cannot:
        driver(FakeMachine(World())).plan(order)
    assert cannot.value.code == "enforcement.no_words"


@pytest.mark.parametrize(
    "inventory",
    [
        b"{}",
        b'{"lan": {"hosts": ["pc-2"]}}',
        b'{"pc-1": {"hosts": ["pc-2", "pc-3"]}}',
        b'{"pc-1": {"hosts": ["pc-1", "pc-3"]}}',
        b'{"lan": {"hosts": ["pc-1.a.example", "pc-1.b.example"]}}',
    ],
)
def test_a_machine_that_is_not_one_host_of_the_inventory_is_left_to_people(inventory):
    with pytest.raises(CannotPlan) as cannot:
        driver(Answering("ansible-inventory", inventory)).plan(ORDER)
    assert cannot.value.code == "enforcement.not_in_inventory"


def test_a_host_is_called_as_the_inventory_calls_it():
    assert driver(FakeMachine(World())).plan(ORDER).content["host"] == "PC-1"


@pytest.mark.parametrize(("code", "answer"), [(4, "down"), (2, "refused")])
def test_a_host_that_is_not_reached_and_a_task_that_fails_are_told_apart(code, answer):
    said = Trouble("refused", f"ansible-playbook ({code}): ")
    with pytest.raises(Trouble) as trouble:
        driver(Answering("ansible-playbook", said)).plan(ORDER)
    assert trouble.value.answer == answer


def test_a_run_without_a_recap_is_not_taken_for_success():
    with pytest.raises(Trouble) as trouble:
        driver(Answering("ansible-playbook", b"skipping: no hosts matched\n")).plan(ORDER)
    assert trouble.value.answer == "late"


PLAY = """
- hosts: all
  gather_facts: false
  tasks:
    - ansible.builtin.copy:
        dest: "{folder}/{{{{ endigue_target }}}}"
        content: "{content}"
        mode: "0600"
"""


@pytest.mark.skipif(not shutil.which("ansible-playbook"), reason="Ansible is not installed here")
def test_with_the_program_itself_it_is_done_seen_and_undone(tmp_path):
    (tmp_path / "pc-1").write_text("open")
    (tmp_path / "pc-1").chmod(0o600)
    for name, content in (("close.yml", "closed"), ("open.yml", "open")):
        (tmp_path / name).write_text(PLAY.format(folder=tmp_path, content=content))
    python = f"ansible_connection=local ansible_python_interpreter={sys.executable}"
    (tmp_path / "hosts").write_text(f"[lan]\npc-1 {python}\n")
    ours = Ansible("ours", here(120.0), str(tmp_path / "hosts"), str(tmp_path / "close.yml"),
                   str(tmp_path / "open.yml"), LEVERS)  # fmt: skip
    change = ours.plan(ORDER)
    assert change.before == {"was": "absent"}
    ours.apply(change)
    assert (tmp_path / "pc-1").read_text() == "closed"
    assert ours.verify(change).state == "in_force"
    (tmp_path / "pc-1").write_text("something else")
    assert ours.verify(change).state == "half"
    ours.undo(change)
    assert (tmp_path / "pc-1").read_text() == "open"
    assert ours.verify(change).state == "absent"
    group = Order("cut", "isolate_host", "lan", "asset", "lan", ("lan",))
    with pytest.raises(CannotPlan):
        ours.plan(group)
