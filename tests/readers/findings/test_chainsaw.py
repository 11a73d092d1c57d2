from datetime import UTC, datetime
from pathlib import Path

from endigue.readers.findings import chainsaw


def test_a_hunt_gives_a_finding_a_detection_and_computer(evidence_data: Path) -> None:
    file = chainsaw.read(evidence_data / "chainsaw.json")
    assert [(each.row, each.kind, each.host, each.account) for each in file.findings] == [
        (1, "sigma_medium", "WS-0107.lys.example", "LYS\\c.moreau"),
        (2, "sigma_high", "WS-0108.lys.example", "LYS\\n.petit"),
        (2, "sigma_high", "WS-0109.lys.example", ""),
        (3, "edr_alert", "SRV-FILES.lys.example", ""),
    ]
    assert file.findings[0].observed_at == datetime(2021, 2, 5, 16, 40, tzinfo=UTC)
    assert file.findings[0].techniques == ("T1053.005",)
    assert [(each.kind, each.count) for each in file.left_out] == [("info", 1)]
    assert [(each.row, each.code) for each in file.not_understood] == [
        (5, "evidence.row_is_no_detection")
    ]


def test_version_1_says_no_level_and_takes_the_time_of_the_event(evidence_data: Path) -> None:
    (finding,) = chainsaw.read(evidence_data / "chainsaw_v1.json").findings
    assert (finding.kind, finding.host) == ("sigma_medium", "WS-0107.lys.example")
    assert finding.detail == "Godmode Sigma Rule; Reg Add RUN Key"
    assert finding.observed_at == datetime(2021, 2, 5, 16, 44, 53, 219_598, tzinfo=UTC)


def test_csv_is_read_for_sigma_and_for_antivirus(evidence_data: Path) -> None:
    (sigma,) = chainsaw.read(evidence_data / "chainsaw.csv").findings
    assert (sigma.kind, sigma.host) == ("sigma_medium", "WS-0107.lys.example")
    assert sigma.detail == "Suspicious Scheduled Task;New Task"
    (antivirus,) = chainsaw.read(evidence_data / "chainsaw_antivirus.csv").findings
    assert (antivirus.kind, antivirus.account) == ("edr_alert", "LYS\\c.moreau")
