from endigue.containment.implications import FALSE, TRUE, System


def test_any_of_folds_what_is_known():
    system = System()
    one, two = system.state(), system.state()
    assert system.any_of([]) == FALSE
    assert system.any_of([FALSE, one, one]) == one
    assert system.any_of([one, TRUE], levers=[3]) == TRUE
    assert len(system.cost) == 3
    both = system.any_of([one, two], levers=[4])
    assert system.ways().tolist() == [[one, both, -1], [two, both, -1]]
    assert system.own_cuts == [(4, both)]


def test_at_least_folds_what_is_known():
    system = System()
    one, two, three = (system.state() for _ in range(3))
    assert system.at_least(0, [one]) == TRUE
    assert system.at_least(2, [TRUE, TRUE, one]) == TRUE
    assert system.at_least(3, [one, two, FALSE]) == FALSE
    assert system.at_least(2, [TRUE, one, FALSE]) == one
    assert system.thresholds == []
    some = system.at_least(3, [TRUE, one, two, three])
    assert system.thresholds == [(some, 2, (one, two, three))]


def test_a_cause_named_twice_counts_twice():
    system = System()
    one, two = system.state(), system.state()
    some = system.at_least(2, [one, one, two])
    assert system.thresholds == [(some, 2, (one, one, two))]


def test_a_charge_on_what_never_happens_is_no_charge():
    system = System()
    system.charge(FALSE, 5)
    system.charge(TRUE, 3)
    assert system.cost == [3]
