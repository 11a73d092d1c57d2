from datetime import UTC, datetime
from pathlib import Path

from endigue.readers.findings import velociraptor


def test_artifacts_that_detect_give_findings_and_others_are_counted(evidence_data: Path) -> None:
    file = velociraptor.read(evidence_data / "velociraptor.jsonl")
    assert [(each.row, each.kind, each.host, each.account) for each in file.findings] == [
        (1, "sigma_critical", "WS-0107.lys.example", "LYS\\c.moreau"),
        (2, "ioc_match", "WS-0108.lys.example", ""),
        (5, "ioc_match", "C.fedcba9876543210", "SYSTEM"),
    ]
    assert [each.detail for each in file.findings] == [
        "Mimikatz Use",
        "Generic.Detection.Yara.Glob: fictional_locker",
        "Windows.Detection.PsexecService: PSEXESVC",
    ]
    assert file.findings[2].observed_at == datetime(2021, 2, 5, 17, 0, 0, 500_000, tzinfo=UTC)
    assert {each.kind: each.count for each in file.left_out} == {
        "Windows.Detection.ProcessCreation": 1,
        "Windows.System.Pslist": 1,
    }


def test_rows_by_artifact_in_one_object_are_read(evidence_data: Path) -> None:
    file = velociraptor.read(evidence_data / "velociraptor_map.json")
    assert [(each.kind, each.host) for each in file.findings] == [
        ("edr_alert", "WS-0107"),
        ("edr_alert", "WS-0108"),
    ]
    assert [(each.kind, each.count) for each in file.left_out] == [("Windows.System.Pslist", 2)]


def test_a_collection_says_the_artifact_in_its_name_and_the_mapping_says_the_host(
    evidence_data: Path,
) -> None:
    path = evidence_data / "Windows.Detection.Yara.Process.json"
    (finding,) = velociraptor.read(path, {"host": "=WS-0107"}).findings
    assert (finding.kind, finding.host) == ("edr_alert", "WS-0107")


def test_a_fixed_kind_makes_findings_of_any_artifact(evidence_data: Path) -> None:
    file = velociraptor.read(evidence_data / "velociraptor.jsonl", {"kind": "ioc_match"})
    assert [each.kind for each in file.findings] == ["ioc_match"] * 5
    assert file.left_out == ()
