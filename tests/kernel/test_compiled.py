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


def test_a_loop_is_compiled_even_where_no_folder_can_be_written():
    # A function without a file has no place for its compiled form, as in a read-only install.
    scope = {}
    exec("def twice(x):\n    return 2 * x", scope)
    assert compiled(scope["twice"])(21) == 42
