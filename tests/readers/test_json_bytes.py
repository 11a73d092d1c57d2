import pytest

from endigue.desk.refusal import Refusal
from endigue.readers.json_bytes import decode_json


def test_the_place_where_json_breaks_is_told() -> None:
    for content, byte in ((b'{"a" 12}', 5), (b'{"a": 1', 7), (b'{"a": "\xff"}', 7)):
        with pytest.raises(Refusal) as refusal:
            decode_json(content, dict[str, object], "x.json")
        assert (refusal.value.code, refusal.value.arguments["byte"]) == (
            "importing.not_json", byte,
        )  # fmt: skip


def test_every_encoding_that_windows_writes_is_read() -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert decode_json('{"é": 1}'.encode(encoding), dict[str, int], "x.json") == {"é": 1}
