import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from endigue.readers.events.activity import ActivityLog, is_activity

LOGS = Path(__file__).parents[2] / "data" / "logs"


@pytest.fixture
def logs() -> Path:
    return LOGS


AT = datetime(2026, 2, 5, 18, 2, 11, tzinfo=UTC)
DATA = {"Image": "C:\\a.exe", "ProcessGuid": "{1}", "User": "OURS\\ann", "CommandLine": "a x",
        "ParentProcessGuid": "{0}", "Hashes": "MD5=00,SHA256=" + "AB" * 32}  # fmt: skip
SYSMON = "Microsoft-Windows-Sysmon/Operational"
SHAPES = {
    "evtx": {"Event": {"System": {"EventID": {"#text": "1"}, "Channel": SYSMON, "Computer": "ws-1",
             "TimeCreated": {"#attributes": {"SystemTime": "2026-02-05T18:02:11Z"}}},
             "EventData": DATA}},
    "winlogbeat": {"@timestamp": "2026-02-05T18:02:11Z",
                   "winlog": {"event_id": 1, "channel": SYSMON, "computer_name": "ws-1",
                              "event_data": DATA}},
    "flat": {"EventID": 1, "Channel": SYSMON, "Hostname": "ws-1", "UtcTime": "2026-02-05 18:02:11",
             "@timestamp": "2026-02-09T00:00:00Z", **DATA},
}  # fmt: skip


def written(path: Path, *events: object) -> ActivityLog:
    path.write_text("\n".join(json.dumps(event) for event in events) + "\n")
    return ActivityLog(path)


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_each_shape_says_the_same_process(tmp_path: Path, shape: str) -> None:
    log = written(tmp_path / "e.jsonl", SHAPES[shape])
    assert is_activity(log.path)
    (found,) = log.records()
    assert (found.kind, found.at, found.host, found.account) == ("process", AT, "ws-1", "OURS\\ann")
    assert (found.process, found.parent, found.sha256) == ("{1}", "{0}", "ab" * 32)


def security(number: int, **data: object) -> dict[str, object]:
    return {"EventID": number, "Channel": "Security", "Hostname": "dc-1.ours.example",
            "@timestamp": "2026-02-05T18:02:11Z", **data}  # fmt: skip


def test_log_ons_name_both_machines(tmp_path: Path) -> None:
    log = written(
        tmp_path / "e.jsonl",
        security(4624, TargetUserName="ann", TargetDomainName="OURS", LogonType=3,
                 IpAddress="::ffff:10.0.0.1", TargetLogonId="0x9"),
        security(4648, TargetUserName="adm", TargetServerName="srv-1"),
        security(4769, TargetUserName="ann@OURS", ServiceName="SRV-2$", IpAddress="10.0.0.1"),
        security(4769, TargetUserName="ann@OURS", ServiceName="DC-1$", IpAddress="10.0.0.1"),
        security(4648, TargetUserName="adm", TargetServerName="localhost"),
    )  # fmt: skip
    assert [(each.host, each.peer, each.account, each.logon) for each in log.records()] == [
        ("dc-1.ours.example", "10.0.0.1", "OURS\\ann", "0x9"),
        ("srv-1", "dc-1.ours.example", "adm", ""),
        ("SRV-2", "10.0.0.1", "ann", ""),
    ]


def test_what_is_no_event_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "e.jsonl"
    path.write_text('{"EventID" 1}\n{"EventID": }\n' + json.dumps(SHAPES["flat"]) + "\n")
    log = ActivityLog(path)
    (found,) = log.records()
    assert (log.rows, log.not_understood, found.row) == (3, 2, 3)


def test_nesting_without_end_hides_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "e.jsonl"
    deep = '{"a":' * 100_000
    path.write_text(f"{json.dumps(SHAPES['flat'])}\n{deep}\n{json.dumps(SHAPES['evtx'])}\n")
    assert [each.row for each in ActivityLog(path).records()] == [1, 3]


def test_a_packed_log_says_the_same_and_a_broken_one_what_it_can(tmp_path: Path) -> None:
    line = json.dumps(SHAPES["winlogbeat"]).encode() + b"\n"
    packed = gzip.compress(line * 2_000)
    (tmp_path / "e.jsonl.gz").write_bytes(packed)
    assert is_activity(tmp_path / "e.jsonl.gz")
    assert len(list(ActivityLog(tmp_path / "e.jsonl.gz").records())) == 2_000
    (tmp_path / "cut.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    assert len(list(ActivityLog(tmp_path / "cut.jsonl.gz").records())) < 2_000


def test_evtx_is_read_as_it_is(logs: Path) -> None:
    found = [
        each
        for path in sorted((logs / "evtx").glob("*.evtx"))
        for each in ActivityLog(path).records()
    ]
    assert found
    assert all(each.host and each.at.tzinfo is not None and each.row for each in found)


def test_what_is_no_log_of_windows_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("hello")
    (tmp_path / "b.json").write_text('{"_path": "conn"}\n')
    assert not is_activity(tmp_path / "a.txt")
    assert not is_activity(tmp_path / "b.json")
    assert list(ActivityLog(tmp_path / "a.txt").records()) == []
