from endigue.containment.implications import TRUE, System
from endigue.containment.simplify import simplified


def test_a_circle_of_open_ways_is_one_state_with_the_sum_of_costs():
    system = System()
    one, two, three = (system.state(cost) for cost in (1, 10, 100))
    system.lead(TRUE, one, 0)
    system.lead(one, two)
    system.lead(two, one)
    system.lead(two, three, 1)
    core = simplified(system, 2)
    assert core.state_cost.tolist() == [0, 11, 100]
    assert core.ways.tolist() == [[0, 1, 0], [1, 2, 1]]
    assert core.levers == [0, 1]


def test_what_costs_nothing_is_left_out_with_the_levers_that_only_act_there():
    system = System()
    costly, free = system.state(5), system.state()
    system.lead(TRUE, free, 0)
    system.lead(TRUE, costly, 1)
    system.own_cuts.append((0, costly))
    core = simplified(system, 2)
    assert core.levers == [1]
    assert core.state_cost.tolist() == [0, 5]
    assert core.ways.tolist() == [[0, 1, 0]]
    assert core.own_cuts.tolist() == []


def test_a_way_beside_an_open_one_is_left_out_and_its_lever_too():
    system = System()
    one, two = system.state(), system.state(5)
    system.lead(TRUE, one, 1)
    system.lead(one, two, 0)
    system.lead(one, two)
    core = simplified(system, 2)
    assert core.ways.tolist() == [[0, 1, 0], [1, 2, -1]]
    assert core.levers == [1]


def test_causes_of_a_costly_threshold_are_kept():
    system = System()
    one, two = system.state(), system.state()
    system.lead(TRUE, one, 0)
    system.lead(TRUE, two, 1)
    system.charge(system.at_least(2, [one, two, one]), 9)
    core = simplified(system, 2)
    assert core.threshold_state.tolist() == [3]
    assert core.threshold_count.tolist() == [2]
    assert core.threshold_start.tolist() == [0, 3]
    assert core.threshold_child.tolist() == [1, 2, 1]
    assert core.state_cost.tolist() == [0, 0, 0, 9]


def test_the_cost_of_what_always_holds_is_constant():
    system = System()
    system.charge(TRUE, 42)
    core = simplified(system, 0)
    assert (core.constant, core.state_cost.tolist()) == (42, [0])


def test_ways_that_different_levers_close_all_stay():
    system = System()
    one = system.state(5)
    system.lead(TRUE, one, 0)
    system.lead(TRUE, one, 1)
    core = simplified(system, 2)
    assert core.ways.tolist() == [[0, 1, 0], [0, 1, 1]]
    assert core.levers == [0, 1]
