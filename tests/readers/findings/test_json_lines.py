from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from endigue.readers.findings import json_lines


def test_nested_names_are_found(evidence_data: Path) -> None:
    file = json_lines.read(evidence_data / "siem.jsonl")
    (finding,) = file.findings
    assert (finding.kind, finding.host, finding.account) == ("sigma_high", "ws-0107", "c.moreau")
    assert finding.observed_at == datetime(2021, 2, 5, 17, tzinfo=UTC)
    assert finding.techniques == ("T1003",)
    assert [(each.row, each.code) for each in file.not_understood] == [
        (3, "evidence.row_is_no_object")
    ]
    assert [(each.kind, each.count) for each in file.left_out] == [("info", 1)]


def test_a_mapping_gives_dotted_paths(written: Callable[..., Path]) -> None:
    path = written('{"agent": {"box": {"label": "srv1"}}}\n{"agent": {}}\n')
    file = json_lines.read(path, {"host": "agent.box.label", "kind": "=ransom_note"})
    assert [(each.kind, each.host) for each in file.findings] == [("ransom_note", "srv1")]
    assert [each.code for each in file.not_understood] == ["evidence.row_names_nothing"]


def test_many_shapes_and_many_keys_are_bounded(written: Callable[..., Path]) -> None:
    rows = [f'{{"host": "srv{row}", "key{row}": {{"a": {{"b": 1}}}}}}' for row in range(1_200)]
    file = json_lines.read(written("\n".join(rows)))
    assert [each.host for each in file.findings] == [f"srv{row}" for row in range(1_200)]
