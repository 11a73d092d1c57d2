from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from endigue.connectors.csv_file import CsvConnector
from endigue.connectors.keys import KeyLedger
from endigue.continuity.reconciliation.postings import Posting
from endigue.continuity.reconciliation.replay import replay
from endigue.desk.refusal import Refusal
from endigue.stores.case_folder import write_whole

Claims = Callable[..., list[Posting]]


@pytest.fixture
def connect(tmp_path: Path) -> Callable[..., CsvConnector]:
    def made(write: Callable[[str, bytes], None] = write_whole) -> CsvConnector:
        return CsvConnector(str(tmp_path / "out"), KeyLedger(tmp_path / "keys.db", "out"), write)

    return made


def lines(tmp_path: Path) -> list[str]:
    return (tmp_path / "out" / "claims").read_text(encoding="utf-8").splitlines()


def test_a_file_is_written_with_its_keys_and_grows(
    connect: Callable[..., CsvConnector], claims: Claims, tmp_path: Path
) -> None:
    with closing(connect()) as connector:
        assert replay(claims(2), connector).balanced
    with closing(connect()) as connector:
        report = replay(claims(3), connector)
    assert lines(tmp_path) == [
        "reference,member,paid,day,urgent",
        "CL-000001,00000001,101,2021-02-08,false",
        "CL-000002,00000002,102,2021-02-08,true",
        "CL-000003,00000003,103,2021-02-08,false",
    ]
    assert [t.count for t in report.streams["by_hand"].values()] == [3, 1, 2, 0, 0]
    assert report.balanced


def test_stopped_before_the_file_or_between_file_and_keys_nothing_is_doubled(
    connect: Callable[..., CsvConnector], claims: Claims, tmp_path: Path
) -> None:
    def broken(file: str, content: bytes) -> None:
        raise OSError("no space")

    def written_then_broken(file: str, content: bytes) -> None:
        write_whole(file, content)
        raise OSError("power")

    for write in (broken, written_then_broken):
        with closing(connect(write)) as connector, pytest.raises(OSError, match=r".+"):
            replay(claims(3), connector)
    with closing(connect()) as connector:
        report = replay(claims(3), connector)
    assert [t.count for t in report.streams["by_hand"].values()] == [3, 0, 3, 0, 0]
    assert len(lines(tmp_path)) == 4
    assert report.balanced


def test_a_file_that_the_system_took_away_is_not_written_again(
    connect: Callable[..., CsvConnector], claims: Claims, tmp_path: Path
) -> None:
    with closing(connect()) as connector:
        replay(claims(2), connector)
    (tmp_path / "out" / "claims").unlink()
    with closing(connect()) as connector:
        report = replay(claims(3), connector)
    assert len(lines(tmp_path)) == 2
    assert [t.count for t in report.streams["by_hand"].values()] == [3, 1, 2, 0, 0]
    assert report.balanced


def test_other_content_under_a_key_is_a_conflict_in_the_file_and_in_the_ledger(
    connect: Callable[..., CsvConnector], claims: Claims, tmp_path: Path
) -> None:
    for ledger in ("keys.db", "none.db"):
        with closing(connect()) as connector:
            replay(claims(1), connector)
            report = replay(claims(1, extra=5), connector)
        assert report.streams["by_hand"]["conflict"].count == 1
        assert report.balanced
        (tmp_path / "keys.db").rename(tmp_path / f"old-{ledger}")
    assert len(lines(tmp_path)) == 2


@pytest.mark.parametrize(
    "content",
    [b"", b"other,columns\n", b"\xff", b"reference,member,paid,day,urgent\nCL-000001,1\n", b'"'],
)
def test_a_file_of_somebody_else_is_left_alone(
    connect: Callable[..., CsvConnector], claims: Claims, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "claims").write_bytes(content)
    with closing(connect()) as connector, pytest.raises(Refusal) as refused:
        replay(claims(1), connector)
    assert refused.value.code == "continuity.target_csv"
    assert (tmp_path / "out" / "claims").read_bytes() == content
