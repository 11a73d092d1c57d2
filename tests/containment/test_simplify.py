from endigue.containment.implications import TRUE, System
from endigue.containment.simplify import simplified


def ways(core):
    graph = core.graph
    return list(zip(graph.source.tolist(), graph.target.tolist(), graph.gate.tolist(), strict=True))


def test_a_circle_of_open_ways_is_one_state_with_the_sum_of_costs():
    system = System(2)
    one, two, three = (system.state(cost) for cost in (1, 10, 100))
    system.lead(TRUE, one, 0)
    system.lead(one, two)
    system.lead(two, one)
    system.lead(two, three, 1)
    core = simplified(system)
    assert core.graph.cost.tolist() == [0, 11, 100]
    assert ways(core) == [(0, 1, 0), (1, 2, 1)]
    assert core.levers.tolist() == [0, 1]


def test_what_costs_nothing_is_left_out_with_the_levers_that_only_act_there():
    system = System(2)
    costly, free = system.state(5), system.state()
    system.lead(TRUE, free, 0)
    system.lead(TRUE, costly, 1)
    system.own_cuts.append((0, costly))
    core = simplified(system)
    assert core.levers.tolist() == [1]
    assert core.graph.cost.tolist() == [0, 5]
    assert ways(core) == [(0, 1, 0)]
    assert len(core.graph.cut_lever) == 0


def test_a_way_beside_an_open_one_is_left_out_and_its_lever_too():
    system = System(2)
    one, two = system.state(7), system.state(5)
    system.lead(TRUE, one, 1)
    system.lead(one, two, 0)
    system.lead(one, two)
    core = simplified(system)
    assert ways(core) == [(0, 1, 0)]  # what follows from `one` alone, by an open way, is `one`
    assert core.graph.cost.tolist() == [0, 12]
    assert core.levers.tolist() == [1]


def test_causes_of_a_costly_threshold_are_kept():
    system = System(2)
    one, two = system.state(), system.state()
    system.lead(TRUE, one, 0)
    system.lead(TRUE, two, 1)
    system.charge(system.at_least(2, [one, two, one]), 9)
    graph = simplified(system).graph
    assert graph.threshold_state.tolist() == [3]
    assert graph.threshold_count.tolist() == [2]
    assert graph.threshold_start.tolist() == [0, 3]
    assert graph.child.tolist() == [1, 2, 1]
    assert graph.cost.tolist() == [0, 0, 0, 9]


def test_a_threshold_counts_children_that_always_hold():
    system = System(1)
    always, other = system.state(), system.state()
    system.lead(TRUE, always)
    system.lead(TRUE, other, 0)
    system.charge(system.at_least(2, [always, other]), 9)
    graph = simplified(system).graph
    assert graph.threshold_count.tolist() == [1]
    assert graph.cost.sum() == 9


def test_the_cost_of_what_always_holds_stays_with_the_state_that_always_holds():
    system = System()
    system.charge(TRUE, 42)
    assert simplified(system).graph.cost.tolist() == [42]


def test_what_follows_by_open_ways_always_holds():
    system = System()
    one = system.state(3)
    system.lead(TRUE, one)
    assert simplified(system).graph.cost.tolist() == [3]


def test_ways_that_different_levers_close_all_stay():
    system = System(2)
    one = system.state(5)
    system.lead(TRUE, one, 0)
    system.lead(TRUE, one, 1)
    core = simplified(system)
    assert ways(core) == [(0, 1, 0), (0, 1, 1)]
    assert core.levers.tolist() == [0, 1]


def test_gates_of_several_levers_are_renumbered_with_them():
    system = System(4, [(0, 3), (1, 3)])
    one, two = system.state(5), system.state(6)
    system.lead(TRUE, one, 5)
    system.lead(TRUE, two, 1)
    core = simplified(system)
    assert core.levers.tolist() == [1, 3]
    assert ways(core) == [(0, 1, 2), (0, 2, 0)]
    assert core.gate_start.tolist() == [0, 1, 2, 4]
    assert core.gate_lever.tolist() == [0, 1, 0, 1]


def test_states_with_equal_causes_are_one_and_so_are_free_states_with_equal_effects():
    system = System(3)
    left, right = system.state(), system.state()
    first, second = system.state(2), system.state(3)
    for free, lever in ((left, 0), (right, 1)):
        system.lead(TRUE, free, lever)
        system.lead(free, first, 2)
        system.lead(free, second, 2)
    core = simplified(system)
    assert core.graph.cost.tolist() == [0, 0, 5]
    assert ways(core) == [(0, 1, 0), (0, 1, 1), (1, 2, 2)]


def test_what_cannot_come_true_is_left_out():
    system = System(1)
    never, costly = system.state(), system.state(5)
    system.lead(never, costly)
    assert simplified(system).graph.cost.tolist() == [0]
