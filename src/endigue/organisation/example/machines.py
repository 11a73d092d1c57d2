"""Servers and appliances by role."""

from collections.abc import Iterator
from typing import NamedTuple

from endigue.kernel.money import Cents
from endigue.organisation.example.calibration import scaled, work
from endigue.organisation.example.chance import Chance
from endigue.organisation.example.group import DOMAIN_OF, DOMAINS
from endigue.organisation.example.network import address
from endigue.organisation.example.register import Register
from endigue.organisation.model import Asset, AssetKind

_WINDOWS, _LINUX, _ESX = "Windows Server 2022", "Debian 12", "ESXi 8"
_FIRMWARE = "firmware"


class Role(NamedTuple):
    """Machines that do the same. `base` is the count at 700 staff; `grows` with the staff. Counts,
    rebuild hours and gigabytes are assumed, so that all roles come to the 250 to 400 servers
    that a mutual of this size is thought to have.
    """

    code: str
    base: int
    zone: str
    entity: str
    os: str
    rebuild_hours: float
    restore_gb: float
    grows: bool = False
    kind: AssetKind = "machine"
    also: str = ""
    """A second DNS label of the first machine."""


ROLES = (
    Role("srv-dc", 3, "zone-core", "it", _WINDOWS, 16, 60),
    Role("srv-pki", 1, "zone-core", "it", _WINDOWS, 16, 40),
    Role("srv-vc", 1, "zone-core", "it", _LINUX, 12, 80),
    Role("srv-esx", 14, "zone-core", "it", _ESX, 4, 0, grows=True),
    Role("srv-pam", 1, "zone-core", "it", _LINUX, 12, 60),
    Role("paw", 4, "zone-core", "it", "Windows 11", 3, 0),
    Role("fw-dc", 2, "zone-core", "it", _FIRMWARE, 6, 0, kind="appliance"),
    Role("fw-hq", 1, "zone-core", "it", _FIRMWARE, 6, 0, kind="appliance"),
    Role("fw-rg", 1, "zone-core", "it", _FIRMWARE, 6, 0, kind="appliance"),
    Role("sw-core", 2, "zone-core", "it", _FIRMWARE, 4, 0, kind="appliance"),
    Role("srv-bkp", 1, "zone-backup", "it", _WINDOWS, 16, 200),
    Role("srv-bkr", 3, "zone-backup", "it", _LINUX, 8, 0, grows=True),
    Role("tape", 1, "zone-backup", "it", _FIRMWARE, 4, 0, kind="appliance"),
    Role("srv-deploy", 1, "zone-admin", "it", _WINDOWS, 12, 300),
    Role("srv-edr", 1, "zone-admin", "it", _LINUX, 8, 120),
    Role("srv-siem", 1, "zone-admin", "it", _LINUX, 12, 2000),
    Role("srv-mon", 2, "zone-admin", "it", _LINUX, 6, 60),
    Role("srv-jump", 2, "zone-admin", "it", _WINDOWS, 8, 60),
    Role("srv-idsync", 1, "zone-admin", "it", _WINDOWS, 10, 60),
    Role("srv-print", 2, "zone-admin", "it", _WINDOWS, 6, 40, grows=True),
    Role("srv-rp", 2, "zone-dmz", "mutual", _LINUX, 6, 20),
    Role("srv-web", 2, "zone-dmz", "mutual", _LINUX, 8, 60, grows=True),
    Role("srv-mweb", 4, "zone-dmz", "mutual", _LINUX, 8, 40, grows=True),
    Role("srv-api", 2, "zone-dmz", "mutual", _LINUX, 8, 40, grows=True),
    Role("srv-relay", 2, "zone-dmz", "mutual", _LINUX, 6, 20),
    Role("srv-sftp", 1, "zone-dmz", "mutual", _LINUX, 6, 80),
    Role("vpn", 2, "zone-dmz", "it", _FIRMWARE, 6, 0, kind="appliance"),
    Role("srv-claims", 6, "zone-apps", "mutual", _LINUX, 12, 120, grows=True),
    Role("srv-contrib", 4, "zone-apps", "mutual", _LINUX, 12, 120, grows=True),
    Role("srv-subs", 3, "zone-apps", "mutual", _LINUX, 10, 80, grows=True),
    Role("srv-crm", 4, "zone-apps", "mutual", _WINDOWS, 12, 120, grows=True),
    Role("srv-tp", 4, "zone-apps", "mutual", _LINUX, 12, 80, grows=True),
    Role("srv-telet", 3, "zone-apps", "mutual", _LINUX, 12, 120, grows=True),
    Role("srv-ged", 4, "zone-apps", "mutual", _WINDOWS, 12, 150, grows=True),
    Role("srv-scan", 2, "zone-apps", "mutual", _WINDOWS, 8, 80),
    Role("srv-hosp", 2, "zone-apps", "mutual", _LINUX, 10, 60),
    Role("srv-hrpay", 2, "zone-apps", "mutual", _WINDOWS, 10, 60),
    Role("srv-acct", 2, "zone-apps", "mutual", _WINDOWS, 10, 80),
    Role("srv-treas", 2, "zone-apps", "mutual", _WINDOWS, 10, 40),
    Role("srv-bi", 4, "zone-apps", "mutual", _LINUX, 10, 300, grows=True),
    Role("srv-intra", 2, "zone-apps", "mutual", _WINDOWS, 8, 80),
    Role("srv-batch", 2, "zone-apps", "mutual", _LINUX, 8, 40),
    Role("srv-bus", 3, "zone-apps", "mutual", _LINUX, 10, 40, grows=True),
    Role("srv-cti", 2, "zone-apps", "mutual", _WINDOWS, 8, 40),
    Role("srv-sso", 2, "zone-apps", "mutual", _LINUX, 10, 40),
    Role("srv-rds", 16, "zone-apps", "mutual", _WINDOWS, 5, 40, grows=True),
    Role("srv-dep", 34, "zone-apps", "mutual", _WINDOWS, 6, 60, grows=True),
    Role("srv-dbcore", 3, "zone-data", "mutual", _LINUX, 14, 150),
    Role("srv-dbcrm", 2, "zone-data", "mutual", _WINDOWS, 12, 100),
    Role("srv-dbged", 2, "zone-data", "mutual", _WINDOWS, 12, 100),
    Role("srv-dbhr", 2, "zone-data", "mutual", _WINDOWS, 12, 60),
    Role("srv-dbdwh", 2, "zone-data", "mutual", _LINUX, 12, 150, grows=True),
    Role("srv-file", 4, "zone-data", "mutual", _WINDOWS, 8, 80, grows=True, also="partages"),
    Role("nas", 2, "zone-data", "it", _FIRMWARE, 10, 0, kind="appliance"),
    Role("srv-mail", 3, "zone-mail", "mutual", _WINDOWS, 14, 1500, grows=True),
    Role("pbx", 2, "zone-voice", "mutual", _FIRMWARE, 6, 10, kind="appliance"),
    Role("srv-ivr", 2, "zone-voice", "mutual", _LINUX, 6, 20),
    Role("srv-acd", 2, "zone-voice", "mutual", _LINUX, 8, 40),
    Role("srv-rec", 1, "zone-voice", "mutual", _WINDOWS, 6, 800),
    Role("sbc", 2, "zone-voice", "mutual", _FIRMWARE, 6, 0, kind="appliance"),
    Role("srv-test", 44, "zone-test", "it", _LINUX, 4, 40, grows=True),
    Role("srv-dev", 20, "zone-test", "it", _LINUX, 4, 40, grows=True),
    Role("srv-ci", 3, "zone-test", "it", _LINUX, 6, 100, grows=True),
    Role("srv-git", 1, "zone-test", "it", _LINUX, 6, 200),
    Role("prv-dc", 2, "zone-provident", "provident", _WINDOWS, 16, 40),
    Role("prv-app", 6, "zone-provident", "provident", _WINDOWS, 10, 80, grows=True),
    Role("prv-db", 2, "zone-provident", "provident", _WINDOWS, 12, 80),
    Role("prv-file", 1, "zone-provident", "provident", _WINDOWS, 8, 900, also="partages"),
    Role("prv-rds", 4, "zone-provident", "provident", _WINDOWS, 5, 40, grows=True),
    Role("sns-dc", 2, "zone-care", "care", _WINDOWS, 16, 40),
    Role("sns-appt", 2, "zone-care", "care", _LINUX, 8, 40),
    Role("sns-med", 2, "zone-care", "care", _WINDOWS, 10, 120),
    Role("sns-opt", 3, "zone-care", "care", _WINDOWS, 8, 60, grows=True),
    Role("sns-db", 2, "zone-care", "care", _WINDOWS, 12, 80),
    Role("sns-file", 1, "zone-care", "care", _WINDOWS, 8, 600),
    Role("sns-img", 1, "zone-care", "care", _WINDOWS, 8, 80),
)

