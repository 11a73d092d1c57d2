import json
import tarfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from endigue.desk.refusal import Refusal
from endigue.organisation.inventory import Inventory
from endigue.readers.flows import read
from endigue.readers.flows.reader import OUTSIDE


def connection(source: str, target: str, port: int, state: str = "SF", proto: str = "tcp") -> dict:
    return {"ts": 1.5e9, "id.orig_h": source, "id.resp_h": target, "id.resp_p": port,
            "proto": proto, "conn_state": state}  # fmt: skip


def read_rows(path: Path, *rows: dict) -> Inventory:
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n")
    return read([str(path)])


def links(found: Inventory) -> set[tuple[str, str, str, int]]:
    return {(link.source, link.target, link.kind, link.port) for link in found.links}


def test_answered_connections_to_ways_in_are_links_and_cross_zones_by_a_flow(
    tmp_path: Path,
) -> None:
    found = read_rows(
        tmp_path / "conn.log",
        connection("10.0.1.5", "10.0.0.4", 445),
        connection("10.0.1.5", "10.0.1.6", 5985),
        connection("10.0.1.5", "10.0.0.4", 3389, "REJ"),
        connection("10.0.1.5", "10.0.0.4", 53, proto="udp"),
        connection("10.0.1.5", "10.0.0.4", 49700),
        connection("10.0.1.5", "203.0.113.9", 443),
        connection("203.0.113.8", "10.0.0.4", 22),
    )
    assert links(found) == {
        ("10.0.1.5", "10.0.0.4", "NetworkReach", 445),
        ("10.0.1.5", "10.0.1.6", "NetworkReach", 5985),
        (OUTSIDE, "10.0.0.4", "NetworkReach", 22),
    }
    assert {(flow.source_zone, flow.target_zone, flow.port) for flow in found.flows} == {
        ("10.0.1.0/24", "10.0.0.0/24", 445), ("10.0.1.0/24", "10.0.0.0/24", 53),
        ("10.0.1.0/24", "internet", 443), ("internet", "10.0.0.0/24", 22),
    }  # fmt: skip
    flows = {link.port: link.flow for link in found.links}
    assert (flows[445], flows[5985]) == ("10.0.1.0/24-to-10.0.0.0/24-tcp-445", "")
    assert {(each.kind, each.why, each.count) for each in found.left_out} == {
        ("connection", "importing.flow_not_answered", 1),
        ("port", "importing.port_ephemeral", 1),
        ("udp/53", "importing.flow_no_way_in", 1),
    }


def test_names_come_from_answers_and_machine_accounts_and_never_from_shared_ones(
    tmp_path: Path,
) -> None:
    def answer(name: str, *addresses: str) -> dict:
        return {"ts": 1.5e9, "id.orig_h": "10.0.0.9", "id.resp_h": "10.0.0.4", "query": name,
                "qtype_name": "A", "answers": list(addresses)}  # fmt: skip

    ticket = {"ts": 1.5e9, "id.orig_h": "10.0.1.5", "id.resp_h": "10.0.0.4", "request_type": "AS",
              "success": True}  # fmt: skip
    found = read_rows(
        tmp_path / "x.log",
        connection("10.0.1.5", "10.0.0.4", 445),
        answer("ours.example", "10.0.0.4"),
        answer("dc.ours.example", "10.0.0.4"),
        answer("mail.ours.example", "10.0.0.4", "10.0.1.5"),
        {**ticket, "client": "WS5$/OURS.EXAMPLE"},
        {**ticket, "client": "ann/OURS.EXAMPLE"},
        {**ticket, "client": "ann/ours"},
        {**ticket, "client": "bob/OURS.EXAMPLE", "success": False},
    )
    assert [(each.id, each.kind) for each in found.assets] == [
        ("ws5.ours.example", "machine"), ("dc.ours.example", "machine"),
        ("ann@ours.example", "account"),
    ]  # fmt: skip
    assert "10.0.1.5" in found.assets[0].aliases
    assert ("ws5.ours.example", "ann@ours.example", "HasSession", 0) in links(found)


@pytest.mark.parametrize("separator", [",", ";"])
def test_a_table_of_a_firewall_is_read_and_what_it_refused_is_no_way(
    tmp_path: Path, separator: str
) -> None:
    rows = [
        "Src_IP,Dst_IP,Dst_Port,Proto,Action",
        "10.0.1.5,10.0.0.4,445,6,allow",
        "10.0.1.6,10.0.0.4,445,6,deny",
        "10.0.1.6,nowhere,445,6,allow",
    ]
    path = tmp_path / "fw.csv"
    path.write_text("\n".join(rows).replace(",", separator))
    found = read([str(path)])
    assert links(found) == {("10.0.1.5", "10.0.0.4", "NetworkReach", 445)}
    assert sum(each.count for each in found.left_out) == 2


def test_what_is_no_flow_log_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("hello\n")
    with pytest.raises(Refusal, match="nothing_to_read"):
        read([str(tmp_path)])
    with pytest.raises(Refusal, match="file_missing"):
        read([str(tmp_path / "absent")])


def test_the_hosts_and_the_path_of_a_recorded_attack_come_out_and_are_accepted(
    endigue: Callable, shared_data: Path, tmp_path: Path
) -> None:
    archive = next((shared_data / "otrf").glob("apt29-zeek-*.tar.xz"))
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path / "zeek", filter="data")
    said = endigue("organisation", "import", "flows", tmp_path / "zeek", "--into",
                   tmp_path / "org", "--json")  # fmt: skip
    assert said.code == 0, said.err
    assert endigue("organisation", "check", tmp_path / "org", "--json").json["errors"] == []
    found = read([str(tmp_path / "zeek")])
    hosts = {asset.id.partition(".")[0] for asset in found.assets if asset.kind == "machine"}
    assert {"scranton", "nashua", "utica", "newyork"} <= hosts
    remote: dict[str, set[str]] = defaultdict(set)
    for source, target, kind, port in links(found):
        if kind == "NetworkReach" and port in (445, 5985):
            remote[source.partition(".")[0]].add(target.partition(".")[0])
    # Day 1: from the first machine to the second; day 2: from the third to the controller.
    assert "nashua" in remote["scranton"]
    assert {"newyork", "scranton"} <= remote["utica"]
    sessions = {(source.partition(".")[0], target) for source, target, kind, _ in links(found)
                if kind == "HasSession"}  # fmt: skip
    assert ("scranton", "pbeesly@dmevals.local") in sessions
    seeds = next(asset.id for asset in found.assets if asset.id.startswith("utica"))
    forecast = endigue("spread", "forecast", tmp_path / "org", "--seeds", seeds, "--json").json
    reached = {each["id"].partition(".")[0] for each in forecast["assets"] if each["p"][-1] > 0}
    assert {"newyork", "nashua"} <= reached
