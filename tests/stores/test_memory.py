from collections.abc import Callable
from datetime import datetime
from threading import Thread

from endigue.journal.entry import Draft
from endigue.stores.memory import MemoryStore

DraftsOf = Callable[[int], list[Draft]]


def test_two_journals_in_memory_have_nothing_in_common(drafts_of: DraftsOf, noon: datetime) -> None:
    first, second = MemoryStore(), MemoryStore()
    first.append(drafts_of(2), noon)
    assert (first.head().sequence, second.head().sequence) == (2, 0)


def test_a_follower_is_woken_by_the_writer_itself(drafts_of: DraftsOf, noon: datetime) -> None:
    store = MemoryStore()
    follower = store.follow(after=0, patience=60)
    writer = Thread(target=store.append, args=(drafts_of(1), noon))
    writer.start()
    assert next(follower).sequence == 1
    writer.join()
