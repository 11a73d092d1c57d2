from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from endigue.readers.findings import timesketch


def test_marked_events_are_findings_and_the_others_are_left_out(evidence_data: Path) -> None:
    file = timesketch.read(evidence_data / "timesketch.csv")
    assert [(each.row, each.kind, each.host, each.account) for each in file.findings] == [
        (2, "ioc_match", "SRV-DC1", "c.moreau"),
        (4, "ransom_note", "SRV-FILES", ""),
        (5, "ioc_match", "SRV-FILES", ""),
        (6, "ioc_match", "WS-0107", ""),
    ]
    assert file.findings[0].techniques == ("T1569.002",)
    assert file.findings[0].observed_at == datetime(2021, 2, 5, 17, 1, tzinfo=UTC)
    assert [(each.why, each.count) for each in file.left_out] == [
        ("evidence.event_is_not_marked", 1)
    ]


def test_json_lines_have_tags_as_lists_and_a_comment_decides_no_kind(
    written: Callable[..., Path],
) -> None:
    path = written(
        '{"message":"m","datetime":"","timestamp":1612544460000000,"timestamp_desc":"d",'
        '"hostname":"srv1","tag":["clean scan"],"comment":"ransom note"}\n'
        '{"message":"m","datetime":"2021-02-05T17:01:00+00:00","timestamp_desc":"d",'
        '"hostname":"srv2","tag":[],"comment":"ransom note"}\n'
    )
    file = timesketch.read(path)
    assert [(each.kind, each.host) for each in file.findings] == [
        ("clean_scan", "srv1"),
        ("ioc_match", "srv2"),
    ]
    assert file.findings[0].observed_at == file.findings[1].observed_at
