"""Logs as they come: sound, damaged, hostile; with the rules that ship, and into a case."""

import json
import shutil
import socket
import tarfile
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from endigue.desk.case import fold
from endigue.readers.events import reading
from endigue.stores.opening import open_store

# From Python 3.12 on forking warns where numerical libraries have started threads.
pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")

LOGS = Path(__file__).parents[1] / "data" / "logs"
VSSADMIN = r"C:\Windows\System32\vssadmin.exe"


def process(host, command, image=VSSADMIN, second=0):
    return {
        "EventID": 1,
        "Channel": "Microsoft-Windows-Sysmon/Operational",
        "Computer": host,
        "User": r"LYS\c.moreau",
        "UtcTime": f"2021-02-05 18:00:{second:02}.000",
        "Image": image,
        "CommandLine": command,
    }


DELETED = process("pc-042", "vssadmin delete shadows /all /quiet")


def lines(path, events):
    path.write_text("".join(json.dumps(each) + "\n" for each in events))
    return path


@pytest.fixture(autouse=True)
def no_network(monkeypatch, tmp_path):
    def refuse(*_given):
        raise AssertionError("a scan opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def scan(endigue):
    def run(*words, workers=1):
        said = endigue("evidence", "scan", "logs", *words, "--json", "--workers", workers)
        assert said.code == 0, said.err
        return said.json

    return run


def titles(answer):
    return {hit["title"]: hit["count"] for hit in answer["hits"]}


def codes(answer):
    return [trouble["code"] for trouble in answer["unread"]]


def test_our_rules_find_what_precedes_ransomware(tmp_path, scan) -> None:
    net = r"C:\Windows\System32\net.exe"
    events = [
        DELETED,
        process("pc-042", "bcdedit /set {default} recoveryenabled No", r"C:\bcdedit.exe"),
        process("pc-042", "notepad", r"C:\notepad.exe"),
        *[process("srv1", f"net stop veeam{n}", net, second=n) for n in range(12)],
        *[process("srv2", f"net stop veeam{n}", net, second=n) for n in range(5)],
    ]
    answer = scan(lines(tmp_path / "log.json", events), "--out", tmp_path / "hits.parquet")
    assert titles(answer) == {
        "Shadow copies deleted or starved": 1,
        "Recovery at boot disabled": 1,
        "Backup, database or protection service stopped": 17,
        "Many backup, database or protection services stopped at once": 1,
    }
    assert answer["rules"]["unsupported"] == []
    rows = pq.read_table(tmp_path / "hits.parquet").to_pylist()
    assert len(rows) == 20
    first = next(row for row in rows if row["title"].startswith("Shadow"))
    assert (first["host"], first["account"], first["record"]) == ("pc-042", r"LYS\c.moreau", 1)
    assert first["time"].isoformat() == "2021-02-05T18:00:00+00:00"


def test_hits_enter_a_case_as_one_fact_and_one_file(tmp_path, scan) -> None:
    log = lines(tmp_path / "log.json", [DELETED] * 3000)
    answer = scan(log, "--case", tmp_path / "case")
    scan(log, "--case", tmp_path / "case")
    entries = list(open_store(str(tmp_path / "case" / "journal.db"), read_only=True).read())
    assert [entry.fact for entry in entries] == ["evidence.logs_scanned"]
    assert len(pq.read_table(tmp_path / "case" / "blobs" / str(answer["parquet"]))) == 3000
    (finding,) = fold(entries).evidence.findings
    assert (finding.kind, finding.host, finding.techniques) == ("sigma_high", "pc-042", ("T1490",))


def test_rules_come_from_folders_and_archives_alike(tmp_path, scan) -> None:
    with tarfile.open(tmp_path / "rules.tar.xz", "w:xz") as tar:
        tar.add(LOGS / "rules", "sigma/rules")
    with zipfile.ZipFile(tmp_path / "rules.zip", "w") as archive:
        for path in (LOGS / "rules").iterdir():
            archive.write(path, f"sigma/{path.name}")
    log = LOGS / "json" / "otrf.jsonl"
    sources = [LOGS / "rules", tmp_path / "rules.tar.xz", tmp_path / "rules.zip"]
    folder, tar_, zip_ = (scan(log, "--rules", each) for each in sources)
    assert folder["hits"] == tar_["hits"] == zip_["hits"]
    assert folder["rules"] == {"compiled": 82, "unsupported": []}
    assert len(titles(folder)) > 70


def test_several_processes_say_what_one_says(tmp_path, scan, monkeypatch) -> None:
    monkeypatch.setattr("endigue.readers.events.pieces.PIECE", 30_000)
    logs = tmp_path / "logs"
    logs.mkdir()
    for number in range(3):
        shutil.copyfile(LOGS / "json" / "otrf.jsonl", logs / f"{number}.json")
    shutil.copytree(LOGS / "evtx", logs / "evtx")
    one, two = (
        scan(logs, "--rules", LOGS / "rules", "--out", tmp_path / f"{n}.parquet", workers=n)
        for n in (1, 2)
    )
    del one["unread"], two["unread"], one["unread_count"], two["unread_count"]
    assert one == two
    assert pq.read_table(tmp_path / "1.parquet") == pq.read_table(tmp_path / "2.parquet")
    whole = scan(LOGS / "json" / "otrf.jsonl", "--rules", LOGS / "rules", "--out", tmp_path / "w")
    assert one["files"] == 7 and one["events"] > 3 * whole["events"]
    in_pieces = [
        (row["rule"], row["record"])
        for row in pq.read_table(tmp_path / "1.parquet").to_pylist()
        if row["file"].endswith("0.json")
    ]
    at_once = [(r["rule"], r["record"]) for r in pq.read_table(tmp_path / "w").to_pylist()]
    assert sorted(in_pieces) == sorted(at_once)


def test_what_a_scan_wrote_into_its_own_folder_is_no_log(tmp_path, scan) -> None:
    logs = tmp_path / "logs"
    logs.mkdir()
    lines(logs / "log.json", [DELETED])
    out = logs / "hits.parquet"
    (logs / ".endigue-left.part").write_bytes(b"PAR1 of a scan that was killed")
    first, again = (scan(logs, "--out", out) for _ in range(2))
    assert (first["files"], codes(first)) == (1, [])
    assert (again["files"], codes(again)) == (1, ["logs.own_output"])
    assert first["hits"] == again["hits"]
    assert pq.read_table(out).num_rows == 1


def test_every_hostile_file_gets_a_sentence_and_the_rest_is_read(
    tmp_path, scan, monkeypatch, endigue
) -> None:
    logs = tmp_path / "logs"
    logs.mkdir()
    lines(logs / "good.json", [DELETED])
    lines(logs / "with\nnewline.json", [DELETED])
    (logs / "link").symlink_to("/etc")
    (logs / "file-link.json").symlink_to(tmp_path / "outside.json")
    lines(tmp_path / "outside.json", [DELETED])
    (logs / "empty.json").touch()
    (logs / "picture.png").write_bytes(b"\x89PNG\r\n" + bytes(100))
    good = json.dumps(DELETED).encode()
    (logs / "broken.json").write_bytes(good + b'\n{"EventID": oops"\nnothing\n' + good)
    monkeypatch.setattr(reading, "LONGEST_LINE", 1 << 20)
    long = json.dumps({**DELETED, "CommandLine": "x" * (3 << 20)}).encode()
    monkeypatch.setattr("endigue.readers.events.pieces.PIECE", 1 << 20)
    (logs / "long.json").write_bytes(
        json.dumps(DELETED).encode() + b"\n" + long + b"\n" + json.dumps(DELETED).encode() + b"\n"
    )
    sound = (LOGS / "evtx" / "1.evtx").read_bytes()
    (logs / "cut.evtx").write_bytes(sound[:30_000])
    (logs / "header.evtx").write_bytes(b"\xff" * 4096 + sound[4096:])
    (logs / "noise.evtx").write_bytes(sound[:4096] + b"\xee" * 65_536 + sound[4096:])
    wild = bytearray(sound)
    wild[4096 + 44 : 4096 + 52] = b"\xff" * 8
    wild[4096 + 128 : 4096 + 512] = b"\xf7" * 384
    (logs / "wild.evtx").write_bytes(wild)
    answer = scan(logs)
    assert titles(answer)["Shadow copies deleted or starved"] == 6
    assert set(codes(answer)) >= {
        "logs.link_not_followed",
        "logs.file_empty",
        "logs.format_unknown",
        "logs.line_broken",
        "logs.line_too_long",
        "logs.chunks_broken",
    }
    assert codes(answer).count("logs.link_not_followed") == 2
    said = endigue("evidence", "scan", "logs", logs, "--workers", 1, lang="fr_FR.UTF-8")
    assert "n’a pas été suivi" in said.out
    assert not any("newline" in line and "with" not in line for line in said.out.splitlines())


def test_what_is_not_there_is_refused_before_anything_is_written(tmp_path, endigue) -> None:
    lines(tmp_path / "log.json", [DELETED])
    (tmp_path / "rules").mkdir()
    for words in (
        ["nowhere.json"],
        [tmp_path / "log.json", "--rules", tmp_path / "rules"],
        [tmp_path / "log.json", "--rules", "nowhere"],
    ):
        said = endigue("evidence", "scan", "logs", *words, "--out", tmp_path / "out.parquet")
        assert said.code == 2
        assert said.err.count("\n") == 1
        assert not (tmp_path / "out.parquet").exists()


def test_linux_logs_are_read(tmp_path, scan) -> None:
    rule = """
title: {title}
id: {id}
logsource:
  product: linux
  {source}
detection:
  one:
{one}
  condition: one
"""
    rules = tmp_path / "rules"
    rules.mkdir()
    for number, (title, source, one) in enumerate(
        [
            ("audit", "service: auditd", "    type: EXECVE\n    a1: '/etc/a b'"),
            ("words", "service: auth", "    - 'Accepted root'"),
            ("sysmon", "category: process_creation", "    Image|endswith: '/curl'"),
        ]
    ):
        text = rule.format(
            title=title, id=f"11111111-2222-4333-8444-{number:012}", source=source, one=one
        )
        (rules / f"{title}.yml").write_text(text)
    (tmp_path / "audit.log").write_text(
        'type=EXECVE msg=audit(1612548000.123:42): argc=2 a0="cat" a1=2F6574632F612062\n'
        'type=EXECVE msg=audit(1612548001.123:43): argc=2 a0="cat" a1="/etc/ab"\n'
    )
    (tmp_path / "syslog").write_text(
        "Feb  5 18:00:00 srv1 sshd[812]: Accepted root from 10.0.0.9\n"
        "Feb  5 18:00:01 srv1 sysmon: <Event><System><EventID>1</EventID><Computer>srv1</Computer>"
        '<TimeCreated SystemTime="2021-02-05T18:00:01Z"/></System><EventData><Data Name="Image">'
        "/usr/bin/curl</Data></EventData></Event>\n"
    )
    answer = scan(tmp_path / "audit.log", tmp_path / "syslog", "--rules", rules)
    assert titles(answer) == {"audit": 1, "words": 1, "sysmon": 1}
    assert next(hit for hit in answer["hits"] if hit["title"] == "sysmon")["hosts"] == ["srv1"]
