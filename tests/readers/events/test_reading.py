"""Pieces of hostile files: bounded memory, a sentence, and the rest still read."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from endigue.readers.events.reading import Buffer

PROGRAM = """
import re, sys
from pathlib import Path
from endigue.wiring import main

try:
    main()
except SystemExit:
    pass
status = Path("/proc/self/status").read_text()
print(int(re.search(r"VmHWM:\\s+(\\d+) kB", status)[1]) // 1024, file=sys.stderr)
"""
"""Tells the most memory that it took by itself: `ru_maxrss` begins with what its parent took."""

RULE = """title: Shadow copies deleted
id: 11111111-2222-4333-8444-555555555555
level: high
logsource: {product: windows}
detection:
  one: {CommandLine|contains: 'delete shadows'}
  condition: one
"""


@pytest.mark.parametrize("name", ["lines.json", "document.json"])
def test_a_line_of_a_gigabyte_takes_neither_the_memory_nor_the_rest(
    tmp_path: Path, name: str
) -> None:
    event = b'{"Channel": "x", "EventID": 1, "CommandLine": "vssadmin delete shadows"}\n'
    log, rules = tmp_path / name, tmp_path / "rule.yml"
    rules.write_text(RULE, encoding="utf-8")
    with log.open("wb") as stream:
        stream.write(event if name == "lines.json" else b'{"Channel": "x",\n "EventID": 1}\n')
        stream.write(b'{"Channel": "x", "A": "')
        stream.truncate(1 << 30)  # nothing but zeros, and no room taken on the disk
        stream.seek(0, 2)
        stream.write(b'"}\n' + event)
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, "evidence", "scan", "logs", str(log), "--rules",
         str(rules), "--workers", "1", "--json"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    answer = json.loads(ran.stdout)
    assert int(ran.stderr.split()[-1]) < 600
    assert [each["code"] for each in answer["unread"]] == ["logs.line_too_long"]
    if name == "lines.json":
        assert answer["hits"][0]["count"] == 2


def test_room_is_used_again_unless_something_still_looks_at_it() -> None:
    buffer = Buffer()
    first = buffer.of(10)
    assert buffer.of(10) is first
    assert len(buffer.of(4)) == 4
    first = buffer.of(8)
    with memoryview(first):
        other = buffer.of(20)
        assert other is not first
    assert len(other) == 20
