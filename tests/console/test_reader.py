from threading import Event

from endigue.console.reader import Reader


def test_what_is_quick_is_done_within_the_patience_in_its_order() -> None:
    done: list[str] = []
    readings = {"a": lambda: done.append("a"), "b": lambda: done.append("b")}
    assert Reader().read(readings, 60) == ""
    assert done == ["a", "b"]


def test_whoever_comes_meanwhile_is_told_where_it_is_and_nothing_is_read_twice() -> None:
    reader, begun, go_on = Reader(), Event(), Event()
    counted: list[int] = []

    def slow() -> None:
        counted.append(1)
        begun.set()
        go_on.wait(60)

    readings = {"first": lambda: None, "slow": slow}
    reader.read(readings, 0)
    assert begun.wait(60)
    assert reader.read(readings, 0) == "slow"
    assert reader.read({"other": lambda: counted.append(2)}, 0) == "slow"
    go_on.set()
    assert reader.read(readings, 60) in {"", "slow"}
    reader._thread.join()
    assert counted == [1]


def test_what_fails_is_tried_again_by_the_next_who_asks() -> None:
    reader, tries = Reader(), []

    def broken() -> None:
        tries.append(1)
        raise ValueError

    assert reader.read({"broken": broken, "never": lambda: tries.append(9)}, 60) == ""
    assert reader.read({"broken": broken}, 60) == ""
    assert tries == [1, 1]


def test_nothing_to_read_is_read_at_once() -> None:
    assert Reader().read({}, 60) == ""
