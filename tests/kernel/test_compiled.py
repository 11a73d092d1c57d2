import numpy as np

from endigue.kernel.compiled import compiled


def test_a_compiled_loop_does_what_the_loop_does():
    def total(values):
        found = 0
        for value in values:
            found += value
        return found

    values = np.arange(1_000)
    assert compiled(total)(values) == total(values.tolist()) == 499_500
