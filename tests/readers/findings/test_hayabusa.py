from datetime import UTC, datetime
from pathlib import Path

import pytest

from endigue.readers.findings import hayabusa

MIMIKATZ = datetime(2021, 2, 5, 16, 42, 10, 123_000, tzinfo=UTC)


def test_the_standard_profile_gives_a_finding_a_detection(evidence_data: Path) -> None:
    file = hayabusa.read(evidence_data / "hayabusa_standard.csv")
    assert [(each.row, each.kind, each.host, each.account) for each in file.findings] == [
        (2, "sigma_critical", "WS-0107.lys.example", "LYS\\c.moreau"),
        (4, "sigma_high", "SRV-DC1.lys.example", ""),
        (5, "sigma_medium", "WS-0107.lys.example", ""),
    ]
    assert file.findings[0].detail == "Mimikatz Use"
    assert file.findings[0].observed_at == MIMIKATZ
    assert [(each.kind, each.count) for each in file.left_out] == [("info", 1)]
    assert [(each.row, each.code) for each in file.not_understood] == [
        (6, "evidence.level_is_unknown")
    ]


def test_the_super_verbose_profile_gives_techniques(evidence_data: Path) -> None:
    (finding,) = hayabusa.read(evidence_data / "hayabusa_super_verbose.csv").findings
    assert (finding.kind, finding.techniques) == ("sigma_high", ("T1059.001",))


@pytest.mark.parametrize("name", ["hayabusa.json", "hayabusa.jsonl", "hayabusa_timesketch.csv"])
def test_the_other_outputs_tell_the_same(evidence_data: Path, name: str) -> None:
    file = hayabusa.read(evidence_data / name)
    first = file.findings[0]
    assert (first.kind, first.host, first.account) == (
        "sigma_critical",
        "WS-0107.lys.example",
        "LYS\\c.moreau",
    )
    assert (first.detail, first.observed_at) == ("Mimikatz Use", MIMIKATZ)


def test_a_cut_line_is_counted_and_the_next_is_read(evidence_data: Path) -> None:
    file = hayabusa.read(evidence_data / "hayabusa.jsonl")
    assert [each.row for each in file.findings] == [1, 3]
    assert [each.row for each in file.not_understood] == [2]
