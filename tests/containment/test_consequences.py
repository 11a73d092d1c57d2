import numpy as np

from endigue.containment.consequences import Consequences
from endigue.containment.implications import OPEN, TRUE
from endigue.containment.problem import ContainmentProblem


def row(*values):
    return np.array(values, dtype=np.int32)


def test_states_hold_by_ways_own_cuts_and_thresholds_and_by_nothing_else():
    """0 leads to 1 past lever 0; 1 leads to 2; lever 1 makes 3 true; 4 wants two of 2, 3, 3."""
    problem = ContainmentProblem(
        constant=1_000,
        forced=(),
        levers=("close", "cut"),
        lever_cost=np.array([7, 70]),
        state_cost=np.array([0, 1, 2, 4, 8]),
        way_source=row(TRUE, 1),
        way_target=row(1, 2),
        way_gate=row(0, OPEN),
        gate_start=row(0, 1, 2),
        gate_lever=row(0, 1),
        cut_lever=row(1),
        cut_state=row(3),
        threshold_state=row(4),
        threshold_count=row(2),
        threshold_start=row(0, 3),
        threshold_child=row(2, 3, 3),
    )
    consequences = Consequences(problem)
    assert consequences.states([]).tolist() == [True, True, True, False, False]
    assert consequences.states([0]).tolist() == [True, False, False, False, False]
    assert consequences.states([0, 1]).tolist() == [True, False, False, True, True]
    assert consequences.states([0], quietly=[1]).tolist() == [True, False, False, False, False]
    assert consequences.harm([]) == 1_003
    assert consequences.harm([0]) == 1_007
    assert consequences.harm([1]) == 1_000 + 1 + 2 + 4 + 8 + 70
    assert consequences.harm([0, 1, 1]) == 1_000 + 4 + 8 + 77


def test_any_lever_of_a_gate_closes_it():
    problem = ContainmentProblem(
        constant=0,
        forced=(),
        levers=("zone", "flow", "other"),
        lever_cost=np.array([5, 3, 1]),
        state_cost=np.array([0, 10]),
        way_source=row(TRUE),
        way_target=row(1),
        way_gate=row(3),
        gate_start=row(0, 1, 2, 3, 5),
        gate_lever=row(0, 1, 2, 0, 1),
        cut_lever=row(),
        cut_state=row(),
        threshold_state=row(),
        threshold_count=row(),
        threshold_start=row(0),
        threshold_child=row(),
    )
    consequences = Consequences(problem)
    harms = [consequences.harm(pulled) for pulled in ([], [0], [1], [2], [0, 1, 2])]
    assert harms == [10, 5, 3, 11, 9]
