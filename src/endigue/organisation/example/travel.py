"""Ways in that follow from how things are built: the network, virtualisation, backups, sessions."""

import numpy as np

from endigue.organisation.example.accounts import SERVICE_ACCOUNTS
from endigue.organisation.example.chance import Chance, Positions
from endigue.organisation.example.machines import ROLES
from endigue.organisation.example.network import FLOW_AT, FLOWS
from endigue.organisation.example.register import Register, Ways
from endigue.organisation.example.staff import DEPARTMENTS

SHARED_WORKSTATIONS = 0.1
"""Assumed: part of the workstations that hold the session of a second person."""

SERVERS_WITH_ADMIN_SESSION = 0.08
"""Assumed: part of the servers on which a server administrator left a session."""

NEIGHBOURS = 1
"""Assumed: servers of its own zone whose file sharing a server may use."""

_PORTS = {flow.id: flow.port for flow in FLOWS}

_NOT_VIRTUAL = {"srv-esx", "paw", "srv-bkp", "srv-bkr"}

_SERVER_ZONES = ("zone-apps", "zone-data", "zone-mail", "zone-voice", "zone-dmz", "zone-admin")


def lay_travel(register: Register, ways: Ways, chance: Chance) -> None:
    """Everything in this file."""
    _lay_workstations(register, ways, chance)
    _lay_servers(register, ways, chance)
    _lay_outside(register, ways)
    _lay_sessions(register, ways, chance)
    _lay_virtualisation(register, ways)
    _lay_backups(register, ways)


def in_zone(register: Register, *zones: str) -> Positions:
    """Servers and appliances of these zones."""
    return register.at(*(role.code for role in ROLES if role.zone in zones))


def _reach(
    ways: Ways, chance: Chance, sources: Positions, targets: Positions, each: int, flow: str
) -> None:
    """From every source to `each` of the targets, through the flow."""
    chosen = chance.pick(targets, each * len(sources))
    ways.lead("NetworkReach", np.repeat(sources, each), chosen, _PORTS[flow], FLOW_AT[flow])


def _lay_workstations(register: Register, ways: Ways, chance: Chance) -> None:
    at = register.at
    lan = ("ws-hq", "ws-regional", "ws-it")
    for zone in (*lan, "ws-provident", "ws-care"):
        pcs = at(f"pc:zone-{zone}")
        _reach(ways, chance, pcs, pcs, 3, f"flow-{zone}-{zone}-smb")
    for zone in lan:
        pcs = at(f"pc:zone-{zone}")
        _reach(ways, chance, pcs, at("srv-file"), 1, f"flow-{zone}-data-smb")
        _reach(ways, chance, pcs, at("srv-mail"), 1, f"flow-{zone}-mail-https")
        _reach(ways, chance, pcs, at("srv-intra", "srv-rds"), 1, f"flow-{zone}-apps-https")
        _reach(ways, chance, pcs, at("srv-dep"), 1, f"flow-{zone}-apps-https")
    provident, care = at("pc:zone-ws-provident"), at("pc:zone-ws-care")
    _reach(ways, chance, provident, at("prv-app"), 2, "flow-ws-provident-provident-https")
    _reach(
        ways, chance, provident, at("prv-file", "prv-rds"), 1, "flow-ws-provident-provident-https"
    )
    _reach(ways, chance, provident, at("srv-intra"), 1, "flow-ws-provident-apps-https")
    _reach(ways, chance, care, at("sns-appt", "sns-med", "sns-opt"), 2, "flow-ws-care-care-https")
    _reach(ways, chance, care, at("sns-file"), 1, "flow-ws-care-care-https")
    it = at("pc:zone-ws-it")
    _reach(ways, chance, it, at("srv-jump"), 1, "flow-ws-it-admin-rdp")
    _reach(ways, chance, it, at("srv-test", "srv-dev"), 3, "flow-ws-it-test-ssh")


