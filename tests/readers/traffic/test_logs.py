import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from endigue.desk.refusal import Refusal
from endigue.evidence.tracing.records import Lookup, Visit
from endigue.readers.traffic import read_traffic

AT = datetime(2026, 2, 5, 18, 2, 11, tzinfo=UTC)
EPOCH = AT.timestamp()

LOGS = {
    "squid": f'{EPOCH:.3f}    120 10.0.0.1 TCP_MISS/302 9 GET https://evil.example/a OURS\\ann '
    'HIER_DIRECT/1.2.3.4 text/html "https://from.example/"',
    "combined": '10.0.0.1 - OURS\\ann [05/Feb/2026:19:02:11 +0100] "GET https://evil.example/a '
    'HTTP/1.1" 302 9 "https://from.example/" "agent"',
    "w3c": "#Fields: date time c-ip cs-username cs-host cs-uri-scheme cs-uri-path sc-status "
    "cs(Referer)\n2026-02-05 18:02:11 10.0.0.1 OURS\\ann evil.example https /a 302 "
    "https://from.example/",
}  # fmt: skip
NAMES = {
    "bind": "05-Feb-2026 18:02:11.000 queries: info: client @0x7f 10.0.0.1#53 (evil.example): "
    "query: evil.example IN A + (10.0.0.9)",
    "unbound": f"[{int(EPOCH)}] unbound[1:0] info: 10.0.0.1 evil.example. A IN",
    "unbound blocked": (
        f"[{int(EPOCH)}] unbound[1:0] info: rpz: applied [cut] evil.example. rpz-nxdomain "
        "10.0.0.1@53214 evil.example. A IN"
    ),
    "dnsmasq": "2026-02-05T19:02:11+01:00 srv dnsmasq[7]: query[A] evil.example from 10.0.0.1",
    "zeek json": f'{{"ts":{EPOCH},"id.orig_h":"10.0.0.1","query":"evil.example","qtype_name":"A"}}',
    "zeek table": "#fields\tts\tid.orig_h\tquery\tqtype_name\n"
    f"{EPOCH:.6f}\t10.0.0.1\tevil.example\tA",
}


@pytest.mark.parametrize("form", sorted(LOGS))
def test_each_form_of_proxy_log_says_the_same_visit(tmp_path: Path, form: str) -> None:
    path = tmp_path / "log"
    path.write_text(LOGS[form] + "\nrubbish\n")
    log = read_traffic(path)
    (visit,) = log.records()
    assert isinstance(visit, Visit)
    assert (visit.at, visit.client, visit.account, visit.address, visit.status, visit.referrer) == (
        AT, "10.0.0.1", "OURS\\ann", "https://evil.example/a", 302, "https://from.example/",
    )  # fmt: skip
    assert log.not_understood == 1


@pytest.mark.parametrize("form", sorted(NAMES))
def test_each_form_of_name_log_says_the_same_lookup(tmp_path: Path, form: str) -> None:
    path = tmp_path / "log"
    path.write_text(NAMES[form] + "\n")
    (lookup,) = read_traffic(path).records()
    assert isinstance(lookup, Lookup)
    assert (lookup.at, lookup.client, lookup.name) == (AT, "10.0.0.1", "evil.example")


def test_a_tunnel_names_its_host_and_zeek_its_request(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_text(f"{EPOCH:.3f} 1 10.0.0.1 TCP_TUNNEL/200 9 CONNECT evil.example:443 - X/- -\n")
    (visit,) = read_traffic(path).records()
    assert isinstance(visit, Visit) and visit.address == "https://evil.example:443/"
    path.write_text(
        f'{{"ts":{EPOCH:f},"id.orig_h":"10.0.0.1","host":"evil.example","uri":"/a","status_code":302}}'
    )
    (visit,) = read_traffic(path).records()
    assert isinstance(visit, Visit)
    assert (visit.address, visit.status) == ("http://evil.example/a", 302)


def test_a_packed_log_is_read_up_to_where_it_breaks_and_long_lines_are_skipped(
    tmp_path: Path,
) -> None:
    path = tmp_path / "log.gz"
    lines = (LOGS["squid"] + "\n").encode() * 3
    path.write_bytes(gzip.compress(lines + b"x" * (3 << 20) + b"\n" + lines))
    log = read_traffic(path)
    assert len(list(log.records())) == 6
    assert log.not_understood == 1
    chopped = gzip.compress(lines * 1000)
    path.write_bytes(chopped[: len(chopped) // 2])
    assert 0 < len(list(read_traffic(path).records())) < 3000


def test_what_is_no_log_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_text("hello\n")
    with pytest.raises(Refusal, match="no_traffic_log"):
        read_traffic(path)
