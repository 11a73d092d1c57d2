from collections.abc import Callable
from pathlib import Path

import pytest

from endigue.readers.findings._collect import Collector
from endigue.readers.findings._records import records


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(
    "content", ['{"a": "1", "b": "2"}\n', '\n[{"a": "1", "b": "2"}]', "a,b\n1,2\n"]
)
def test_json_and_csv_give_the_same_records(
    written: Callable[..., Path], content: str, encoding: str
) -> None:
    path = written(content.encode(encoding))
    assert [dict(each) for _, each in records(path, Collector(path, "x"))] == [{"a": "1", "b": "2"}]


def test_what_is_no_record_is_told(written: Callable[..., Path]) -> None:
    path = written('{"a": 1}\n5\n')
    collector = Collector(path, "x")
    assert len(list(records(path, collector))) == 1
    assert [each.row for each in collector.file().not_understood] == [2]
    path = written("a,b\n1,2,3\n")
    collector = Collector(path, "x")
    assert list(records(path, collector)) == []
    assert [each.code for each in collector.file().not_understood] == ["evidence.row_is_no_csv"]
