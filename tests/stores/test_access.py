from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest

from endigue.desk.access import Account, Opening, Passkey, Session
from endigue.desk.refusal import Refusal
from endigue.stores.access import open_access

NOW = datetime(2026, 2, 6, 21, 30, tzinfo=UTC)


@pytest.fixture
def access(tmp_path):
    store = open_access(str(tmp_path))
    yield store
    store.close()


def session(token: str, seen: int = 0) -> Session:
    return Session(token, "Ann", NOW, NOW + timedelta(seconds=seen), "totp", NOW)


def test_what_is_kept_is_there_when_the_file_is_opened_again(tmp_path) -> None:
    first = open_access(str(tmp_path))
    account = Account("Ann", "hash", "secret", 3, ("a", "b"), ("mutual",), seen=7,
                      passkeys=(passkey("k", 3),))  # fmt: skip
    first.save(account)
    first.keep(session("t"))
    first.give_opening(Opening("c", "Ann", NOW))
    first.close()
    again = open_access(str(tmp_path))
    assert again.account("Ann") == account
    assert again.session("t") == session("t")
    assert again.take_opening("c") == Opening("c", "Ann", NOW)
    again.close()


def test_only_the_owner_may_read_the_file(access, tmp_path) -> None:
    assert (tmp_path / "access.db").stat().st_mode & 0o077 == 0


def test_an_opening_is_taken_once(access) -> None:
    access.give_opening(Opening("c", "Ann", NOW))
    assert access.take_opening("c") is not None
    assert access.take_opening("c") is None


def test_a_step_is_never_used_twice_nor_one_before_it(access) -> None:
    access.save(Account("Ann", totp="s"))
    assert [access.spend_step("Ann", step) for step in (5, 5, 4, 6)] == [True, False, False, True]
    assert not access.spend_step("Bob", 1)


def passkey(identifier: str, counter: int) -> Passkey:
    return Passkey(identifier, "telephone", "localhost", "public", counter, NOW)


def test_a_passkey_that_counts_has_to_count_on(access) -> None:
    access.save(Account("Ann", passkeys=(passkey("k", 3), passkey("l", 3))))
    counters = (3, 4, 4, 2, 0, 9)
    taken = [access.spend_count("Ann", "k", counter, NOW) for counter in counters]
    assert taken == [False, True, False, False, False, True]
    first, second = access.account("Ann").passkeys
    assert (first.counter, first.used_at) == (9, NOW)
    assert second == passkey("l", 3)
    assert not access.spend_count("Ann", "m", 10, NOW)
    assert not access.spend_count("Bob", "k", 10, NOW)


def test_a_passkey_that_does_not_count_is_not_held_to_it_until_it_does(access) -> None:
    access.save(Account("Ann", passkeys=(passkey("k", 0),)))
    counters = (0, 0, 1, 0)
    taken = [access.spend_count("Ann", "k", counter, NOW) for counter in counters]
    assert taken == [True, True, True, False]


def test_of_many_who_bring_one_code_at_once_one_is_let_in(access) -> None:
    access.save(Account("Ann", codes=("c", "d")))
    together, won = Barrier(8), []

    def bring() -> None:
        together.wait()
        won.append(access.spend_code("Ann", "c"))

    people = [Thread(target=bring) for _ in range(8)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert sorted(won) == [False] * 7 + [True]
    assert access.account("Ann").codes == ("d",)


def test_sessions_are_listed_the_latest_first_and_ended(access) -> None:
    for token, seen in (("a", 1), ("b", 3), ("c", 2)):
        access.keep(session(token, seen))
    assert [one.token for one in access.sessions("Ann")] == ["b", "c", "a"]
    access.end("b")
    assert access.end_all("Ann") == 2
    assert access.sessions("Ann") == ()


def test_a_file_that_is_none_is_refused(tmp_path) -> None:
    (tmp_path / "access.db").write_text("no database at all, but a text of some length" * 20)
    with pytest.raises(Refusal):
        open_access(str(tmp_path))
