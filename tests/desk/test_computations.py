from endigue.desk.computation_facts import ComputationEnded, ComputationStarted


def test_a_computation_is_open_until_its_end_is_written(case) -> None:
    ledger = case.record(
        [ComputationStarted("a", "story"), ComputationStarted("b", "orders", ("x",))], case.ledger()
    )
    assert [one.asked.computation for one in ledger.computations.open] == ["a", "b"]
    ledger = case.record([ComputationEnded("a", "done")], ledger)
    assert [one.asked.computation for one in ledger.computations.open] == ["b"]
    assert ledger.computations.last is not None
    assert ledger.computations.last.asked.keep == ("x",)


def test_the_end_of_what_never_began_is_passed_over(case) -> None:
    ledger = case.record([ComputationEnded("a", "done")], case.ledger())
    assert ledger.computations.all == {}
    assert ledger.computations.last is None