def _lay_servers(register: Register, ways: Ways, chance: Chance) -> None:
    at = register.at
    apps, data = in_zone(register, "zone-apps"), in_zone(register, "zone-data")
    for zone in ("zone-apps", "zone-data", "zone-voice", "zone-provident", "zone-care"):
        hosts = in_zone(register, zone)
        reached = chance.pick(hosts, NEIGHBOURS * len(hosts))
        ways.lead("NetworkReach", np.repeat(hosts, NEIGHBOURS), reached, 445)
    test = in_zone(register, "zone-test")
    ways.lead("NetworkReach", np.repeat(test, 4), chance.pick(test, 4 * len(test)), 22)
    databases = at("srv-dbcore", "srv-dbcrm", "srv-dbged", "srv-dbhr", "srv-dbdwh")
    clients = np.setdiff1d(apps, at("srv-rds", "srv-intra"))
    _reach(ways, chance, clients, databases, 2, "flow-apps-data-sql")
    _reach(ways, chance, at("srv-bus", "srv-batch"), at("prv-app"), 1, "flow-apps-provident-bus")
    _reach(ways, chance, at("prv-app"), at("srv-bus"), 1, "flow-provident-apps-bus")
    _reach(ways, chance, at("srv-acd", "srv-ivr"), at("srv-cti"), 1, "flow-voice-apps-cti")
    front = at("srv-rp", "srv-web", "srv-mweb", "srv-api", "srv-sftp")
    _reach(ways, chance, front, at("srv-sso", "srv-bus", "srv-claims"), 2, "flow-dmz-apps-https")
    _reach(ways, chance, at("srv-relay"), at("srv-mail"), 2, "flow-dmz-mail-smtp")
    _reach(ways, chance, at("srv-mon", "srv-jump"), apps, 8, "flow-admin-apps-winrm")
    _reach(ways, chance, at("srv-mon", "srv-jump"), data, 4, "flow-admin-data-winrm")


def _lay_outside(register: Register, ways: Ways) -> None:
    at = register.at
    internet = at("ext-internet")
    for targets, flow in (
        (at("srv-rp", "srv-web", "srv-mweb", "srv-api"), "flow-internet-dmz-https"),
        (at("srv-relay"), "flow-internet-dmz-smtp"),
        (at("vpn"), "flow-internet-dmz-vpn"),
    ):
        ways.lead("NetworkReach", internet, targets, _PORTS[flow], FLOW_AT[flow])
    for partner, here, flow in (
        ("ext-tp-operator", "srv-tp", "flow-apps-partners-claims"),
        ("ext-scheme", "srv-telet", "flow-apps-partners-teletransmission"),
        ("ext-bank", "srv-treas", "flow-apps-partners-bank"),
        ("ext-carrier", "sbc", "flow-partners-voice-trunk"),
        ("ext-hosting", "srv-sftp", "flow-partners-dmz-sftp"),
        ("ext-vendor", "srv-jump", "flow-partners-admin-maintenance"),
    ):
        ways.lead("PartnerAccess", at(partner), at(here), _PORTS[flow], FLOW_AT[flow])
    for partner, here in (("ext-tp-operator", "srv-tp"), ("ext-hosting", "srv-sftp")):
        flow = "flow-apps-partners-claims" if here == "srv-tp" else "flow-partners-dmz-sftp"
        ways.lead("PartnerAccess", at(here), at(partner), _PORTS[flow], FLOW_AT[flow])


def _lay_sessions(register: Register, ways: Ways, chance: Chance) -> None:
    at = register.at
    for department in DEPARTMENTS:
        pcs, users = at(f"pc:{department.code}"), at(f"user:{department.code}")
        ways.lead("HasSession", pcs, users)
        shared = chance.some(pcs, round(SHARED_WORKSTATIONS * len(pcs)))
        ways.lead("HasSession", shared, chance.pick(users, len(shared)))
    for service in SERVICE_ACCOUNTS:
        ways.lead("HasSession", at(*service.runs_on), at(service.login))
    servers = np.setdiff1d(in_zone(register, *_SERVER_ZONES), at("srv-rds"))
    visited = chance.some(servers, round(SERVERS_WITH_ADMIN_SESSION * len(servers)))
    ways.lead("HasSession", visited, chance.pick(at("adm-t1"), len(visited)))
    ways.lead_each("HasSession", at("paw"), at("adm-t0"))


def _lay_virtualisation(register: Register, ways: Ways) -> None:
    at = register.at
    virtual = at(
        *(role.code for role in ROLES if role.kind == "machine" and role.code not in _NOT_VIRTUAL)
    )
    hypervisors = at("srv-esx")
    ways.lead("Hosts", hypervisors[np.arange(len(virtual)) % len(hypervisors)], virtual)
    ways.lead("AdminTo", at("srv-vc"), hypervisors)


def _lay_backups(register: Register, ways: Ways) -> None:
    at = register.at
    zones = {"zone-core", "zone-apps", "zone-data", "zone-mail", "zone-admin"}
    saved = at(
        *(
            role.code
            for role in ROLES
            if role.zone in zones and role.kind == "machine" and role.restore_gb
        )
    )
    ways.lead("BackupOf", at("srv-bkp"), saved)
    ways.lead("StoresCredentialOf", at("srv-bkp"), at("svc-vc"))
    ways.lead("AdminTo", at("srv-bkp"), at("srv-bkr"))
    ways.lead("StoresCredentialOf", at("srv-pam"), at("adm-t0"))
    ways.lead_each(
        "StoresCredentialOf", at("srv-batch"), at("svc-claims", "svc-contrib", "svc-telet")
    )
