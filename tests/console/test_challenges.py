from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

from hypothesis import given
from hypothesis import strategies as st

from endigue.console.challenges import LASTS, Challenges

NOW = datetime(2026, 2, 6, 21, 30, tzinfo=UTC)


def test_a_challenge_is_good_once_for_its_purpose() -> None:
    challenges = Challenges()
    given = challenges.new("login", NOW)
    assert not challenges.spend(given, "factor", NOW)
    assert challenges.holds(given, "login", NOW)
    assert challenges.spend(given, "login", NOW)
    assert not challenges.holds(given, "login", NOW)
    assert not challenges.spend(given, "login", NOW)


def test_its_time_ends_and_does_not_begin_before_it_was_made() -> None:
    challenges = Challenges()
    given = challenges.new("login", NOW)
    assert challenges.holds(given, "login", NOW + LASTS)
    assert not challenges.holds(given, "login", NOW + LASTS + timedelta(seconds=1))
    assert not challenges.holds(given, "login", NOW - timedelta(minutes=1))


def test_no_two_are_alike_and_another_door_knows_none_of_them() -> None:
    challenges = Challenges()
    given = {challenges.new("login", NOW) for _ in range(100)}
    assert len(given) == 100
    assert not any(Challenges().holds(one, "login", NOW) for one in given)


@given(st.binary(max_size=120), st.integers(0, 71))
def test_what_was_not_given_out_never_holds(made_up: bytes, at: int) -> None:
    challenges = Challenges()
    assert not challenges.spend(made_up, "login", NOW)
    real = bytearray(challenges.new("login", NOW))
    real[at] ^= 1
    assert not challenges.spend(bytes(real), "login", NOW)


def test_of_many_who_bring_one_at_once_one_is_told_that_it_holds() -> None:
    challenges = Challenges()
    given, together, won = challenges.new("login", NOW), Barrier(8), []

    def bring() -> None:
        together.wait()
        won.append(challenges.spend(given, "login", NOW))

    threads = [Thread(target=bring) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == [False] * 7 + [True]


def test_nothing_is_kept_of_those_that_nobody_answers_nor_of_those_whose_time_is_over() -> None:
    challenges = Challenges()
    for minute in range(60):
        for _ in range(10):
            challenges.new("login", NOW + timedelta(minutes=minute))
        now = NOW + timedelta(minutes=minute)
        assert challenges.spend(challenges.new("login", now), "login", now)
    assert len(challenges._spent) <= 7