ROLE_CODES = tuple(role.code for role in ROLES)

_SYSTEM_SKILL = "system"


class Naming:
    """Gives hosts their numbers: addresses by zone, relative identifiers by domain."""

    def __init__(self, chance: Chance) -> None:
        parts = (chance.shares(3 * len(DOMAINS)) * 2**32).astype("int64").tolist()
        self._authority = {
            domain.key: "S-1-5-21-" + "-".join(map(str, parts[3 * place : 3 * place + 3]))
            for place, domain in enumerate(DOMAINS)
        }
        self._in_zone: dict[str, int] = {}
        self._in_domain: dict[str, int] = {}

    def security_identifier(self, entity: str) -> str:
        """The next one of the domain of this company."""
        key = DOMAIN_OF[entity].key
        number = self._in_domain.get(key, 1100)
        self._in_domain[key] = number + 1
        return f"{self._authority[key]}-{number}"

    def of_host(self, host: str, zone: str, entity: str) -> tuple[str, ...]:
        """FQDN, NetBIOS name, SID and address."""
        number = self._in_zone.get(zone, 0)
        self._in_zone[zone] = number + 1
        domain = DOMAIN_OF[entity]
        return (
            f"{host}.{domain.dns}",
            f"{domain.netbios}\\{host.upper()}",
            self.security_identifier(entity),
            address(zone, number),
        )

    def of_account(self, account: str, entity: str) -> tuple[str, ...]:
        """UPN, down-level name and SID."""
        domain = DOMAIN_OF[entity]
        return (
            f"{account}@{domain.dns}",
            f"{domain.netbios}\\{account}",
            self.security_identifier(entity),
        )


def enlist_servers(register: Register, naming: Naming, staff: int) -> None:
    """One block a role, named by its code."""
    for role in ROLES:
        register.enlist(role.code, _machines(role, naming, staff))


def _machines(role: Role, naming: Naming, staff: int) -> Iterator[Asset]:
    count = max(role.base, scaled(role.base, staff)) if role.grows else role.base
    width = max(2, len(str(count)))
    cost = Cents(work(role.rebuild_hours, _SYSTEM_SKILL))
    for number in range(1, count + 1):
        host = f"{role.code}-{number:0{width}}"
        yield Asset(
            id=host,
            name=host.upper(),
            kind=role.kind,
            zone=role.zone,
            entity=role.entity,
            os=role.os,
            rebuild_hours=float(role.rebuild_hours),
            restore_gb=float(role.restore_gb),
            fall_cost=cost,
            aliases=(
                *naming.of_host(host, role.zone, role.entity),
                *(
                    [f"{role.also}.{DOMAIN_OF[role.entity].dns}"]
                    if role.also and number == 1
                    else ()
                ),
            ),
        )
