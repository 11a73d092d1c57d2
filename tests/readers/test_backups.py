"""Lists of backups as tables and as tools write them."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from endigue.desk.refusal import Refusal
from endigue.readers.backups import MOST_OF_ONE, read_backups


def given(folder: Path, content: str, name: str = "backups.csv") -> str:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return str(path)


def test_a_table_is_read_whatever_its_columns_are_called(tmp_path: Path) -> None:
    table = given(
        tmp_path,
        "Data set;Taken_at;Location;Copy;Verified\n"
        '"data-claims";2026-02-01T02:00:00Z;srv-bkp-01;tape;oui\n'
        "data-claims;2026-02-02T02:00:00+01:00;srv-bkp-01;online;failed\n"
        "data-claims;2026-02-03 02:00;;WORM;\n"
        "data-claims;never;;;\n"
        ";;;;\n",
    )
    read = read_backups(table)
    assert read.not_understood == 1
    first, second, third = sorted(read.backups, key=lambda each: each.taken_at)
    assert (first.copy, first.verified, first.row) == ("offline", True, 2)
    assert second.taken_at == datetime(2026, 2, 2, 1, tzinfo=UTC)
    assert (second.copy, second.verified) == ("online", False)
    assert (third.copy, third.verified, third.location) == ("immutable", None, "")


def test_restic_and_borg_are_read(tmp_path: Path) -> None:
    restic = given(
        tmp_path,
        json.dumps([
            {"time": "2026-02-01T02:00:00.123456789+01:00", "hostname": "srv-file-01",
             "tags": ["data-share-hq"], "paths": ["/srv"]},
            {"time": "2026-02-02T02:00:00Z", "hostname": "srv-file-02"},
            {"hostname": "no time"}, 7,
        ]),
        "snapshots.json",
    )  # fmt: skip
    read = read_backups(restic)
    assert {each.subject for each in read.backups} == {"data-share-hq", "srv-file-02"}
    assert read.not_understood == 2
    borg = given(
        tmp_path,
        json.dumps({
            "repository": {"location": "ssh://vault/./repo"},
            "archives": [{"name": "data-claims-2026-02-01T02:00", "start": "2026-02-01T02:00:00"}],
        }),
        "borg.json",
    )  # fmt: skip
    (only,) = read_backups(borg).backups
    assert (only.subject, only.location) == ("data-claims", "ssh://vault/./repo")


def test_only_the_latest_of_each_are_kept(tmp_path: Path) -> None:
    lines = "".join(f"d,2026-01-01T00:{i // 60:02}:{i % 60:02}Z\n" for i in range(200))
    read = read_backups(given(tmp_path, "dataset,time\n" + lines))
    assert len(read.backups) == MOST_OF_ONE
    assert min(each.taken_at for each in read.backups).minute == (200 - MOST_OF_ONE) // 60


@pytest.mark.parametrize(
    "content", ["", "a,b\n1,2\n", "{", "[]", "[[[[", '{"archives": 3}', "dataset,time\nx,never\n"]
)
def test_what_lists_no_backups_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(Refusal, match="no_backups"):
        read_backups(given(tmp_path, content))


def test_a_cell_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no_backups"):
        read_backups(given(tmp_path, 'dataset,time\n"' + "x" * 10_000))
