"""nftables on the router and on hosts, seen by connecting."""

import socket
import subprocess
import time

import pytest

from endigue.actuators.guarded import _SET, FOLDER, remove, seen, set_guarded
from endigue.actuators.machine import by_ssh, in_namespace
from endigue.actuators.management import Management
from endigue.actuators.nftables_host import NftablesHost
from endigue.actuators.nftables_router import NftablesRouter
from endigue.actuators.ruleset import Chain, Table, removing, setting
from endigue.containment.enforcement.change import Trouble
from endigue.containment.enforcement.order import Order
from endigue.lab.network import inside
from endigue.lab.probes import Standing
from endigue.lab.shells import CONFIG
from endigue.lab.town import BY_NAME, PLACES, US, rules
from lab_matrix import cut, matrix

OURS = Management((US.address,), (22,))


@pytest.fixture(scope="module")
def before(lab):
    found = matrix(lab.hardware)
    assert {probe.kind for probe in found} == {"ipv4", "link_local", "alias"}
    return found


@pytest.fixture
def router():
    return NftablesRouter("router", in_namespace("router", 20.0), OURS, seconds=6)


@pytest.fixture(scope="module")
def sockets(tmp_path_factory):
    return str(tmp_path_factory.mktemp("s"))


@pytest.fixture
def shell(sockets):
    return lambda host: by_ssh(f"root@{host}", ("-F", str(CONFIG)), 15.0, sockets)


def machine(name: str) -> Order:
    host = BY_NAME[name]
    return Order(f"isolate-{name}", "isolate_host", name, "asset", name, (name,), (host.address,))


def flow(source: str, target: str, port: int, protocol="tcp") -> Order:
    return Order(
        f"close-{source}-{target}-{port}", "close_flow", "flow", "flow", "flow",
        source_zone=source, target_zone=target, protocol=protocol, port=port,
        source_network=PLACES[source].network, target_network=PLACES[target].network,
    )  # fmt: skip


def zone(name: str) -> Order:
    return Order(f"unplug-{name}", "unplug_zone", name, "zone", name, zone=name,
                 network=PLACES[name].network)  # fmt: skip


def we_get_in(name: str) -> bool:
    words = ["ssh", "-F", str(CONFIG), "-o", "ConnectTimeout=5", f"root@{BY_NAME[name].address}"]
    return subprocess.run([*words, "true"], check=False).returncode == 0


@pytest.mark.parametrize(
    ("order", "what", "standing"),
    [
        (
            machine("pc-03"),
            {"hosts": {"pc-03"}},
            [("pc-03", "file-1", 3389), ("pc-04", "pc-03", 445)],
        ),
        (flow("hq", "srv", 445), {"flows": {("hq", "srv", 445)}}, [("pc-02", "bkp-1", 445)]),
        (flow("srv", "srv", 3389), {"flows": {("srv", "srv", 3389)}}, [("bkp-1", "app-1", 3389)]),
        (zone("site"), {"zones": {"site"}}, [("pc-11", "app-1", 443), ("pc-02", "pc-12", 445)]),
        (zone("net"), {"zones": {"net"}}, []),
    ],
    ids=["machine", "flow", "flow inside a zone", "zone", "Internet"],
)  # fmt: skip
def test_exactly_what_is_asked_is_cut_in_every_way_and_comes_back(
    lab, before, router, order, what, standing
):
    cut_off = {probe for probe in before if cut(probe, **what)}
    assert cut_off
    open_already = [Standing(*each) for each in standing]
    assert all(one.answers() for one in open_already)
    other = Standing("pc-05", "pay-1", 443)
    change = router.plan(order)
    router.apply(change)
    assert router.verify(change).state == "in_force"
    after = matrix(lab.hardware)
    assert after == before - cut_off
    assert not any(one.answers() for one in open_already)
    for one in open_already:
        one.close()
    assert other.answers()
    other.close()
    for name in {probe.source for probe in cut_off if BY_NAME[probe.source].zone != "net"}:
        assert we_get_in(name), name
        break
    router.undo(change)
    assert router.verify(change).state == "absent"
    assert matrix(lab.hardware) == before


