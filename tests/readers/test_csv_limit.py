import csv

import pytest

from endigue.readers.csv_limit import cells_up_to


def test_a_longer_cell_is_an_error_only_within() -> None:
    before = csv.field_size_limit()
    with cells_up_to(10):
        assert next(csv.reader(["x" * 10])) == ["x" * 10]
        with pytest.raises(csv.Error, match="larger"):
            next(csv.reader(["x" * 11]))
    assert csv.field_size_limit() == before


def test_the_limit_comes_back_after_an_error() -> None:
    before = csv.field_size_limit()
    with pytest.raises(ZeroDivisionError), cells_up_to(10):
        raise ZeroDivisionError
    assert csv.field_size_limit() == before
