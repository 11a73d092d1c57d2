"""The three directories: domains, trusts, organisational units, policies and groups."""

from collections.abc import Iterator

from endigue.organisation.example.accounts import ADMIN_ROLES, SERVICE_ACCOUNTS
from endigue.organisation.example.calibration import DOMAIN_FALL_COST
from endigue.organisation.example.group import DOMAIN_OF, DOMAINS
from endigue.organisation.example.machines import ROLES
from endigue.organisation.example.network import WORKSTATION_ZONES
from endigue.organisation.example.register import Register, Ways
from endigue.organisation.example.staff import DEPARTMENTS
from endigue.organisation.model import Asset

_CONTROLLERS = {"rivages": "srv-dc", "prevoyance": "prv-dc", "soins": "sns-dc"}

TRUSTS = ("trust-prevoyance", "trust-soins")

_GROUPS = (
    ("grp-domain-admins-rivages", "Admins du domaine Rivages", "it"),
    ("grp-domain-admins-prevoyance", "Admins du domaine Prévoyance", "provident"),
    ("grp-domain-admins-soins", "Admins du domaine Soins", "care"),
    ("grp-server-admins", "Administrateurs des serveurs", "it"),
    ("grp-helpdesk", "Assistance aux utilisateurs", "it"),
    ("grp-dba", "Administrateurs des bases", "it"),
    ("grp-network-admins", "Administrateurs du réseau", "it"),
    ("grp-hypervisor-admins", "Administrateurs de la virtualisation", "it"),
    ("grp-backup-operators", "Opérateurs de sauvegarde", "it"),
    ("grp-test-admins", "Administrateurs de la recette", "it"),
    ("grp-workstation-policies", "Gestionnaires des stratégies des postes", "it"),
    ("grp-remote-desktop", "Utilisateurs des bureaux distants", "mutual"),
    ("grp-remote-desktop-provident", "Bureaux distants de la prévoyance", "provident"),
)

_WORKSTATION_ENTITY = {
    "zone-ws-hq": "mutual",
    "zone-ws-regional": "mutual",
    "zone-ws-it": "it",
    "zone-ws-provident": "provident",
    "zone-ws-care": "care",
}


def enlist_directory(register: Register) -> None:
    """One block for each object of a directory, named by its identifier."""
    for one in (*_domains(), *_units(), *_groups()):
        register.enlist(one.id, [one])


def lay_directory(register: Register, ways: Ways) -> None:
    """Rights as they ought to be."""
    _lay_domains(register, ways)
    _lay_units(register, ways)
    _lay_memberships(register, ways)
    _lay_administration(register, ways)


def _domains() -> Iterator[Asset]:
    for domain in DOMAINS:
        entity = next(one for one, of in DOMAIN_OF.items() if of is domain)
        yield Asset(
            id=f"dom-{domain.key}",
            name=f"Domaine {domain.netbios}",
            kind="directory",
            entity=entity,
            fall_cost=DOMAIN_FALL_COST,
        )
        yield _object(f"ou-privileged-{domain.key}", f"UO comptes à droits {domain.key}", entity)
    two_way, outgoing = TRUSTS
    yield _object(two_way, "Approbation bidirectionnelle Prévoyance", "it")
    yield _object(outgoing, "Approbation sortante Soins", "it")


def _units() -> Iterator[Asset]:
    for entity in DOMAIN_OF:
        yield _object(f"ou-staff-{entity}", f"UO personnel {entity}", entity)
    servers = sorted({role.zone: role.entity for role in ROLES}.items())
    for zone, entity in (*servers, *_WORKSTATION_ENTITY.items()):
        unit = zone.removeprefix("zone-")
        yield _object(f"ou-{unit}", f"UO machines {unit}", entity)
    yield _object("gpo-workstations", "Stratégie des postes", "it")
    yield _object("gpo-servers", "Stratégie des serveurs", "it")


def _groups() -> Iterator[Asset]:
    for identifier, name, entity in _GROUPS:
        yield Asset(identifier, name, "group", entity=entity)
    for one in DEPARTMENTS:
        yield Asset(f"dep-{one.code}", one.name, "group", entity=one.entity)


def _object(identifier: str, name: str, entity: str) -> Asset:
    return Asset(identifier, name, "directory", entity=entity)


def _lay_domains(register: Register, ways: Ways) -> None:
    at = register.at
    for domain in DOMAINS:
        top = at(f"dom-{domain.key}")
        ways.lead("DCFor", at(_CONTROLLERS[domain.key]), top)
        ways.lead("DCSync", at(f"grp-domain-admins-{domain.key}"), top)
        ways.lead("Contains", top, at(f"ou-privileged-{domain.key}"))
    mutual, provident, care = (at(f"dom-{domain.key}") for domain in DOMAINS)
    two_way, outgoing = (at(trust) for trust in TRUSTS)
    for one, other in ((mutual, provident), (provident, mutual)):
        ways.lead("SameForestTrust", one, two_way)
        ways.lead("SameForestTrust", two_way, other)
    ways.lead("TrustedBy", mutual, outgoing)
    ways.lead("TrustedBy", outgoing, care)