def test_an_isolated_machine_cannot_call_us_from_the_port_of_an_answer(lab, router):
    order, own = machine("pc-06"), BY_NAME["pc-06"].address
    call = f"s.bind(({own!r}, 2222)); s.connect(({US.address!r}, 2200))"
    code = f"import socket; s = socket.socket(); s.settimeout(2); s.setsockopt(1, 2, 1); {call}"
    wide = Management((US.address,), (22, 2222))
    router = NftablesRouter("router", router.machine, wide, seconds=6)
    with socket.create_server((US.address, 2200)):
        inside("router", "nft", "insert", "rule", "inet", "filter", "forward", "accept")
        inside("pc-06", "python3", "-c", code)
        change = router.plan(order)
        router.apply(change)
        with pytest.raises(RuntimeError, match="timed out"):
            inside("pc-06", "python3", "-c", code)
        router.undo(change)
    inside("router", "nft", "-f", "-", given=rules())


def test_a_machine_closes_its_own_firewall_and_opens_it_again(lab, before, shell):
    hosts = NftablesHost("hosts", shell, {}, OURS, seconds=25)
    change = hosts.plan(machine("pc-13"))
    one = Standing("pc-13", "app-1", 443)
    hosts.apply(change)
    assert hosts.verify(change).state == "in_force"
    assert not one.answers()
    one.close()
    after = matrix(lab.hardware)
    assert after == {probe for probe in before if not cut(probe, {"pc-13"})}
    hosts.apply(change)
    hosts.undo(change)
    assert matrix(lab.hardware) == before


def test_the_router_is_commanded_by_ssh_as_well(lab, before, shell):
    router = NftablesRouter("router", shell("10.77.0.1"), OURS, seconds=25)
    change = router.plan(machine("pc-14"))
    router.apply(change)
    assert router.verify(change).state == "in_force"
    router.undo(change)
    assert router.verify(change).state == "absent"


def test_a_rule_that_cuts_us_off_is_undone_by_the_machine_itself(lab, shell):
    wrong = NftablesHost("hosts", shell, {}, Management(("10.77.0.99",), (22,)), seconds=4)
    change = wrong.plan(machine("pc-15"))
    with pytest.raises(Trouble) as trouble:
        wrong.apply(change)
    assert trouble.value.answer == "rolled_back"
    assert we_get_in("pc-15")
    assert wrong.verify(change).state == "absent"


def test_what_nobody_confirms_is_undone_by_the_machine_itself(lab):
    machine_ = in_namespace("pc-16", 20.0)
    tables = (Table("inet", "unconfirmed", (Chain("into", "input", ("drop",)),)),)
    both = f"{setting(tables)}# undo\n{removing(tables)}"
    machine_.run(["sh", "-c", _SET, "sh", FOLDER, "unconfirmed", "2"], both.encode())
    assert "endigue_unconfirmed" in inside("pc-16", "nft", "list", "tables")
    time.sleep(3)
    assert "endigue_unconfirmed" not in inside("pc-16", "nft", "list", "tables")


def test_a_table_that_this_nft_writes_in_another_way_is_known_all_the_same(lab):
    machine_ = in_namespace("pc-16", 20.0)
    rules_ = ("tcp flags & (syn | ack) != syn accept", "tcp dport {80,22} accept")
    tables = (Table("inet", "otherwise", (Chain("into", "input", rules_),)),)
    set_guarded(machine_, tables, 5)
    assert seen(machine_, tables).state == "in_force"
    inside("pc-16", "nft", "insert", "rule", "inet", "endigue_otherwise", "into", "accept")
    assert seen(machine_, tables).state == "half"
    remove(machine_, tables)
    assert seen(machine_, tables).state == "absent"


def test_a_file_that_nft_refuses_changes_nothing(lab):
    machine_ = in_namespace("pc-16", 20.0)
    listed = inside("pc-16", "nft", "list", "ruleset")
    tables = (Table("inet", "broken", (Chain("into", "input", ("drop", "no such thing")),)),)
    with pytest.raises(Trouble) as trouble:
        set_guarded(machine_, tables, 2)
    assert trouble.value.answer == "refused"
    assert inside("pc-16", "nft", "list", "ruleset") == listed
