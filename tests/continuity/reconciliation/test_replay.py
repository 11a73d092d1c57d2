from collections.abc import Callable, Sequence

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.continuity.reconciliation import replay as module
from endigue.continuity.reconciliation.postings import Posting
from endigue.continuity.reconciliation.replay import Answer, Total, replay
from endigue.kernel.money import Cents

Make = Callable[..., Posting]


class Crash(Exception):
    """The machine stops."""


class Memory:
    """A target that stops after so many writes."""

    def __init__(self, steps: int = 10**9) -> None:
        self.rows: dict[str, Posting] = {}
        self.writes: list[str] = []
        self.steps = steps

    def post(self, postings: Sequence[Posting]) -> list[Answer]:
        answers = self.look(postings)
        for posting, answer in zip(postings, answers, strict=True):
            if answer.kind == "written":
                if not self.steps:
                    raise Crash
                self.steps -= 1
                self.rows[posting.key] = posting
                self.writes.append(posting.key)
        return answers

    def look(self, postings: Sequence[Posting]) -> list[Answer]:
        return [self._answer(posting) for posting in postings]

    def finish(self) -> None:
        pass

    def close(self) -> None:
        pass

    def present(self, postings: Sequence[Posting]) -> Total:
        held = [self.rows[one.key] for one in postings if one.key in self.rows]
        return Total(len(held), Cents(sum(one.amount for one in held)))

    def _answer(self, posting: Posting) -> Answer:
        held = self.rows.get(posting.key)
        if held is None:
            return Answer("written")
        return Answer("already" if held.digest == posting.digest else "conflict")


def test_stopped_at_every_single_step_and_begun_again_everything_is_written_once(
    posting: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BATCH", 4)
    postings = [posting(number) for number in range(11)]
    for step in range(11):
        target = Memory(step)
        with pytest.raises(Crash):
            replay(postings, target)
        target.steps = 100
        report = replay(postings, target)
        totals = report.streams["by_hand"]
        assert (totals["written"].count, totals["already"].count) == (11 - step, step)
        assert sorted(target.writes) == sorted(one.key for one in postings)
        assert report.balanced


def test_the_same_key_with_another_content_is_a_conflict_and_never_overwritten(
    posting: Make,
) -> None:
    target = Memory()
    replay([posting(1), posting(2)], target)
    report = replay([posting(1, 999), posting(2), posting(3)], target)
    totals = report.streams["by_hand"]
    assert [totals[kind].count for kind in ("written", "already", "conflict")] == [1, 1, 1]
    assert totals["conflict"].amount == 999
    assert target.rows["K-1"].amount == 101
    assert [(one.key, one.kind) for one in report.troubles] == [("K-1", "conflict")]
    assert report.balanced


def test_a_dry_run_writes_nothing(posting: Make) -> None:
    target = Memory()
    replay([posting(1)], target)
    report = replay([posting(1), posting(2)], target, dry_run=True)
    assert report.streams["by_hand"]["written"].count == 1
    assert target.writes == ["K-1"]
    assert report.present == Total(1, Cents(101))


@given(
    st.lists(st.tuples(st.integers(-500, 500), st.sampled_from(["by_hand", "lost"])), max_size=30),
    st.sets(st.integers(0, 29)),
)
def test_counts_and_sums_balance_to_the_cent(
    posting: Make, rows: list[tuple[int, str]], before: set[int]
) -> None:
    postings = [
        msgspec.structs.replace(posting(number), stream=stream, amount=Cents(amount))
        for number, (amount, stream) in enumerate(rows)
    ]
    target = Memory()
    replay([one for place, one in enumerate(postings) if place in before], target)
    report = replay(postings, target)
    assert report.balanced
    assert report.present == Total(len(rows), Cents(sum(amount for amount, _ in rows)))
    considered = [totals["considered"] for totals in report.streams.values()]
    assert sum(total.amount for total in considered) == sum(amount for amount, _ in rows)


def test_a_target_that_lost_a_row_does_not_balance(posting: Make) -> None:
    class Forgetful(Memory):
        def finish(self) -> None:
            del self.rows["K-2"]

    assert not replay([posting(1), posting(2)], Forgetful()).balanced


def test_a_target_that_wrote_another_amount_does_not_balance(posting: Make) -> None:
    class Rounding(Memory):
        def finish(self) -> None:
            self.rows["K-2"] = posting(2, 100)

    assert not replay([posting(1), posting(2)], Rounding()).balanced


def test_two_postings_under_one_key_are_refused(posting: Make) -> None:
    with pytest.raises(ValueError, match="one key"):
        replay([posting(1), posting(1)], Memory())


def test_the_digest_of_what_is_held_does_not_depend_on_the_order(posting: Make) -> None:
    one, other = [posting(1), posting(2)], [posting(2), posting(1)]
    assert replay(one, Memory()).keys == replay(other, Memory()).keys
    assert replay(one[:1], Memory()).keys != replay(one, Memory()).keys
