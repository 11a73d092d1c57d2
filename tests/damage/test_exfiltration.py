"""What machines sent beyond their own past, against simulations whose truth is known."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endigue.damage.exfiltration import LEAST_BYTES, LEAST_PAST, exfiltration
from endigue.damage.volumes import Volumes, hour_of, volumes_of

SINCE = datetime(2026, 2, 5, 18, tzinfo=UTC)
BEGIN = hour_of(SINCE)
MEGABYTE = 1_000_000


def network(
    past: dict[str, list[int]], now: dict[str, dict[tuple[str, int], int]] | None = None
) -> Volumes:
    """Machines that sent so much an hour to `usual` before, then what `now` says."""
    sent: dict[tuple[str, str, int], int] = {}
    length = max(len(each) for each in past.values())
    for host, hours in past.items():
        for place, count in enumerate(hours):
            if count:
                sent[host, "usual", BEGIN - len(hours) + place] = count
    for host, more in (now or {}).items():
        for (destination, offset), count in more.items():
            sent[host, destination, BEGIN + offset] = count
    return volumes_of(sent, set(range(BEGIN - length, BEGIN + 24)))


def look(volumes: Volumes, hours: int = 23, **more: object):
    return exfiltration(volumes, SINCE, SINCE + timedelta(hours=hours), **more)


def test_an_innocent_network_shows_as_many_signs_as_it_is_told_to_show() -> None:
    chance = np.random.default_rng(11)
    seen, told = [], []
    for _ in range(6):
        drawn = (chance.lognormal(17, 1, (60, 120 + 24))).astype(int).tolist()
        past = {f"h{i}": row[:120] for i, row in enumerate(drawn)}
        now = {f"h{i}": {("usual", o): row[120 + o] for o in range(24)}
               for i, row in enumerate(drawn)}  # fmt: skip
        found = look(network(past, now))
        seen.append(len(found.hours))
        told.append(found.expected_by_chance)
    assert sum(seen) == pytest.approx(sum(told), abs=4 * np.sqrt(sum(told)))


def test_what_was_smuggled_out_lies_between_the_bounds() -> None:
    chance = np.random.default_rng(5)
    for smuggled in (80 * MEGABYTE, 900 * MEGABYTE):
        past = {"srv": chance.integers(0, 20 * MEGABYTE, 200).tolist(), "pc": [MEGABYTE] * 200}
        usual = int(chance.integers(0, 20 * MEGABYTE))
        now = {"srv": {("usual", 3): usual, ("evil", 3): smuggled}}
        found = look(network(past, now))
        (sign,) = found.hours
        assert sign.host == "srv" and sign.destinations == ("evil",)
        assert sign.excess.least <= smuggled <= sign.excess.most
        assert sign.excess.least <= sign.excess.likely <= sign.excess.most
        assert sign.chance == pytest.approx(1 / (sign.past_hours + 1))


def test_a_low_and_slow_flow_is_caught_by_its_new_destination() -> None:
    past = {"srv": [30 * MEGABYTE] * 200}
    now = {"srv": {("drip", offset): MEGABYTE for offset in range(20)}}
    found = look(network(past, now))
    assert found.total.likely == 20 * MEGABYTE
    assert found.total.least == 0
    assert {why for sign in found.hours for why in sign.why} == {"new_destination"}
    assert found.hosts[0].destinations == ("drip",)


def test_a_destination_that_explains_itself_is_set_aside() -> None:
    volumes = network({"srv": [0] * 100}, {"srv": {("cloud", 2): 500 * MEGABYTE}})
    assert look(volumes).total.most == 500 * MEGABYTE
    assert look(volumes, known=("cloud",)).hours == ()


def test_a_destination_of_many_machines_is_not_rare() -> None:
    past = {f"pc{i}": [20 * MEGABYTE] * 100 for i in range(9)}
    now = {host: {("update", 1): 12 * MEGABYTE} for host in past}
    assert look(network(past, now)).hours == ()


def test_a_machine_that_was_always_silent_is_above_its_own_past() -> None:
    (sign,) = look(network({"srv": [0] * 99, "pc": [1] * 99},
                           {"srv": {("usual", 1): LEAST_BYTES}})).hours  # fmt: skip
    assert sign.why == ("above_own_past",)
    assert sign.excess.least == LEAST_BYTES


def test_without_a_past_only_rare_destinations_are_told_and_it_is_said() -> None:
    past = {"srv": [MEGABYTE] * (LEAST_PAST - 1)}
    found = look(network(past, {"srv": {("evil", 1): 50 * MEGABYTE}}))
    (sign,) = found.hours
    assert sign.why == ("new_destination", "no_past")
    assert sign.chance is None
    assert found.without_past == 1
    assert found.expected_by_chance == 0


def test_little_is_not_told() -> None:
    volumes = network({"srv": [0] * 99}, {"srv": {("evil", 1): LEAST_BYTES - 1}})
    assert look(volumes).hours == ()
    assert look(volumes, least_bytes=1000).total.most == LEAST_BYTES - 1


def test_hours_in_which_nothing_was_logged_are_named() -> None:
    sent = {("srv", "usual", BEGIN + offset): 1 for offset in (-2, -1, 2, 3, 7)}
    found = exfiltration(
        volumes_of(sent, {hour for _, _, hour in sent}), SINCE, SINCE + timedelta(hours=9)
    )
    gaps = [(int((a - SINCE).total_seconds()) // 3600, int((b - SINCE).total_seconds()) // 3600)
            for a, b in found.silent]  # fmt: skip
    assert gaps == [(0, 2), (4, 7), (8, 10)]


def test_nothing_sent_is_nothing_found() -> None:
    found = exfiltration(volumes_of({}, set()), SINCE, SINCE)
    assert (found.hosts, found.total.most, found.looked_at) == ((), 0, 0)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(0, 40 * MEGABYTE), min_size=30, max_size=60),
    st.dictionaries(
        st.tuples(st.sampled_from(["usual", "a", "b"]), st.integers(0, 20)),
        st.integers(1, 100 * MEGABYTE),
        max_size=12,
    ),
)
def test_bounds_are_in_order_and_never_above_what_was_sent(
    past: list[int], now: dict[tuple[str, int], int]
) -> None:
    found = look(network({"srv": past}, {"srv": now}))
    for sign in found.hours:
        assert 0 <= sign.excess.least <= sign.excess.likely <= sign.excess.most <= sign.bytes
    assert found.total.most <= sum(now.values())
    assert found.total.likely == sum(sign.excess.likely for sign in found.hours)
