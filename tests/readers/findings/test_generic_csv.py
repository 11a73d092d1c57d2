from datetime import UTC, datetime
from pathlib import Path

import pytest

from endigue.desk.refusal import Refusal
from endigue.readers.findings import generic_csv


def test_a_french_spreadsheet_is_read_as_it_is(evidence_data: Path) -> None:
    file = generic_csv.read(evidence_data / "edr_fr.csv", {"time_zone": "Europe/Paris"})
    assert [(each.row, each.kind, each.host) for each in file.findings] == [
        (2, "edr_alert", "WS-0107"),
        (3, "ransom_note", "SRV-FILES"),
        (4, "sigma_critical", "SRV-APP1"),
    ]
    first = file.findings[0]
    assert (first.account, first.detail) == ("LYS\\c.moreau", "Vol d’identifiants")
    assert first.observed_at == datetime(2021, 2, 5, 17, tzinfo=UTC)
    assert [(each.row, each.code) for each in file.not_understood] == [
        (5, "evidence.row_names_nothing"),
        (6, "evidence.kind_is_unknown"),
    ]
    assert file.left_out_count == 1


def test_a_mapping_names_the_columns(evidence_data: Path) -> None:
    mapping = {"host": "Sensor", "account": "Owner", "kind": "edr_alert"}
    file = generic_csv.read(evidence_data / "edr.csv", mapping)
    assert [(each.kind, each.host, each.account, each.detail) for each in file.findings] == [
        ("edr_alert", "WS-0107", "c.moreau", "Credential theft")
    ]
    assert [each.code for each in file.not_understood] == ["evidence.row_is_no_csv"]


def test_a_table_that_names_nobody_is_refused_with_its_columns(evidence_data: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        generic_csv.read(evidence_data / "edr.csv")
    assert refusal.value.code == "evidence.no_column_names_a_host"
    assert "Sensor" in str(refusal.value.arguments["columns"])


def test_a_mapping_to_an_absent_column_is_refused_with_the_nearest(evidence_data: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        generic_csv.read(evidence_data / "edr.csv", {"host": "sensors"})
    assert refusal.value.code == "evidence.mapping_column_is_absent"
    assert refusal.value.arguments["nearest"] == "Sensor"
