"""People at work: one workstation and one account each, by department."""

from typing import NamedTuple

import numpy as np

from endigue.organisation.example.calibration import (
    COMPANY_SHARES,
    REGIONAL_SHARE,
    WORKSTATION_REBUILD_HOURS,
    WORKSTATION_RESTORE_GB,
    work,
)
from endigue.organisation.example.chance import Chance, Positions
from endigue.organisation.example.machines import Naming
from endigue.organisation.example.register import Register
from endigue.organisation.model import Asset


class Department(NamedTuple):
    """A department; `share` is its part of the company's staff, assumed."""

    code: str
    name: str
    entity: str
    share: float


DEPARTMENTS = (
    Department("claims", "Prestations", "mutual", 0.26),
    Department("telephone", "Plateforme téléphonique", "mutual", 0.20),
    Department("contributions", "Cotisations", "mutual", 0.13),
    Department("sales", "Développement", "mutual", 0.14),
    Department("hospital", "Prises en charge", "mutual", 0.05),
    Department("documents", "Courrier et numérisation", "mutual", 0.05),
    Department("finance", "Finances", "mutual", 0.06),
    Department("hr", "Ressources humaines", "mutual", 0.03),
    Department("communication", "Communication", "mutual", 0.03),
    Department("management", "Direction", "mutual", 0.02),
    Department("risk", "Risques et juridique", "mutual", 0.03),
    Department("provident-desk", "Gestion prévoyance", "provident", 0.70),
    Department("provident-sales", "Développement prévoyance", "provident", 0.30),
    Department("centres", "Centres de soins", "care", 0.45),
    Department("optical", "Centres optiques", "care", 0.40),
    Department("care-office", "Siège des soins", "care", 0.15),
    Department("helpdesk", "Assistance informatique", "it", 0.24),
    Department("systems", "Systèmes et réseaux", "it", 0.30),
    Department("studies", "Études et développement", "it", 0.46),
)

_SITES = {
    "mutual": (("zone-ws-hq", "pc-hq"), ("zone-ws-regional", "pc-rg")),
    "provident": (("zone-ws-provident", "pc-pv"),),
    "care": (("zone-ws-care", "pc-cs"),),
    "it": (("zone-ws-it", "pc-it"),),
}
"""Zone and prefix of the workstations of each company; the second is the regional site."""


def people(staff: int) -> dict[str, int]:
    """Staff of each department, by largest remainders; they add up to `staff`."""
    shares = [COMPANY_SHARES[one.entity] * one.share for one in DEPARTMENTS]
    exact = np.array(shares) * staff
    counts = np.floor(exact).astype(int)
    order = np.argsort(counts - exact, kind="stable")
    counts[order[: staff - counts.sum()]] += 1
    return {one.code: int(count) for one, count in zip(DEPARTMENTS, counts, strict=True)}


def enlist_staff(register: Register, naming: Naming, chance: Chance, staff: int) -> None:
    """Blocks `pc:CODE` and `user:CODE` for each department; the person of a workstation stands
    in the same place in the other block. Blocks `pc:ZONE` hold the workstations of a zone.
    """
    by_zone: dict[str, list[Positions]] = {}
    numbers: dict[str, int] = {}
    width = max(4, len(str(staff)))
    for department, count in people(staff).items():
        entity = next(one.entity for one in DEPARTMENTS if one.code == department)
        regional = (chance.shares(count) < REGIONAL_SHARE).tolist()
        places = [_SITES[entity][-1 if away else 0] for away in regional]
        pcs = []
        for zone, prefix in places:
            numbers[prefix] = numbers.get(prefix, 0) + 1
            pcs.append(_workstation(f"{prefix}-{numbers[prefix]:0{width}}", zone, entity, naming))
        block = register.enlist(f"pc:{department}", pcs)
        zones = np.array([zone for zone, _ in places])
        for zone, _ in _SITES[entity]:
            by_zone.setdefault(zone, []).append(block[zones == zone])
    for zone, blocks in by_zone.items():
        register.name_block(f"pc:{zone}", np.concatenate(blocks))
    _enlist_accounts(register, naming, chance, staff, width)


def _enlist_accounts(
    register: Register, naming: Naming, chance: Chance, staff: int, width: int
) -> None:
    logins = iter(chance.some(np.arange(1, staff + 1, dtype=np.int32), staff).tolist())
    for department in DEPARTMENTS:
        count = len(register.at(f"pc:{department.code}"))
        register.enlist(
            f"user:{department.code}",
            [
                _account(f"u{next(logins):0{width}}", department.entity, naming)
                for _ in range(count)
            ],
        )


def _workstation(host: str, zone: str, entity: str, naming: Naming) -> Asset:
    return Asset(
        id=host,
        name=host.upper(),
        kind="machine",
        zone=zone,
        entity=entity,
        os="Windows 11",
        rebuild_hours=WORKSTATION_REBUILD_HOURS,
        restore_gb=WORKSTATION_RESTORE_GB,
        fall_cost=work(WORKSTATION_REBUILD_HOURS, "endpoint"),
        aliases=naming.of_host(host, zone, entity),
    )


def _account(login: str, entity: str, naming: Naming) -> Asset:
    return Asset(
        id=login,
        name=login,
        kind="account",
        entity=entity,
        aliases=naming.of_account(login, entity),
    )
