from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from endigue.desk.refusal import Refusal
from endigue.organisation.inventory import LeftOut
from endigue.readers.findings import _collect
from endigue.readers.findings._collect import Collector, split_mapping


def test_everything_given_is_in_the_file(written: Callable[..., Path]) -> None:
    collector = Collector(written("x", "a.csv"), "csv")
    collector.found(3, "listed", host=" srv1\n", time="2021-02-05T18:00:00Z", detail="x" * 600)
    collector.not_understood(2, "evidence.row_is_no_csv")
    collector.not_understood(1, "evidence.kind_is_unknown", kind="météo", nearest=3)
    collector.leave_out("info", "evidence.level_is_informational")
    collector.leave_out("info", "evidence.level_is_informational")
    file = collector.file()
    assert (file.format, file.source, file.left_out_count) == ("csv", "a.csv", 2)
    (finding,) = file.findings
    assert (finding.host, finding.source, finding.row) == ("srv1", "a.csv", 3)
    assert finding.observed_at == datetime(2021, 2, 5, 18, tzinfo=UTC)
    assert len(finding.detail) == 500
    assert [each.row for each in file.not_understood] == [1, 2]
    assert file.not_understood[0].arguments == {"kind": "météo", "nearest": "3"}
    assert file.left_out == (LeftOut("info", 2, "evidence.level_is_informational"),)
    (fact,) = file.facts
    assert (fact.findings, fact.sha256) == (file.findings, file.sha256)
    assert (fact.not_understood, fact.left_out) == (2, 2)


def test_fixed_values_fill_and_a_fixed_kind_replaces(written: Callable[..., Path]) -> None:
    mapping = {"host": "=srv9", "kind": "edr_alert", "time_zone": "Europe/Paris"}
    collector = Collector(written("x"), "list", mapping)
    collector.found(1, "listed", time="2021-02-05 19:00")
    collector.found(2, "listed", host="srv1")
    found = collector.file().findings
    assert [(each.kind, each.host) for each in found] == [
        ("edr_alert", "srv9"),
        ("edr_alert", "srv1"),
    ]
    assert found[0].observed_at == datetime(2021, 2, 5, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        ({"hots": "Computer"}, "evidence.mapping_field_is_unknown"),
        ({"kind": "=weather"}, "evidence.mapping_kind_is_unknown"),
        ({"time_zone": "Mars/Olympus"}, "evidence.mapping_time_zone_is_unknown"),
        ({"time_zone": "../../etc/passwd"}, "evidence.mapping_time_zone_is_unknown"),
    ],
)
def test_a_wrong_mapping_is_refused(
    written: Callable[..., Path], mapping: dict[str, str], code: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        Collector(written("x"), "csv", mapping)
    assert refusal.value.code == code


def test_a_mapping_holds_columns_fixed_values_and_kinds() -> None:
    mapping = {"host": "Computer", "kind": "note de rançon", "account": "=a"}
    assert split_mapping(mapping) == (
        {"host": "Computer", "kind": "note de rançon"},
        {"account": "a"},
    )
    assert split_mapping({"kind": "=note de rançon"}) == ({}, {"kind": "ransom_note"})


def test_numbers_are_bounded(written: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_collect, "MOST_FINDINGS", 2)
    monkeypatch.setattr(_collect, "MOST_SHOWN", 2)
    collector = Collector(written("x"), "csv")
    for row in range(5):
        collector.not_understood(row, "evidence.row_is_no_csv")
    assert len(collector.file().not_understood) == 2
    assert collector.file().not_understood_count == 5
    collector.found(1, "listed")
    collector.found(2, "listed")
    with pytest.raises(Refusal) as refusal:
        collector.found(3, "listed")
    assert refusal.value.code == "evidence.too_many_findings"
