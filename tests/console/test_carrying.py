import threading
from datetime import UTC, datetime
from threading import Event

import pytest

from endigue.console.carrying import Carrying, Errand
from endigue.desk.refusal import Refusal
from endigue.journal.store import Moved

NOW = datetime(2021, 2, 5, 21, 30, tzinfo=UTC)


def errand(name: str = "one") -> Errand:
    return Errand(name, "apply", "Ida", NOW, 3)


def test_an_errand_says_how_far_it_is_and_that_it_is_over() -> None:
    carrying, heard = Carrying(), []
    carrying.ring = lambda: heard.append(
        (carrying.current.lever, carrying.current.number) if carrying.current else "over"
    )

    def work(tell) -> None:
        for lever in ("a", "b"):
            tell(lever)

    assert carrying.begin(errand(), work)
    carrying.close()
    assert heard == [("a", 1), ("b", 2), "over"]
    assert (carrying.current, carrying.last.outcome) == (None, "done")


def test_one_errand_runs_at_a_time_and_stops_between_two_levers() -> None:
    carrying, begun, go_on, done = Carrying(), Event(), Event(), []

    def work(tell) -> None:
        tell("a")
        begun.set()
        go_on.wait()
        done.append("a")
        tell("b")
        done.append("b")

    first = errand()
    # The errand is not over while the door waits its moment for it, so it is begun with no wait.
    first.over.wait = lambda _timeout=None: begun.wait()
    assert carrying.begin(first, work)
    assert not carrying.begin(errand("two"), work)
    assert not carrying.stop("two")
    assert carrying.stop("one")
    go_on.set()
    del first.over.wait
    first.over.wait()
    assert done == ["a"], "what was begun is finished, what was not is not begun"
    assert carrying.last.outcome == "stopped"
    assert not carrying.stop("one")
    assert carrying.begin(errand("two"), lambda _tell: None)
    carrying.close()


@pytest.mark.parametrize("trouble", [Refusal("enforcement.open", levers="x"), Moved(3, 4)])
def test_what_was_refused_is_kept_with_its_reason(trouble) -> None:
    def work(_tell) -> None:
        raise trouble

    carrying = Carrying()
    carrying.begin(errand(), work)
    carrying.close()
    assert carrying.last.outcome == "refused"
    assert carrying.last.refusal.code.startswith("enforcement.")


def test_a_fault_of_ours_ends_the_errand_and_the_next_one_can_begin(monkeypatch) -> None:
    faults = []
    monkeypatch.setattr(threading, "excepthook", lambda told: faults.append(told.exc_type))
    threads = []

    def work(_tell) -> None:
        threads.append(threading.current_thread())
        raise ZeroDivisionError

    carrying = Carrying()
    carrying.begin(errand(), work)
    carrying.close()
    threads[0].join()
    assert faults == [ZeroDivisionError], "it is told, not swallowed"
    assert carrying.last.outcome == "failed"
    assert carrying.begin(errand("two"), lambda _tell: None)
    carrying.close()


def test_a_rehearsal_is_kept_until_anything_else_is_begun() -> None:
    carrying, seen = Carrying(), object()
    carrying.begin(errand(), lambda _tell: seen)
    carrying.close()
    assert carrying.rehearsal is seen
    carrying.begin(errand("two"), lambda _tell: None)
    carrying.close()
    assert carrying.rehearsal is None
