from endigue.organisation.lever_figures import ROWS
from endigue.readers.lever_figures import load_lever_figures


def test_the_table_that_ships_is_read() -> None:
    assert load_lever_figures().rows.keys() == ROWS.keys()
