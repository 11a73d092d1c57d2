"""What every actuator promises, whatever it commands.

Each rig below is one actuator on a component in memory; the components themselves are used in
`tests/lab`. To add an actuator, add its rig.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from endigue.actuators._example import SwitchBoard
from endigue.actuators.ansible import Ansible
from endigue.actuators.crowdstrike import Falcon, FalconLogOn
from endigue.actuators.directory import Directory
from endigue.actuators.dovecot import DovecotQuarantine, dovecot_login
from endigue.actuators.endpoint import Endpoint
from endigue.actuators.entra import Entra, EntraLogOn
from endigue.actuators.harfanglab import HarfangLab
from endigue.actuators.look import Look
from endigue.actuators.management import Management
from endigue.actuators.nftables_host import NftablesHost
from endigue.actuators.nftables_router import NftablesRouter
from endigue.actuators.nginx import nginx
from endigue.actuators.openc2 import OpenC2
from endigue.actuators.postfix import postfix
from endigue.actuators.samba_share import samba_share
from endigue.actuators.squid import squid
from endigue.actuators.unbound import unbound
from endigue.actuators.velociraptor import Velociraptor
from endigue.actuators.wazuh import Wazuh, WazuhLogOn
from endigue.actuators.web import Keyed, Signed, Web
from endigue.containment.enforcement.order import order_of
from endigue.desk.case import Case
from endigue.desk.enforcing import decide_emergency, enforce, look_again, prepare, undo
from endigue.desk.enforcing_ports import Targets
from endigue.desk.refusal import Refusal
from endigue.kernel.money import Cents
from endigue.organisation.model import Asset, Flow, Lever, Organisation, Zone
from endigue.stores.memory import MemoryStore
from fake_machine import FakeDirectory, FakeMachine, Killed, Sabotaged, World
from fake_vendors import SECRET, TOKEN

RPZ = b"$TTL 60\n@ SOA localhost. root.localhost. 1 3600 900 2592000 60\n@ NS localhost.\n"
NOW = datetime(2021, 2, 5, 21, 30, tzinfo=UTC)
OURS = Management(("10.77.0.2",), (22,))
PC = Asset("pc-1", "PC-1", "machine", "lan", aliases=("10.77.2.10", "pc-1.mutual.example"))
ALICE = Asset("acc-alice", "ALICE@MUTUAL.LAB", "account", aliases=("alice",))
BAD = Asset("bad", "bad.example.com", "external", aliases=("phish@bad.example.com",))
ZONES = (Zone("lan", "10.77.2.0/24", "co", 2), Zone("srv", "10.77.4.0/24", "co", 1))
SMB = Flow("lan-srv-445", "lan", "srv", "tcp", 445)


@dataclass(frozen=True)
class Rig:
    """One actuator, and what it is asked to do."""

    name: str
    kind: str
    target: Asset | Flow | Zone
    make: Callable[[object, object, object], object]
    """From a machine, a directory, and the API of a product."""
    product: str = "falcon"
    """Of `fake_vendors`, of which the API is."""

    def organisation(self) -> Organisation:
        lever = Lever("lever", self.kind, self.target.id, 5.0, "it", Cents(500))
        assets = (
            PC,
            *((self.target,) if isinstance(self.target, Asset) and self.target != PC else ()),
        )
        return Organisation("Small", zones=ZONES, assets=assets, flows=(SMB,), levers=(lever,))

    def actuator(self, world: World, how="", kill=-1, *, after=False):
        machine = Sabotaged(FakeMachine(world), how, kill, after=after)
        directory = Sabotaged(FakeDirectory(world), how, kill, after=after)
        world.vendors.how = how
        web = Web(world.vendors.address(self.product), 20.0, hidden=(SECRET,))
        return self.make(machine, directory, Sabotaged(web, how, kill, after=after))


def router(machine, *_):
    return NftablesRouter("router", machine, OURS, seconds=5, sleep=lambda _: None)


def host(machine, *_):
    return NftablesHost("hosts", lambda _: machine, {}, OURS, seconds=5, sleep=lambda _: None)


def directory(kind):
    return lambda machine, session, _: Directory(
        "ad", kind, lambda: session, ((machine, ("kick", "{account}")),)
    )


def endpoint(console):
    return Endpoint("agents", console, sleep=lambda _: None)


def falcon(_machine, _directory, web):
    return endpoint(Falcon(Signed(web, FalconLogOn("us", SECRET))))


def wazuh(_machine, _directory, web):
    signed = Signed(web, WazuhLogOn("us", SECRET))
    return endpoint(Wazuh(signed, "isolate", "release", "/var/ossec/var/isolated"))


def entra(_machine, _directory, web):
    log_on = EntraLogOn(web, "the-tenant", "us", SECRET)
    return Entra("entra", Signed(web, log_on), "mutual.example")


def openc2(machine, _directory, web):
    return OpenC2("consumer", web, Look(machine, ("look", "{thing}")))


RIGS = [
    Rig("example", "switch_off", PC, lambda m, *_: SwitchBoard("board", m, "/board")),
    Rig("router, machine", "isolate_host", PC, router),
    Rig("router, flow", "close_flow", SMB, router),
    Rig("router, zone", "unplug_zone", ZONES[0], router),
    Rig("host", "isolate_host", PC, host),
    Rig("active directory", "disable_account", ALICE, directory("active_directory")),
    Rig("openldap", "disable_account", ALICE, directory("openldap")),
    Rig("quarantine", "quarantine_mail", BAD,
        lambda m, *_: DovecotQuarantine("mail", m, "/d.conf")),
    Rig("mailbox", "shut_mailbox", ALICE,
        lambda m, *_: dovecot_login("mail", m, "/deny", "/d.conf", frozenset({"shut_mailbox"}))),
    Rig("sender", "block_sender", BAD, lambda m, *_: postfix("mx", m, "/senders", "/etc/postfix")),
    Rig("dns", "block_name", BAD, lambda m, *_: unbound("dns", m, "/etc/rpz", "rpz", "/u.conf")),
    Rig("proxy", "block_name", BAD, lambda m, *_: squid("proxy", m, "/bad", "/squid.conf")),
    Rig("share", "freeze_share", PC,
        lambda m, *_: samba_share("files", m, "/data.inc", "/smb.conf", {"pc-1": "data"})),
    Rig("falcon", "isolate_host", PC, falcon),
    Rig("harfanglab", "isolate_host", PC,
        lambda *hands: endpoint(HarfangLab(Keyed(hands[2], f"Token {SECRET}"))), "harfanglab"),
    Rig("wazuh", "isolate_host", PC, wazuh, "wazuh"),
    Rig("velociraptor", "isolate_host", PC,
        lambda m, *_: endpoint(Velociraptor(m, "/api.yaml"))),
    Rig("ansible", "isolate_host", PC,
        lambda m, *_: Ansible("ours", m, "hosts", "close.yml", "open.yml",
                              frozenset({"isolate_host"}))),
    Rig("entra", "disable_account", ALICE, entra, "entra"),
    Rig("openc2, machine", "isolate_host", PC, openc2, "consumer"),
    Rig("openc2, flow", "close_flow", SMB, openc2, "consumer"),
    Rig("openc2, zone", "unplug_zone", ZONES[0], openc2, "consumer"),
    Rig("site", "close_site", PC, lambda m, *_: nginx("web", m, "/MAINTENANCE", "pc-1")),
]  # fmt: skip


def world() -> World:
    return World(
        files={
            "/board": b"pc-1=on\npc-2=off\n",
            "/senders": b"other.example REJECT",
            "/bad": b"",
            "/deny": b"old:\n",
            "/etc/rpz": RPZ,
        },
        tables={"table inet filter": "table inet filter {\n}\n"},
        boxes={
            "u1/INBOX": ["1 see bad.example.com/payload", "2 lunch?"],
            "u2/INBOX": ["3 phish@bad.example.com at bad.example.com"],
            "u3/Quarantine-other": ["4 bad.example.com"],
        },
        accounts={
            "CN=alice": {"sAMAccountName": "Alice", "uid": "alice", "userAccountControl": "512"},
            "CN=bob": {"sAMAccountName": "bob", "uid": "bob", "userAccountControl": "514"},
        },
    )


class Incident:
    """A case in which the lever of a rig was decided, and the verbs on it."""

    def __init__(self, rig: Rig) -> None:
        self.rig, self.world = rig, world()
        self.organisation = rig.organisation()
        self.case = Case(MemoryStore(), None, lambda: NOW, "tester")
        decide_emergency(self.case, self.case.ledger(), ["lever"], "it encrypts now")

    def targets(self, **sabotage) -> Targets:
        return Targets((self.rig.actuator(self.world, **sabotage),))

    def apply(self, **sabotage):
        ledger = self.case.ledger()
        prepared = prepare(ledger, self.organisation, self.targets(**sabotage))
        return enforce(self.case, ledger, prepared, lambda: 0.0)

    def undo(self, **sabotage):
        return undo(self.case, self.case.ledger(), self.targets(**sabotage), [], lambda: 0.0)

    def settle(self):
        return look_again(self.case, self.case.ledger(), self.targets(), only_open=True)

    @property
    def status(self) -> str:
        return self.case.ledger().enforcement.status_of("lever")

    @property
    def asked(self) -> int:
        return sum(e.fact == "containment.change_requested" for e in self.case.store.read())


@pytest.fixture(params=RIGS, ids=lambda rig: rig.name)
def incident(request) -> Incident:
    return Incident(request.param)


def applied_world(rig: Rig) -> object:
    other = Incident(rig)
    other.apply()
    return other.world.state()


def test_planning_and_previewing_change_nothing(incident):
    before = incident.world.state()
    actuator = incident.rig.actuator(incident.world)
    order = order_of(incident.organisation, "lever")
    change = actuator.plan(order)
    assert actuator.preview(change)
    assert actuator.verify(change).state == "absent"
    assert incident.world.state() == before
    assert actuator.plan(order) == change


def test_applied_it_is_seen_and_the_world_is_another(incident):
    before = incident.world.state()
    incident.apply()
    assert incident.status == "in_force"
    assert incident.world.state() != before


def test_applied_twice_is_applied_once(incident):
    incident.apply()
    once = incident.world.state()
    incident.apply()
    assert incident.world.state() == once
    assert incident.asked == 1
    change = next(iter(incident.case.ledger().enforcement.changes.values())).change
    incident.rig.actuator(incident.world).apply(change)
    assert incident.world.state() == once


def test_undone_the_world_is_as_it_was_and_a_second_time_too(incident):
    before = incident.world.state()
    incident.apply()
    change = next(iter(incident.case.ledger().enforcement.changes.values())).change
    incident.undo()
    assert incident.status == "undone"
    assert incident.world.state() == before
    incident.rig.actuator(incident.world).undo(change)
    assert incident.world.state() == before


def test_applied_again_after_an_undo_it_is_in_force_again(incident):
    incident.apply()
    incident.undo()
    incident.apply()
    assert incident.status == "in_force"
    assert incident.world.state() == applied_world(incident.rig)


def kills(rig: Rig, verb: str):
    """An incident for every step at which our process can die between request and answer."""
    for after in (False, True):
        for step in range(60):
            incident = Incident(rig)
            if verb == "undo":
                incident.apply()
            try:
                getattr(incident, verb)(kill=step, after=after)
            except Killed:
                if incident.case.ledger().enforcement.open:
                    yield incident
            else:
                break
        else:
            pytest.fail("the actuator never ends")


@pytest.mark.parametrize("rig", RIGS, ids=lambda rig: rig.name)
def test_killed_at_any_step_it_is_settled_by_looking_and_then_done(rig):
    before, applied = Incident(rig).world.state(), applied_world(rig)
    died = 0
    for incident in kills(rig, "apply"):
        died += 1
        with pytest.raises(Refusal, match=r"enforcement\.open"):
            incident.apply()
        seen = incident.world.state()
        incident.settle()
        assert incident.world.state() == seen
        match incident.status:
            case "in_force":
                assert seen == applied
            case "failed":
                assert seen == before
            case status:
                assert status == "half"
                assert seen not in (before,)
        incident.apply()
        assert incident.status == "in_force"
        assert incident.world.state() == applied
        incident.undo()
        assert incident.world.state() == before
    assert died >= 2


@pytest.mark.parametrize("rig", RIGS, ids=lambda rig: rig.name)
def test_killed_at_any_step_of_an_undo_it_is_settled_and_then_undone(rig):
    before = Incident(rig).world.state()
    died = 0
    for incident in kills(rig, "undo"):
        died += 1
        incident.settle()
        if incident.status != "undone":
            assert incident.status in ("in_force", "half")
            incident.undo()
        assert incident.status == "undone"
        assert incident.world.state() == before
    assert died >= 2


def test_a_component_that_is_down_gets_a_work_order_instead(incident):
    before = incident.world.state()
    ledger = incident.apply(how="down")
    work = ledger.enforcement.works[1]
    assert work.order.why == "enforcement.component_down"
    assert incident.world.state() == before
    assert incident.status == "asked"


def test_a_component_that_refuses_is_written_down_and_gets_a_work_order(incident):
    before = incident.world.state()
    ledger = incident.apply(how="refuses")
    (carried,) = ledger.enforcement.changes.values()
    assert (carried.answer, carried.state, carried.status) == ("refused", "absent", "failed")
    assert "permission denied" in carried.said
    assert ledger.enforcement.works[1].order.why == "enforcement.component_refused"
    assert incident.world.state() == before


def test_a_component_that_answers_late_is_looked_at_and_done_in_the_end(incident):
    ledger = incident.apply(how="late")
    (carried,) = ledger.enforcement.changes.values()
    assert carried.answer == "late"
    assert carried.status in ("in_force", "half", "failed")
    assert not ledger.enforcement.works
    incident.apply()
    assert incident.status == "in_force"
    assert incident.world.state() == applied_world(incident.rig)


def test_a_component_that_lies_is_caught_by_looking(incident):
    before = incident.world.state()
    ledger = incident.apply(how="lies")
    (carried,) = ledger.enforcement.changes.values()
    assert (carried.answer, carried.status) == ("done", "lied")
    assert incident.world.state() == before


def test_a_component_that_lies_about_an_undo_is_caught_too(incident):
    incident.apply()
    ledger = incident.undo(how="lies")
    (carried,) = ledger.enforcement.changes.values()
    assert (carried.answer, carried.status) == ("done", "lied")


def test_what_somebody_else_undid_is_seen_and_can_be_done_again(incident):
    incident.apply()
    change = next(iter(incident.case.ledger().enforcement.changes.values())).change
    incident.rig.actuator(incident.world).undo(change)
    look_again(incident.case, incident.case.ledger(), incident.targets())
    assert incident.status != "in_force"
    incident.apply()
    assert incident.status == "in_force"


@pytest.mark.parametrize("how", ["", "refuses", "late"])
def test_no_secret_reaches_the_journal(incident, how):
    incident.apply(how=how)
    incident.undo()
    written = "".join(repr(entry) for entry in incident.case.store.read())
    assert "lever" in written
    assert SECRET not in written
    assert TOKEN not in written


def test_an_account_that_was_disabled_before_stays_so_after_an_undo():
    bob = Asset("acc-bob", "bob", "account")
    rig = Rig("ad", "disable_account", bob, directory("active_directory"))
    incident = Incident(rig)
    before = incident.world.state()
    incident.apply()
    incident.undo()
    assert incident.world.state() == before
