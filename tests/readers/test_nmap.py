from pathlib import Path

import pytest

from endigue.desk.refusal import Refusal
from endigue.organisation.inventory import Inventory
from endigue.readers import nmap
from endigue.readers.nmap import read

SCAN = Path(__file__).parents[1] / "data" / "readers" / "scan.xml"
HOST = (
    '<host><status state="up"/><address addr="{0}" addrtype="ipv4"/><hostnames>'
    '<hostname name="{1}"/></hostnames><ports><port protocol="tcp" portid="{2}">'
    '<state state="open"/></port></ports></host>'
)


@pytest.fixture
def scan() -> Inventory:
    return read([str(SCAN)])


def report(path: Path, *hosts: str, args: str = "nmap -oX x") -> str:
    path.write_text(f'<nmaprun scanner="nmap" args="{args}">{"".join(hosts)}</nmaprun>')
    return str(path)


def test_hosts_that_share_a_name_are_one_machine_with_all_its_addresses(scan: Inventory) -> None:
    assert [asset.id for asset in scan.assets] == [
        "scanner", "dc01.acme.test", "10.0.4.254", "2001:db8:4::15",
    ]  # fmt: skip
    domain_controller = scan.assets[1]
    assert set(domain_controller.aliases) == {
        "10.0.4.10", "00:50:56:AA:10:01", "10.0.5.10", "dc01",
    }  # fmt: skip


def test_the_likeliest_system_tells_servers_and_appliances(scan: Inventory) -> None:
    found = {asset.id: (asset.kind, asset.os, asset.rebuild_hours) for asset in scan.assets}
    assert found["dc01.acme.test"] == ("machine", "Microsoft Windows Server 2019", 8.0)
    assert found["10.0.4.254"] == ("appliance", "Fortinet FortiGate firewall", 2.0)
    assert found["2001:db8:4::15"] == ("machine", "Linux", 8.0)


def test_only_the_scanner_is_said_to_reach_what_it_reached(scan: Inventory) -> None:
    assert {(link.source, link.target, link.port) for link in scan.links} == {
        ("scanner", "dc01.acme.test", 135),
        ("scanner", "dc01.acme.test", 445),
        ("scanner", "dc01.acme.test", 5985),
        ("scanner", "10.0.4.254", 443),
        ("scanner", "2001:db8:4::15", 22),
    }
    assert scan.link_counts == {"NetworkReach": 5}


def test_what_is_no_way_in_is_counted_by_port_and_closed_ports_are_nothing(
    scan: Inventory,
) -> None:
    assert {(one.kind, one.count, one.why) for one in scan.left_out} == {
        ("tcp/53", 1, "importing.port_no_way_in"),
        ("udp/161", 1, "importing.port_unsure"),
        ("host", 1, "importing.host_down"),
    }


def test_each_network_is_a_zone_unless_one_is_named(scan: Inventory) -> None:
    assert [zone.id for zone in scan.zones] == ["10.0.4.0/24", "2001:db8:4::/64"]
    assert {asset.zone for asset in scan.assets[1:]} == {"10.0.4.0/24", "2001:db8:4::/64"}
    named = read([str(SCAN)], zone="office")
    assert [(zone.id, zone.tier) for zone in named.zones] == [("office", 2)]


def test_every_host_but_the_scanner_can_be_isolated(scan: Inventory) -> None:
    assert {lever.target for lever in scan.levers} == {asset.id for asset in scan.assets[1:]}


def test_several_scans_are_one_network_and_a_source_address_names_the_scanner(
    tmp_path: Path,
) -> None:
    inside = report(tmp_path / "a.xml", HOST.format("10.0.0.1", "a", 22))
    outside = report(
        tmp_path / "b.xml",
        HOST.format("10.0.0.1", "b", 443),
        HOST.format("10.0.0.2", "b", 443),
        args="nmap -S 192.0.2.7 -oX x",
    )
    inventory = read([inside, outside])
    assert [asset.id for asset in inventory.assets] == ["scanner", "scanner-192.0.2.7", "a"]
    assert {(link.source, link.port) for link in inventory.links} == {
        ("scanner", 22), ("scanner-192.0.2.7", 443),
    }  # fmt: skip
    assert set(inventory.assets[2].aliases) == {"10.0.0.1", "b", "10.0.0.2"}


def test_a_host_that_is_called_scanner_is_not_confused_with_it(tmp_path: Path) -> None:
    inventory = read([report(tmp_path / "a.xml", HOST.format("10.0.0.1", "scanner", 22))])
    assert [asset.id for asset in inventory.assets] == ["scanner"]
    assert inventory.links == ()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "xml_broken"),
        ("{}", "xml_broken"),
        ("<nmaprun><host>", "xml_broken"),
        ("<html/>", "not_nmap"),
        ("<nmaprun>" + "<a>" * 100 + "</a>" * 100 + "</nmaprun>", "xml_too_deep"),
        (
            '<!DOCTYPE nmaprun [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><nmaprun args="&b;"/>',
            "xml_attack",
        ),
        (
            '<!DOCTYPE nmaprun [<!ENTITY x SYSTEM "file:///etc/passwd">]><nmaprun>&x;</nmaprun>',
            "xml_attack",
        ),
        ('<?xml version="1.0" encoding="no-such"?><nmaprun/>', "xml_attack"),
    ],
)
def test_what_is_no_report_or_an_attack_is_refused(content: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_text(content)
    with pytest.raises(Refusal) as refusal:
        read([str(path)])
    assert refusal.value.code == f"importing.{code}"


def test_missing_parts_are_no_error(tmp_path: Path) -> None:
    path = report(
        tmp_path / "x.xml",
        "<host/>",
        '<host><status state="up"/></host>',
        '<host><status state="up"/><address/><hostnames><hostname/></hostnames></host>',
        '<host><status state="up"/><address addr="10.0.0.1"/><ports><port/><port portid="x">'
        '<state state="open"/></port></ports><os><osmatch accuracy="much"/></os></host>',
    )
    inventory = read([path])
    assert [asset.id for asset in inventory.assets] == ["scanner", "10.0.0.1"]
    assert {(one.kind, one.count, one.why) for one in inventory.left_out} == {
        ("host", 1, "importing.host_down"),
        ("host", 2, "importing.host_without_name"),
        ("/x", 1, "importing.port_no_way_in"),
    }


def test_the_number_of_hosts_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nmap, "MOST_HOSTS", 1)
    hosts = [HOST.format("10.0.0.1", "a", 22), HOST.format("10.0.0.2", "b", 22)]
    with pytest.raises(Refusal) as refusal:
        read([report(tmp_path / "x.xml", *hosts)])
    assert refusal.value.code == "importing.too_many_hosts"
