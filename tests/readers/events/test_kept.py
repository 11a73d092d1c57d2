"""Parts of kept events as columns."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from endigue.evidence.sigma.scan import CASELESS, Pattern, compile_patterns, load
from endigue.readers.events.kept import FILE, LOGSOURCE, RECORD, kept_events


def part(folder: Path, **columns: list[bytes | None]) -> str:
    rows = len(next(iter(columns.values())))
    made = {name: pa.array(each, pa.binary()).dictionary_encode() for name, each in columns.items()}
    made[FILE] = pa.array([f"log-{n}" for n in range(rows)])
    made[RECORD] = pa.array(range(rows), pa.int64())
    table = pa.table(made).replace_schema_metadata({LOGSOURCE: b"windows\nsysmon\n"})
    pq.write_table(table, folder / "p.parquet")
    return str(folder / "p.parquet")


def test_values_mean_what_they_meant_in_the_log(tmp_path: Path) -> None:
    path = part(
        tmp_path,
        A=[b'"x\\u0041"', b"12", b"true", b"null", b'["a",{"k":"b"}]', None],
        B=[None] * 5 + [b'"only"'],
    )
    (events,) = kept_events(path, None)
    column = events.column("A")
    assert column is not None
    values = [None if code < 0 else column.values[code] for code in column.codes]
    assert values == ["xA", "12", "true", None, ("a", "b"), None]
    assert column.codes[5] == -1
    assert events.texts(4) == ["a", "b"]
    assert events.texts(5) == ["only"]
    assert events.origin(5) == ("log-5", 5)
    assert events.logsource.product == "windows"
    assert events.column("C") is None


def test_only_the_fields_asked_for_are_read(tmp_path: Path) -> None:
    (events,) = kept_events(part(tmp_path, A=[b"1"], B=[b"2"]), frozenset({"B", "Z"}))
    assert events.column("A") is None
    assert events.column("B") is not None


def test_every_row_that_holds_a_pattern_is_hinted(tmp_path: Path) -> None:
    path = part(
        tmp_path,
        A=[b'"mimi"', b'"katz"', b'"has MimiKatz in"', b'"mimi"', None],
        B=[None, b'"mimikatz"', None, None, b'"no"'],
    )
    (events,) = kept_events(path, None)
    scanner = load(compile_patterns([Pattern("mimikatz", CASELESS, 7), Pattern("no", 0, 8)]))
    hinted = {number: rows.tolist() for number, rows in events.hinted(scanner).items()}
    assert {1, 2} <= set(hinted[7])
    assert hinted[8] == [4]


def test_a_parquet_file_of_others_is_no_part(tmp_path: Path) -> None:
    pq.write_table(pa.table({"a": [1]}), tmp_path / "x.parquet")
    with pytest.raises(ValueError, match="no kept events"):
        list(kept_events(str(tmp_path / "x.parquet"), None))
