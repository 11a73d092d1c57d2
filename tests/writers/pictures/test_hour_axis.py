from endigue.writers.pictures.hour_axis import HourAxis, Tick, last_hour
from endigue.writers.pictures.svg import WIDTH


def test_hours_fill_the_room_between_the_labels_and_the_edge() -> None:
    axis = HourAxis(left=200, right=40, span=10)
    assert axis.at(0) == 200
    assert axis.at(10) == WIDTH - 40
    assert axis.at(5) == (axis.at(0) + axis.at(10)) / 2


def test_every_tick_has_a_line_and_words_only_where_there_is_room() -> None:
    axis = HourAxis(left=200, right=40, span=100)
    parts = axis.drawn([Tick(hour, f"hour {hour}") for hour in range(100)], 0, 50)
    assert sum("<line" in part for part in parts) == 100
    said = [part for part in parts if "<text" in part]
    assert "hour 0" in said[0]
    assert 1 < len(said) < 10


def test_an_axis_holds_what_is_longest_and_is_never_empty() -> None:
    assert last_hour([3.0, 7.0], [Tick(5, "")]) == 7
    assert last_hour([3.0], [Tick(5, "")]) == 5
    assert last_hour([], []) == 1
    assert last_hour([0.0], []) == 1
