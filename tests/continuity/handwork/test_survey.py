from collections.abc import Callable
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endigue.continuity.handwork.chains import united
from endigue.continuity.handwork.facts import FormsIssued, RecordEntered, SheetsReturned
from endigue.continuity.handwork.forms import Form
from endigue.continuity.handwork.survey import Survey, runs, survey

Claim = Callable[..., RecordEntered]


class Room:
    """One device whose survey is asked for after some facts."""

    def __init__(self, device: Callable, forms: dict[str, Form]) -> None:
        self.device, self.forms = device("one"), forms
        self.device.write(FormsIssued("claim", 1, "desk", 1, 10))

    def after(self, *facts: object) -> Survey:
        for fact in facts:
            written, author = fact if isinstance(fact, tuple) else (fact, "A")
            self.device.write(written, author)
        return survey(self.forms, united([self.device.entries]))


@pytest.fixture
def room(device: Callable, forms: dict[str, Form]) -> Room:
    return Room(device, forms)


def state(found: Survey, number: int) -> tuple[str, str]:
    one = next(one for one in found.sheets if one.serial == number)
    return one.state, one.why


def test_a_sheet_of_which_nothing_is_known_is_missing(room: Room) -> None:
    found = room.after()
    assert [one.serial for one in found.in_state("missing")] == list(range(1, 11))


def test_what_pays_is_entered_once_two_people_have_keyed_the_same(
    room: Room, a_claim: Claim
) -> None:
    assert state(room.after((a_claim(1, "r"), "A")), 1) == ("keyed_once", "")
    assert state(room.after((a_claim(1, "s"), "A")), 1) == ("keyed_once", "")
    found = room.after((a_claim(1, "t"), "B"))
    assert state(found, 1) == ("entered", "")
    assert found.in_state("entered")[0].record == "r"
    assert (found.counts.counted, found.counts.confirming, found.counts.amount) == (1, 2, 4250)


def test_what_was_entered_on_a_screen_first_needs_no_second_keying(
    room: Room, a_claim: Claim
) -> None:
    assert state(room.after(a_claim(1, "r", medium="screen")), 1) == ("entered", "")


def test_two_keyings_that_differ_are_a_conflict_until_a_person_decides(
    room: Room, a_claim: Claim
) -> None:
    found = room.after((a_claim(1, "r"), "A"), (a_claim(1, "s", amount=2450), "B"))
    assert state(found, 1) == ("conflict", "keyings_differ")
    (sheet,) = found.in_state("conflict")
    assert (sheet.fields, set(sheet.standing), sheet.record) == (("amount",), {"r", "s"}, "")
    assert (found.counts.disputed, found.counts.amount) == (2, 0)
    found = room.after((a_claim(1, "t", amount=2450, corrects=("r", "s")), "C"))
    assert state(found, 1) == ("entered", "")
    assert (found.counts.corrected, found.counts.amount) == (2, 2450)


def test_one_person_cannot_get_round_the_second_keying_by_a_correction(
    room: Room, a_claim: Claim
) -> None:
    found = room.after(a_claim(1, "r"), a_claim(1, "s", amount=9999, corrects=("r",)))
    assert state(found, 1) == ("keyed_once", "")
    screen = a_claim(2, "u", medium="screen", corrects=("t",))
    assert state(room.after(a_claim(2, "t"), screen), 2) == ("keyed_once", "")


def test_a_record_that_was_keyed_under_a_wrong_serial_is_moved_by_a_correction(
    room: Room, a_claim: Claim
) -> None:
    found = room.after(a_claim(3, "r"), (a_claim(4, "s", corrects=("r",)), "B"))
    assert state(found, 3) == ("missing", "")
    assert state(found, 4) == ("keyed_once", "")


@pytest.mark.parametrize("how", ["blank", "spoiled", "lost"])
def test_a_sheet_that_came_back_is_not_missing(room: Room, how: str) -> None:
    assert state(room.after(SheetsReturned("claim", 2, 3, how, "x")), 3) == (how, "")


def test_a_sheet_stated_lost_that_is_found_is_entered(room: Room, a_claim: Claim) -> None:
    found = room.after(
        SheetsReturned("claim", 1, 1, "lost", "van"), (a_claim(1, "r"), "A"), (a_claim(1, "s"), "B")
    )
    assert state(found, 1) == ("entered", "")


