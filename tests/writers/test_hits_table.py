from datetime import UTC, datetime

import pyarrow.parquet as pq
import pytest

from endigue.desk.hunting import HitRows
from endigue.desk.refusal import Refusal
from endigue.writers import hits_table as writer
from endigue.writers.hits_table import hits_table

MOMENT = datetime(2021, 2, 5, 18, 0, 0, 250_000, UTC)
HITS = HitRows("r1", "é.evtx", (7, 8), (MOMENT, None), ("srv1", ""), (r"LYS\é", "b"))


def test_every_hit_is_a_row(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(writer, "ROWS_IN_GROUP", 3)
    with hits_table(str(tmp_path / "hits.parquet")) as table:
        for _ in range(3):
            table.add(HITS, "Title", "high")
    rows = pq.read_table(tmp_path / "hits.parquet").to_pylist()
    about = {"rule": "r1", "title": "Title", "level": "high", "file": "é.evtx"}
    assert rows == 3 * [
        {**about, "record": 7, "time": MOMENT, "host": "srv1", "account": r"LYS\é"},
        {**about, "record": 8, "time": None, "host": "", "account": "b"},
    ]


def test_a_table_that_fails_leaves_nothing(tmp_path) -> None:
    with pytest.raises(ZeroDivisionError), hits_table(str(tmp_path / "hits.parquet")):
        raise ZeroDivisionError
    assert not list(tmp_path.iterdir())
    (tmp_path / "file").touch()
    with pytest.raises(Refusal), hits_table(str(tmp_path / "file" / "hits.parquet")):
        pass
