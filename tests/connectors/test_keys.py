from contextlib import closing
from pathlib import Path

import pytest

from endigue.connectors.keys import KeyLedger

ONE, OTHER = "1" * 64, "2" * 64


def test_a_key_is_begun_then_settled_and_known_for_ever(tmp_path: Path) -> None:
    path = tmp_path / "case" / "keys.db"
    with closing(KeyLedger(path, "a")) as ledger:
        ledger.begin([("k", ONE), ("l", ONE)])
        assert ledger.known(["k", "l", "m"]) == {"k": (ONE, False), "l": (ONE, False)}
        ledger.settle([("k", ONE)])
    with closing(KeyLedger(path, "a")) as ledger:
        assert ledger.known(["k", "l"]) == {"k": (ONE, True), "l": (ONE, False)}


def test_beginning_again_changes_nothing_and_only_what_is_not_settled_is_forgotten(
    tmp_path: Path,
) -> None:
    with closing(KeyLedger(tmp_path / "keys.db", "a")) as ledger:
        ledger.begin([("k", ONE), ("l", ONE)])
        ledger.settle([("k", ONE)])
        ledger.begin([("k", OTHER), ("l", OTHER)])
        ledger.forget(["k", "l"])
        assert ledger.known(["k", "l"]) == {"k": (ONE, True)}


def test_targets_do_not_share_keys(tmp_path: Path) -> None:
    path = tmp_path / "keys.db"
    with closing(KeyLedger(path, "a")) as one, closing(KeyLedger(path, "b")) as other:
        one.begin([("k", ONE)])
        assert other.known(["k"]) == {}


def test_a_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with closing(KeyLedger(tmp_path / "keys.db", "a")) as ledger:
        with pytest.raises(Exception, match="CHECK"):
            ledger.settle([("k", ONE), ("l", "short")])
        assert ledger.known(["k", "l"]) == {}
