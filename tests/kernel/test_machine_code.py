import numpy as np
import pytest

from endigue.kernel.machine_code import load
from endigue.kernel.translated import array_at, translate


def _sums(places, numbers):
    """Running sums of the first array into the second, and the last of them."""
    count = numbers[0]
    values = array_at(places[0], (count,), np.int64)
    sums = array_at(places[1], (count,), np.int64)
    total = numbers[1]
    for place in range(count):
        total += values[place]
        sums[place] = total
    return total


@pytest.fixture(scope="module")
def sums():
    return load(translate({"sums": _sums}), ["sums"])[0]


def test_code_does_what_the_loop_says(sums) -> None:
    values = np.arange(1, 101, dtype=np.int64)
    found = np.zeros(100, np.int64)
    assert sums((values, found), (100, 7)) == 5050 + 7
    assert found.tolist() == [7 + n * (n + 1) // 2 for n in range(1, 101)]


def _ones(places, numbers):
    values = array_at(places[0], (numbers[0],), np.int64)
    for place in range(numbers[0]):
        values[place] = 1
    return numbers[0]


def test_one_code_holds_several_loops_and_is_loaded_as_often_as_is_asked() -> None:
    code = translate({"sums": _sums, "ones": _ones})
    ones, _ = load(code, ["ones", "sums"])
    _, sums = load(code, ["ones", "sums"])
    values, found = np.zeros(4, np.int64), np.zeros(4, np.int64)
    assert ones((values,), (4,)) == 4
    assert sums((values, found), (4, 0)) == 4
    assert found.tolist() == [1, 2, 3, 4]


def test_an_array_with_gaps_is_refused_not_misread(sums) -> None:
    with pytest.raises(ValueError, match="without gaps"):
        sums((np.arange(10)[::2], np.zeros(5, np.int64)), (5, 0))


def test_a_loop_that_leans_on_the_interpreter_is_not_translated() -> None:
    def makes_an_array(places, numbers):
        return int(np.zeros(numbers[0]).sum())

    with pytest.raises(ValueError, match="lean on"):
        translate({"makes_an_array": makes_an_array})