def _lay_units(register: Register, ways: Ways) -> None:
    at = register.at
    for role in ROLES:
        unit = at(f"ou-{role.zone.removeprefix('zone-')}")
        ways.lead("Contains", at(f"dom-{DOMAIN_OF[role.entity].key}"), unit)
        ways.lead("Contains", unit, at(role.code))
        if role.zone not in {"zone-core", "zone-backup"} and DOMAIN_OF[role.entity] is DOMAINS[0]:
            ways.lead("GPLink", at("gpo-servers"), unit)
    for zone, entity in _WORKSTATION_ENTITY.items():
        unit = at(f"ou-{zone.removeprefix('zone-')}")
        ways.lead("Contains", at(f"dom-{DOMAIN_OF[entity].key}"), unit)
        ways.lead("Contains", unit, at(f"pc:{zone}"))
        if DOMAIN_OF[entity] is DOMAINS[0]:
            ways.lead("GPLink", at("gpo-workstations"), unit)
    for department in DEPARTMENTS:
        unit = at(f"ou-staff-{department.entity}")
        ways.lead("Contains", at(f"dom-{DOMAIN_OF[department.entity].key}"), unit)
        ways.lead("Contains", unit, at(f"user:{department.code}"))
    for admins in ADMIN_ROLES:
        unit = at(f"ou-privileged-{DOMAIN_OF[admins.entity].key}")
        ways.lead("Contains", unit, at(admins.code))
    for service in SERVICE_ACCOUNTS:
        unit = at(f"ou-privileged-{DOMAIN_OF[service.entity].key}")
        ways.lead("Contains", unit, at(service.login))


def _lay_memberships(register: Register, ways: Ways) -> None:
    at = register.at
    for department in DEPARTMENTS:
        ways.lead("MemberOf", at(f"user:{department.code}"), at(f"dep-{department.code}"))
        if department.code in {"sales", "contributions"}:
            ways.lead("MemberOf", at(f"dep-{department.code}"), at("grp-remote-desktop"))
        if department.entity == "provident":
            ways.lead("MemberOf", at(f"dep-{department.code}"), at("grp-remote-desktop-provident"))
    for members, group in (
        ("adm-t0", "grp-domain-admins-rivages"),
        ("adm-prv", "grp-domain-admins-prevoyance"),
        ("adm-sns", "grp-domain-admins-soins"),
        ("adm-t1", "grp-server-admins"),
        ("adm-hd", "grp-helpdesk"),
        ("adm-dba", "grp-dba"),
        ("adm-net", "grp-network-admins"),
        ("svc-backup", "grp-backup-operators"),
        ("svc-vc", "grp-hypervisor-admins"),
        ("svc-test", "grp-test-admins"),
    ):
        ways.lead("MemberOf", at(members), at(group))


def _lay_administration(register: Register, ways: Ways) -> None:
    at = register.at
    core = [role.code for role in ROLES if role.zone == "zone-core"]
    backup = [role.code for role in ROLES if role.zone == "zone-backup"]
    servers = [
        role.code
        for role in ROLES
        if role.zone not in {"zone-core", "zone-backup"} and DOMAIN_OF[role.entity] is DOMAINS[0]
    ]
    ways.lead("AdminTo", at("grp-domain-admins-rivages"), at(*core))
    ways.lead("AdminTo", at("grp-server-admins"), at(*servers))
    ways.lead("AdminTo", at("grp-dba"), at("srv-dbcore", "srv-dbcrm", "srv-dbged", "srv-dbhr"))
    ways.lead("AdminTo", at("grp-network-admins"), at("fw-dc", "fw-hq", "fw-rg", "sw-core"))
    ways.lead("AdminTo", at("grp-hypervisor-admins"), at("srv-vc", "srv-esx"))
    ways.lead("AdminTo", at("grp-backup-operators"), at(*backup))
    ways.lead("AdminTo", at("grp-test-admins"), at("srv-test", "srv-dev", "srv-ci", "srv-git"))
    for zone in WORKSTATION_ZONES:
        if _WORKSTATION_ENTITY[f"zone-{zone}"] in {"mutual", "it"}:
            ways.lead("AdminTo", at("grp-helpdesk"), at(f"pc:zone-{zone}"))
    ways.lead("GenericAll", at("grp-helpdesk"), at("ou-staff-mutual"))
    ways.lead("GenericWrite", at("grp-workstation-policies"), at("gpo-workstations"))
    ways.lead("MemberOf", at("grp-helpdesk"), at("grp-workstation-policies"))
    ways.lead("CanRDP", at("grp-remote-desktop"), at("srv-rds"))
    ways.lead("CanRDP", at("grp-remote-desktop-provident"), at("prv-rds"))
    for admins, zone in (("adm-prv", "zone-provident"), ("adm-sns", "zone-care")):
        for role in ROLES:
            if role.zone == zone:
                ways.lead_each("AdminTo", at(admins), at(role.code))
