"""What machines sent out, from flow logs as tools write them."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.desk.refusal import Refusal
from endigue.readers.flows.volumes import OTHERS, _spread, read_volumes

T0 = 1_770_000_000 // 3600 * 3600


def conn(source: str, target: str, out: int, back: int = 0, at: float = 0, **more: object) -> str:
    row = {
        "ts": T0 + at, "id.orig_h": source, "id.orig_p": 50_000, "id.resp_h": target,
        "id.resp_p": 443, "proto": "tcp", "conn_state": "SF", "duration": 0.0,
        "orig_bytes": out, "resp_bytes": back,
    }  # fmt: skip
    return json.dumps(row | more)


def written(folder: Path, *lines: str, name: str = "conn.log") -> str:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def sums(read) -> dict[tuple[str, str, int], int]:
    v = read.volumes
    return {
        (v.hosts[h], v.destinations[d], int(hour) - T0 // 3600): int(count)
        for h, d, hour, count in zip(v.host, v.destination, v.hour, v.bytes, strict=True)
    }


def test_what_left_counts_in_both_directions_of_a_connection(tmp_path: Path) -> None:
    log = written(
        tmp_path,
        conn("10.0.0.1", "93.184.1.1", 700, 9),
        conn("93.184.1.2", "10.0.0.2", 5, 800),
        conn("10.0.0.1", "10.0.0.2", 10_000),
        conn("93.184.1.1", "93.184.1.2", 10_000, 10_000),
        conn("10.0.0.1", "239.1.1.1", 10_000),
    )
    read = read_volumes([log], ())
    assert sums(read) == {
        ("10.0.0.1", "93.184.1.1", 0): 700,
        ("10.0.0.2", "93.184.1.2", 0): 800,
    }
    assert read.rows == 5
    assert list(read.volumes.alive) == [T0 // 3600]


def test_a_private_network_may_be_of_others(tmp_path: Path) -> None:
    log = written(tmp_path, conn("10.0.1.4", "192.168.0.5", 900))
    assert sums(read_volumes([log], ())) == {}
    assert sums(read_volumes([log], ["192.168.0.0/24"])) == {("10.0.1.4", "192.168.0.5", 0): 900}
    with pytest.raises(Refusal, match="no_network"):
        read_volumes([log], ["192.168"])


def test_more_than_the_packets_can_hold_is_not_believed(tmp_path: Path) -> None:
    log = written(
        tmp_path,
        conn("10.0.0.1", "1.1.1.1", 4_000_000_000, orig_pkts=2),
        conn("10.0.0.1", "1.1.1.2", 60_000, orig_pkts=2, orig_ip_bytes=1_500),
    )
    assert sorted(sums(read_volumes([log], ())).values()) == [60_000, 2 * 65_535]


def test_a_long_connection_is_spread_over_its_hours(tmp_path: Path) -> None:
    log = written(tmp_path, conn("10.0.0.1", "1.1.1.1", 3_000, at=1_800, duration=5_400.0))
    assert sums(read_volumes([log], ())) == {
        ("10.0.0.1", "1.1.1.1", 0): 1_000,
        ("10.0.0.1", "1.1.1.1", 1): 2_000,
    }


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.integers(1, 10**13))
def test_spreading_keeps_every_byte_and_gives_no_hour_less_than_nothing(
    start: float, seconds: float, sent: int
) -> None:
    parts = list(_spread(start, seconds, sent))
    assert sum(part for _, part in parts) == sent
    assert all(part > 0 for _, part in parts)
    assert [hour for hour, _ in parts] == sorted({hour for hour, _ in parts})


def test_tables_of_zeek_and_of_firewalls_say_the_same(tmp_path: Path) -> None:
    zeek = written(
        tmp_path,
        "#separator \\x09", "#path\tconn",
        "#fields\tts\tid.orig_h\tid.resp_h\tproto\tconn_state\tduration\torig_bytes\tresp_bytes",
        f"{T0}.5\t10.0.0.1\t9.9.9.9\ttcp\tSF\t1.0\t50\t60",
        f"{T0}.5\t10.0.0.1\t9.9.9.9\ttcp\tS0\t-\t-\t-",
    )  # fmt: skip
    table = written(
        tmp_path,
        "time;srcip;dstip;sentbyte;rcvdbyte",
        f"{T0};10.0.0.1;9.9.9.9;50;60",
        "yesterday;10.0.0.1;9.9.9.9;50;60",
        name="firewall.csv",
    )
    packed = tmp_path / "conn.log.gz"
    packed.write_bytes(gzip.compress(Path(zeek).read_bytes()))
    expected = {("10.0.0.1", "9.9.9.9", 0): 50}
    for path in (zeek, table, str(packed)):
        assert sums(read_volumes([path], ())) == expected
    assert read_volumes([table], ()).left_out == {"damage.row_without_time": 1}


def test_wild_figures_count_as_none(tmp_path: Path) -> None:
    log = written(
        tmp_path,
        conn("10.0.0.1", "1.1.1.1", 2**80),
        conn("10.0.0.1", "1.1.1.1", -5),
        conn("10.0.0.1", "1.1.1.1", 7, duration=1e300),
        conn("nobody", "1.1.1.1", 7),
        conn("10.0.0.1", "1.1.1.1", 7, ts=True),
        "{" * 3000,
        "x" * 100,
    )
    assert sums(read_volumes([log], ())) == {("10.0.0.1", "1.1.1.1", 0): 7}


def test_what_is_no_log_of_flows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no_flows"):
        read_volumes([written(tmp_path, "hello", name="a.txt")], ())
    with pytest.raises(Refusal, match="file_missing"):
        read_volumes([str(tmp_path / "nowhere")], ())


def test_too_many_destinations_are_merged_and_no_byte_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("endigue.readers.flows.volumes.MOST_CELLS", 3)
    log = written(tmp_path, *(conn("10.0.0.1", f"1.1.1.{i}", 10) for i in range(9)))
    read = read_volumes([log], ())
    assert sum(sums(read).values()) == 90
    assert sums(read)["10.0.0.1", OTHERS, 0] == 60
    assert read.left_out["damage.destinations_merged"] == 6
