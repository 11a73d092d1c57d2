import pytest

from endigue.actuators.guarded import remove, seen, set_guarded
from endigue.actuators.ruleset import Chain, Table
from endigue.containment.enforcement.change import Trouble
from fake_machine import FakeMachine, World

TABLES = (Table("inet", "k1", (Chain("into", "input", ("drop",)),)),)
NAME = "table inet endigue_k1"


class Severed(FakeMachine):
    """A machine that nobody reaches any more once its rules are set."""

    def __init__(self, world, *, undoes):
        super().__init__(world)
        self.undoes = undoes
        self.slept = 0.0

    def run(self, words, content=b""):
        if self.world.waiting and not self.slept:
            raise Trouble("down", "no route to host")
        if self.slept and not self.undoes:
            raise Trouble("down", "no route to host")
        return super().run(words, content)

    def sleep(self, seconds):
        self.slept += seconds
        if self.undoes:
            self.world.tables.pop(NAME)
            self.world.waiting.clear()


def test_a_change_that_cuts_us_off_is_undone_by_the_machine():
    machine = Severed(World(), undoes=True)
    with pytest.raises(Trouble) as trouble:
        set_guarded(machine, TABLES, 5, machine.sleep)
    assert trouble.value.answer == "rolled_back"
    assert machine.slept > 5
    assert NAME not in machine.world.tables


def test_a_machine_that_stays_away_is_not_said_to_have_undone_it():
    machine = Severed(World(), undoes=False)
    with pytest.raises(Trouble) as trouble:
        set_guarded(machine, TABLES, 5, machine.sleep)
    assert trouble.value.answer == "down"


def test_nothing_is_begun_on_a_machine_that_is_away_before():
    world = World()
    machine = Severed(world, undoes=True)
    world.waiting.add("other")
    with pytest.raises(Trouble):
        set_guarded(machine, TABLES, 5, machine.sleep)
    assert not world.tables


def test_a_table_that_somebody_changed_is_not_in_force():
    machine = FakeMachine(World())
    set_guarded(machine, TABLES, 5)
    assert seen(machine, TABLES).state == "in_force"
    machine.world.tables[NAME] = machine.world.tables[NAME].replace("drop", "accept", 1)
    assert seen(machine, TABLES).state == "half"
    remove(machine, TABLES)
    assert seen(machine, TABLES).state == "absent"
