from hypothesis import given
from hypothesis import strategies as st

from endigue.communication.custody import CustodyView, see_custody
from endigue.communication.custody_facts import ExhibitChecked, ExhibitHandedOver, ExhibitTaken
from endigue.journal.chain import extend
from endigue.journal.entry import EMPTY, Draft
from endigue.journal.fact import Fact

from .conftest import paris

AT = paris("2026-02-07 09:00")


def seen(*facts: Fact) -> CustodyView:
    view: CustodyView = {}
    for entry, fact in zip(extend(EMPTY, [Draft(f, AT, "k") for f in facts], AT), facts,
                           strict=True):  # fmt: skip
        view = see_custody(view, fact, entry)
    return view


TAKEN = ExhibitTaken(1, "disk", "disk", "A", storage="safe", seal="S1", sha256="0" * 64)


@given(st.lists(st.tuples(st.sampled_from("BCDE"), st.sampled_from(["", "vault"]),
                          st.sampled_from(["", "S2"])), max_size=6))  # fmt: skip
def test_the_holder_is_the_last_who_received_it_and_nothing_is_forgotten(
    hands: list[tuple[str, str, str]],
) -> None:
    handed = [ExhibitHandedOver(1, "?", to, "why", where, seal) for to, where, seal in hands]
    exhibit = seen(TAKEN, *handed)[1]
    assert exhibit.holder == (hands[-1][0] if hands else "A")
    places = ["safe", *(where for _, where, _ in hands if where)]
    assert exhibit.storage == places[-1]
    assert exhibit.seal == ["S1", *(seal for _, _, seal in hands if seal)][-1]
    assert [step for _, step in exhibit.transfers] == handed
    assert [mark.entry for mark, _ in exhibit.transfers] == list(range(2, len(hands) + 2))


def test_an_alteration_is_not_forgotten_by_a_later_check() -> None:
    other, same = ExhibitChecked(1, "1" * 64, False), ExhibitChecked(1, "0" * 64, True)
    assert seen(TAKEN, same)[1].altered is False
    assert seen(TAKEN, other, same)[1].altered is True


def test_what_concerns_nothing_that_was_taken_is_passed_over() -> None:
    assert seen(ExhibitHandedOver(2, "A", "B", "w"), ExhibitChecked(3, "0" * 64, True)) == {}
    again = ExhibitTaken(1, "another", "file", "Z")
    assert seen(TAKEN, again)[1].fact == TAKEN
