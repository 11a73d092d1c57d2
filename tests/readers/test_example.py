import subprocess
import sys
from pathlib import Path

import pytest

from endigue.desk.refusal import Refusal
from endigue.readers._example import read

LIST = "name,address,system\nprint-1,10.0.4.21,Debian 12\ntill-3,10.0.9.3,\n,,\nprint-1,,\n"


def test_the_example_reads_a_list_and_counts_what_it_left_out(tmp_path: Path) -> None:
    path = tmp_path / "hosts.csv"
    path.write_text(LIST, encoding="utf-8-sig")
    inventory = read([str(path)])
    assert [(asset.id, asset.aliases) for asset in inventory.assets] == [
        ("print-1", ("10.0.4.21",)),
        ("till-3", ("10.0.9.3",)),
    ]
    assert {(one.why, one.count) for one in inventory.left_out} == {
        ("importing.object_broken", 1),
        ("importing.object_twice", 1),
    }


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"host,ip\na,b\n", "importing.column_missing"),
        (b"", "importing.column_missing"),
        (b"name\n\xff\xfe\n", "importing.not_text"),
        (b"name\n" + b"x" * 200_000 + b"\n", "importing.not_csv"),
    ],
)
def test_what_is_no_list_of_hosts_is_refused(content: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "hosts.csv"
    path.write_bytes(content)
    with pytest.raises(Refusal) as refusal:
        read([str(path)])
    assert refusal.value.code == code


def test_the_example_runs(tmp_path: Path) -> None:
    path = tmp_path / "hosts.csv"
    path.write_text(LIST)
    command = [sys.executable, "-m", "endigue.readers._example", str(path)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    assert done.stdout.splitlines() == ["print-1\tDebian 12\t8.0 h", "till-3\t\t2.0 h"]
