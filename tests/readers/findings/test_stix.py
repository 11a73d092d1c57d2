from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from endigue.desk.refusal import Refusal
from endigue.readers.findings import stix


def test_sightings_give_findings_for_hosts_and_accounts(evidence_data: Path) -> None:
    file = stix.read(evidence_data / "bundle.json")
    assert [(each.row, each.kind, each.host, each.account) for each in file.findings] == [
        (13, "confirmed_implant", "WS-0107", ""),
        (14, "ioc_match", "", "c.moreau@lys.example"),
        (14, "ioc_match", "srv-files.lys.example", ""),
        (14, "ioc_match", "10.20.0.17", ""),
        (14, "ioc_match", "", "LYS\\c.moreau"),
        (16, "confirmed_implant", "SRV-APP1", ""),
    ]
    first = file.findings[0]
    assert (first.detail, first.techniques) == ("Fictional Locker", ("T1486",))
    assert first.observed_at == datetime(2021, 2, 5, 17, 10, tzinfo=UTC)


def test_what_was_not_sighted_is_left_out_and_what_names_nobody_is_told(
    evidence_data: Path,
) -> None:
    file = stix.read(evidence_data / "bundle.json")
    assert {each.kind: each.count for each in file.left_out} == {
        "indicator": 1,
        "observed-data": 1,
    }
    assert [(each.row, each.code) for each in file.not_understood] == [
        (15, "evidence.sighting_names_nothing"),
        (17, "evidence.row_is_no_object"),
    ]


def test_observations_that_hold_their_objects_are_read_too(written: Callable[..., Path]) -> None:
    path = written(
        '{"type":"bundle","objects":[{"type":"observed-data","id":"o","objects":'
        '{"0":{"type":"ipv4-addr","value":"10.0.0.1"},"1":5}},'
        '{"type":"sighting","id":"s","sighting_of_ref":"gone","observed_data_refs":["o","gone"]}]}'
    )
    assert [each.host for each in stix.read(path).findings] == ["10.0.0.1"]


@pytest.mark.parametrize("content", ["{}", "[]", "", '{"type":"bundle"', "host,kind\na,b\n"])
def test_what_is_no_bundle_is_refused(written: Callable[..., Path], content: str) -> None:
    with pytest.raises(Refusal) as refusal:
        stix.read(written(content))
    assert refusal.value.code == "evidence.file_is_no_bundle"


@pytest.mark.parametrize("objects", ["5", "null", '[{"type":"sighting","where_sighted_refs":3}]'])
def test_an_odd_bundle_gives_no_findings(written: Callable[..., Path], objects: str) -> None:
    path = written(f'{{"type":"bundle","objects":{objects}}}')
    assert stix.read(path).findings == ()
