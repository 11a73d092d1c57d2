"""From flags to how many files are damaged."""

from datetime import UTC, datetime
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.damage.findings import Bounds
from endigue.damage.trees import FOUND_LEAST, _quantile, below, interval, together, tree_damage
from endigue.evidence.files.results import MEASURED, FileResult

WRONG = MEASURED["sound_flagged"]


def file(path: str, verdict: str = "intact", change: str = "", **more: object) -> FileResult:
    return FileResult(path, int(more.pop("size", 100)), verdict, change=change, **more)


@pytest.mark.parametrize("share", [WRONG, 1 - FOUND_LEAST, 0.3])
@pytest.mark.parametrize("count", [0, 1, 2, 7, 40, 300])
def test_the_quantile_is_the_one_of_the_summed_binomial(count: int, share: float) -> None:
    weights = [comb(count, k) * share**k * (1 - share) ** (count - k) for k in range(count + 1)]
    expected = next(k for k in range(count + 1) if sum(weights[: k + 1]) >= 0.95 - 1e-12)
    assert _quantile(count, share) == expected


def test_the_quantile_of_many_draws_holds_in_simulation() -> None:
    drawn = np.random.default_rng(3).binomial(400_000, WRONG, 20_000)
    assert np.mean(drawn <= _quantile(400_000, WRONG)) == pytest.approx(0.95, abs=0.01)


@pytest.mark.parametrize(("files", "damaged"), [(50, 3), (1_000, 0), (1_000, 10), (5_000, 4_000)])
def test_the_truth_lies_within_each_bound_in_at_least_93_of_100_trees(
    files: int, damaged: int
) -> None:
    chance = np.random.default_rng(files + damaged)
    flagged = chance.binomial(damaged, FOUND_LEAST, 2_000)
    flagged += chance.binomial(files - damaged, WRONG, 2_000)
    bounds = [interval(int(each), files) for each in flagged]
    assert np.mean([least <= damaged for least, _ in bounds]) >= 0.93
    assert np.mean([damaged <= most for _, most in bounds]) >= 0.93


@given(st.integers(0, 3_000), st.integers(0, 3_000))
def test_the_bounds_enclose_what_was_flagged(flagged: int, others: int) -> None:
    least, most = interval(flagged, flagged + others)
    assert 0 <= least <= flagged <= most <= flagged + others


def test_a_file_that_is_as_in_the_backup_is_not_damaged_though_it_is_flagged() -> None:
    results = [file("a.zip", "encrypted"), file("b.txt")]
    damage = tree_damage(results, compared=True)
    assert damage.encrypted == 0
    assert damage.damaged == Bounds(0, 0, 0)
    assert damage.share == (0.0, 0.0, 0.0)


def test_a_file_that_got_a_new_ending_as_it_was_encrypted_is_one_file() -> None:
    results = [
        file("s/a.docx", change="missing"),
        file("s/a.docx.locked", "encrypted", "added"),
        file("s/b.pdf", change="missing"),
        file("s/b.crypt", "encrypted", "added"),
        file("s/c.txt", change="missing", size=300),
    ]
    damage = tree_damage(results, compared=True)
    assert (damage.encrypted, damage.missing, damage.files) == (2, 1, 3)
    assert damage.bytes == 500
    assert damage.share[1] == pytest.approx(1.0)
    assert damage.missing_bytes == 300


def test_only_what_was_written_since_the_intrusion_counts_as_changed() -> None:
    since = datetime(2026, 2, 5, 18, tzinfo=UTC)
    later = int(since.timestamp()) * 1_000_000_000
    results = [
        file("old.txt", change="changed", modified=later - 1),
        file("new.txt", change="changed", modified=later),
        file("more.txt", change="added", modified=later),
    ]
    damage = tree_damage(results, compared=True, since=since)
    assert (damage.changed, damage.added) == (1, 1)


def test_files_that_could_not_be_read_may_be_damaged() -> None:
    damage = tree_damage([file("a")], compared=False, unread=4)
    assert damage.damaged.most == 4
    assert damage.share[2] == 1.0


def test_an_empty_tree_has_no_damage() -> None:
    assert tree_damage([], compared=False).share == (0.0, 0.0, 0.0)
    assert interval(0, 0) == (0, 0)


def test_a_folder_holds_what_is_below_it_alone() -> None:
    results = [file("claims/a"), file("claims-old/b"), file("c")]
    assert [each.path for each in below(results, "claims/")] == ["claims/a"]
    assert len(below(results, "")) == 3


def test_trees_of_one_data_set_add_up_by_their_bytes() -> None:
    hurt = tree_damage([file("a", "encrypted", size=300)] * 50, compared=False)
    sound = tree_damage([file("a", size=100)] * 50, compared=True)
    both = together([hurt, sound])
    assert both.files == 100
    assert both.share[1] == pytest.approx(0.75)
    assert not both.compared
    assert both.damaged.likely == 50
