from collections.abc import Callable
from itertools import permutations

from endigue.continuity.handwork.chains import chain_name, united
from endigue.continuity.handwork.facts import DeviceOpened, RecordEntered
from endigue.desk.facts import BriefingWritten


def two(device: Callable, a_claim: Callable[..., RecordEntered]) -> list:
    chains = []
    for name in ("one", "two"):
        made = device(name)
        made.write(DeviceOpened(name, name, "desk"))
        for number in range(3):
            made.write(a_claim(number + 1, f"{name}-{number}"))
        chains.append(made.entries)
    return chains


def test_the_union_is_the_same_in_any_order_and_any_number_of_times(
    device: Callable, a_claim: Callable[..., RecordEntered]
) -> None:
    one, other = two(device, a_claim)
    whole = united([one, other])
    assert len(whole.entries) == 8
    parts = [one[:2], one, other[:3], other]
    assert all(united(order) == whole for order in permutations(parts))
    assert united([one, one, other, other]) == whole
    assert whole.forks == ()


def test_a_device_that_was_copied_and_used_twice_is_a_fork_of_which_both_branches_are_kept(
    device: Callable, a_claim: Callable[..., RecordEntered]
) -> None:
    one, other = device("one"), device("one")
    for each in (one, other):
        each.write(DeviceOpened("d", "one", ""))
        each.write(a_claim(1, "first"))
    one.write(a_claim(2, "here"))
    other.write(a_claim(3, "there"))
    other.write(a_claim(4, "there too"))
    union = united([one.entries, other.entries])
    assert [(fork.chain, fork.sequence) for fork in union.forks] == [(one.entries[0].hash, 3)]
    assert len(union.entries) == 5


def test_entries_of_other_kinds_are_left_where_they_are(
    device: Callable, a_claim: Callable[..., RecordEntered]
) -> None:
    one = device("one")
    one.write(BriefingWritten(0, {}))
    one.write(a_claim(1, "r"))
    assert [entry.fact for entry in united([one.entries]).entries] == ["continuity.record_entered"]


def test_a_chain_is_told_by_its_first_entry(device: Callable) -> None:
    one = device("one")
    first = one.write(DeviceOpened("d", "one", ""))
    assert chain_name(one.entries) == first.hash
    assert chain_name([]) == ""
    assert united([[]]).entries == ()