def test_a_sheet_returned_blank_and_yet_entered_is_a_conflict(room: Room, a_claim: Claim) -> None:
    found = room.after(SheetsReturned("claim", 1, 1, "blank", "x"), a_claim(1, "r"))
    assert state(found, 1) == ("conflict", "returned_and_entered")


def test_a_sheet_that_nobody_issued_is_told_apart(room: Room, a_claim: Claim) -> None:
    found = room.after(a_claim(99, "r"))
    assert state(found, 99) == ("unissued", "")
    assert found.counts.issued == 10


def test_values_that_do_not_pass_the_checks_are_a_conflict(room: Room, a_claim: Claim) -> None:
    found = room.after(a_claim(1, "r", member="12"))
    assert state(found, 1) == ("conflict", "invalid")
    assert found.in_state("conflict")[0].fields == ("member",)


def test_another_edition_or_an_unknown_form_is_a_conflict(room: Room, a_claim: Claim) -> None:
    other = msgspec.structs.replace(a_claim(1, "r"), edition=2)
    strange = msgspec.structs.replace(a_claim(77, "s"), form="strange")
    found = room.after(other, strange)
    assert state(found, 1) == ("conflict", "unknown_form")
    assert [one.why for one in found.in_state("unissued")] == ["unknown_form"]


def test_two_records_under_one_identifier_are_a_conflict(room: Room, a_claim: Claim) -> None:
    found = room.after(a_claim(1, "r"), a_claim(1, "r", amount=1))
    assert state(found, 1) == ("conflict", "record_reused")


def test_a_record_that_a_restored_device_wrote_again_counts_once(
    room: Room, a_claim: Claim
) -> None:
    found = room.after(a_claim(1, "r"), a_claim(1, "r"))
    assert found.counts.records == 1


def test_sheets_with_the_same_person_date_and_amount_are_shown_together(
    room: Room, a_claim: Claim
) -> None:
    found = room.after(a_claim(1, "r"), a_claim(2, "s"), a_claim(3, "t", amount=1))
    assert found.alike == ((("claim", 1), ("claim", 2)),)


def test_a_range_issued_twice_is_named(room: Room) -> None:
    found = room.after(FormsIssued("claim", 1, "other", 8, 12))
    assert [(one.form, one.first, one.last) for one in found.overlaps] == [("claim", 8, 10)]
    assert found.counts.issued == 12


numbers = st.integers(1, 12)
facts = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from("AB"),
        st.one_of(
            st.tuples(st.just("record"), numbers, st.integers(1, 2), st.booleans()),
            st.tuples(st.just("return"), numbers, st.just(0), st.sampled_from(["blank", "lost"])),
            st.tuples(st.just("issue"), numbers, st.integers(0, 4), st.just("")),
        ),
    ),
    max_size=25,
)


@settings(max_examples=50)
@given(facts=facts, order=st.permutations(range(3)))
def test_counts_balance_to_the_unit_and_the_order_of_devices_does_not_matter(
    device: Callable, forms: dict[str, Form], a_claim: Claim, facts: list, order: list[int]
) -> None:
    devices = [device(name) for name in "xyz"]
    for place, one in enumerate(devices):
        one.write(FormsIssued("claim", 1, f"desk {place}", 4 * place + 1, 4 * place + 3))
    written: list[str] = []
    for step, (place, author, (kind, number, figure, more)) in enumerate(facts):
        if kind == "record":
            corrects = written[-1:] if more else []
            written.append(f"r{step}")
            fact = a_claim(number, written[-1], amount=figure, corrects=corrects)
        elif kind == "return":
            fact = SheetsReturned("claim", number, number, more, "x")
        else:
            fact = FormsIssued("claim", 1, "more", number, number + figure)
        devices[place].write(fact, author)
    found = survey(forms, united([one.entries for one in devices]))
    counts = found.counts
    assert counts.issued == sum(n for name, n in counts.sheets.items() if name != "unissued")
    assert len(found.sheets) == sum(counts.sheets.values())
    assert counts.records == len(written)
    whole = counts.counted + counts.confirming + counts.corrected + counts.disputed
    assert whole == counts.records
    assert counts.confirming >= 0
    again = survey(forms, united([devices[place].entries for place in order]))
    assert again == found


@given(st.sets(st.integers(0, 40)))
def test_runs_hold_every_number_once_and_have_no_neighbours(numbers: set[int]) -> None:
    found = runs(numbers)
    assert sorted(n for first, last in found for n in range(first, last + 1)) == sorted(numbers)
    assert all(one[1] + 1 < other[0] for one, other in pairwise(found))
