from collections.abc import Callable
from pathlib import Path

from endigue.readers.findings import host_list


def test_names_are_listed_with_their_comments(evidence_data: Path) -> None:
    file = host_list.read(evidence_data / "hosts.txt")
    assert [(each.row, each.kind, each.host, each.account) for each in file.findings] == [
        (2, "listed", "SRV-FILES", ""),
        (3, "listed", "ws-0107.lys.example", ""),
        (4, "listed", "10.20.0.17", ""),
        (6, "listed", "", "LYS\\c.moreau"),
    ]
    assert file.findings[0].detail == "ransom note on the share"
    assert [(each.row, each.code) for each in file.not_understood] == [
        (7, "evidence.line_is_no_name")
    ]


def test_the_mapping_may_say_what_the_names_were_listed_for(
    written: Callable[..., Path],
) -> None:
    file = host_list.read(written("LYS\\SRV1$\r\n"), {"kind": "encrypted_files"})
    assert [(each.kind, each.host) for each in file.findings] == [("encrypted_files", "LYS\\SRV1$")]
