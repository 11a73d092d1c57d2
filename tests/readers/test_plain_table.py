from pathlib import Path

import pytest

from endigue.desk.refusal import Refusal
from endigue.readers import plain_table
from endigue.readers.plain_table import read_plain_table


@pytest.mark.parametrize("separator", [",", ";"])
def test_rows_are_read_with_their_lines(tmp_path: Path, separator: str) -> None:
    file = tmp_path / "batch.csv"
    rows = [
        ["serial", "who", "note"],
        ["CA-1", "Léa", '"two\nlines"'],
        ["", "", ""],
        ["CA-2", "", ""],
    ]
    text = "\ufeff" + "\n".join(separator.join(row) for row in rows)
    file.write_text(text, encoding="utf-8")
    found = read_plain_table(str(file))
    assert [(one.line, dict(one.texts)) for one in found] == [
        (3, {"serial": "CA-1", "who": "Léa", "note": "two\nlines"}),
        (5, {"serial": "CA-2", "who": "", "note": ""}),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "continuity.table_header"),
        (b"serial,who,who\n1,x,y", "continuity.table_header"),
        (b"serial,who\n1", "continuity.keyed_row"),
        (b"serial,who\n1,x,y", "continuity.keyed_row"),
        (b'serial,who\n1,"x', "continuity.keyed_row"),
        (b"serial,who\n1," + b"x" * 3000, "continuity.keyed_row"),
        (b"serial,who\n1,\xff", "desk.file_unreadable"),
    ],
)
def test_what_is_no_batch_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    file = tmp_path / "batch.csv"
    file.write_bytes(content)
    with pytest.raises(Refusal) as refused:
        read_plain_table(str(file))
    assert refused.value.code == code


def test_more_than_a_day_of_keying_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "batch.csv"
    file.write_text("serial\n1\n2\n3\n", encoding="utf-8")
    monkeypatch.setattr(plain_table, "MOST_ROWS", 2)
    with pytest.raises(Refusal) as refused:
        read_plain_table(str(file))
    assert (refused.value.code, refused.value.arguments["line"]) == ("continuity.keyed_row", 4)
    monkeypatch.setattr(plain_table, "LARGEST", 4)
    with pytest.raises(Refusal) as refused:
        read_plain_table(str(file))
    assert refused.value.code == "continuity.keyed_too_long"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        read_plain_table(str(tmp_path / "none.csv"))
    assert refused.value.code == "desk.file_unreadable"
