import sys
from pathlib import Path

import pytest

from endigue.desk.refusal import Refusal
from endigue.stores.opening import open_store
from endigue.stores.sqlite import SqliteStore


def test_a_path_is_a_sqlite_file(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "journal.db"))
    assert isinstance(store, SqliteStore)
    store.close()


def test_without_the_driver_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("endigue.stores.postgres", "endigue.stores.postgres_database"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(Refusal, match="psycopg_is_absent"):
        open_store("postgresql://localhost/crisis")
