"""What is held (data sets, shared mailboxes), who is outside, and what hand-work uses."""

from typing import NamedTuple

from endigue.kernel.money import Cents
from endigue.organisation.example.calibration import (
    BENEFICIARIES,
    MAILBOX_FALL_COST,
    PARTNER_FALL_COST,
    RECORD_COST,
    STAFF,
    work,
)
from endigue.organisation.example.group import DOMAIN_OF
from endigue.organisation.example.register import Register, Ways
from endigue.organisation.example.staff import DEPARTMENTS
from endigue.organisation.model import Asset


class DataSet(NamedTuple):
    """Data on the disks of some machines. `share` is the part of the people covered whose
    data it holds; shares and gigabytes are assumed. People who stand in several data sets are
    informed once, so `told` is the part whose information is charged to this one.
    """

    code: str
    name: str
    entity: str
    hosts: tuple[str, ...]
    """Roles. Whoever holds one machine of them holds the data."""
    share: float
    told: float
    restore_gb: float
    nth: int | None = None
    """Only this machine of each role."""


DATA_SETS = (
    DataSet("members", "Référentiel des adhérents", "mutual", ("srv-dbcore",), 1.0, 0.6, 900),
    DataSet("claims", "Prestations", "mutual", ("srv-dbcore",), 1.0, 0.2, 2400),
    DataSet("contributions", "Cotisations et RIB", "mutual", ("srv-dbcore",), 0.6, 0.1, 500),
    DataSet("documents", "Pièces numérisées", "mutual", ("srv-dbged", "nas"), 0.9, 0.1, 9000),
    DataSet("relations", "Historique des contacts", "mutual", ("srv-dbcrm",), 0.7, 0.0, 700),
    DataSet("staff", "Dossiers du personnel", "mutual", ("srv-dbhr",), 0.0015, 0.0015, 120),
    DataSet("share-hq", "Partages du siège", "mutual", ("srv-file",), 0.01, 0.0, 2500, 0),
    DataSet("share-regional", "Partages régionaux", "mutual", ("srv-file",), 0.006, 0.006, 1500, 1),
    DataSet(
        "share-archive", "Archives non sauvegardées", "mutual", ("srv-file",), 0.3, 0.0, 4000, 2
    ),
    DataSet("warehouse", "Entrepôt décisionnel", "mutual", ("srv-dbdwh",), 1.0, 0.0, 3500),
    DataSet("provident", "Dossiers de prévoyance", "provident", ("prv-db",), 0.15, 0.15, 600),
    DataSet("patients", "Dossiers des patients", "care", ("sns-db", "sns-img"), 0.04, 0.04, 1800),
)

_ZONES = {"mutual": "zone-data", "provident": "zone-provident", "care": "zone-care"}

_MAILBOXES = (
    ("prestations", "claims"),
    ("adhesions", "contributions"),
    ("pec", "hospital"),
    ("contact", "telephone"),
    ("comptabilite", "finance"),
    ("rh", "hr"),
    ("presse", "communication"),
    ("direction", "management"),
    ("reclamations", "risk"),
    ("prevoyance", "provident-desk"),
    ("opticiens", "optical"),
    ("assistance", "helpdesk"),
)
"""Shared mailboxes and the department that reads each."""

_PARTNERS = (
    ("ext-scheme", "Régime obligatoire (télétransmission)"),
    ("ext-tp-operator", "Opérateur de tiers payant"),
    ("ext-bank", "Banque"),
    ("ext-hosting", "Hébergeur du centre de données"),
    ("ext-carrier", "Opérateur téléphonique"),
    ("ext-vendor", "Éditeur du logiciel de gestion (télémaintenance)"),
)

_KITS = (
    ("kit-mobile-phones", "Téléphones portables de crise"),
    ("kit-printed-lists", "Annuaires et listes imprimés"),
    ("kit-paper-forms", "Formulaires papier prénumérotés"),
    ("kit-fax-line", "Ligne et télécopieur analogiques"),
    ("kit-clean-laptops", "Ordinateurs propres gardés hors du réseau"),
    ("kit-cheque-books", "Chéquiers et ordres de virement papier"),
    ("kit-post-room", "Atelier courrier manuel"),
    ("kit-notice-page", "Page d'information hébergée hors du SI"),
    ("kit-4g-router", "Accès Internet 4G de secours"),
)
"""Outside the network: no zone, no link, nothing that an intruder or a cut can reach."""


def enlist_data(register: Register, staff: int) -> None:
    """Blocks `data:CODE`, `box:NAME`, one block for each party outside, and `kits`."""
    covered = BENEFICIARIES * staff // STAFF
    for one in DATA_SETS:
        register.enlist(f"data:{one.code}", [_data_set(one, covered)])
    for box, department in _MAILBOXES:
        register.enlist(f"box:{box}", [_mailbox(box, department)])
    for identifier, name in _PARTNERS:
        register.enlist(
            identifier,
            [
                Asset(
                    identifier, name, "external", zone="zone-partners", fall_cost=PARTNER_FALL_COST
                )
            ],
        )
    register.enlist(
        "ext-internet", [Asset("ext-internet", "Internet", "external", "zone-internet")]
    )
    register.enlist("kits", [Asset(code, name, "appliance") for code, name in _KITS])


def lay_data(register: Register, ways: Ways) -> None:
    """Who holds a machine holds its data; who is in a department opens its mailbox and share."""
    at = register.at
    for one in DATA_SETS:
        hosts = at(*one.hosts)
        ways.lead("Hosts", hosts if one.nth is None else hosts[one.nth], at(f"data:{one.code}"))
    for box, department in _MAILBOXES:
        ways.lead("CanReadMail", at(f"dep-{department}"), at(f"box:{box}"))
    for office in DEPARTMENTS:
        if office.entity == "mutual":
            for share in ("data:share-hq", "data:share-regional"):
                ways.lead("SharedFolder", at(f"dep-{office.code}"), at(share))


def _data_set(one: DataSet, covered: int) -> Asset:
    told = round(one.told * covered)
    return Asset(
        id=f"data-{one.code}",
        name=one.name,
        kind="dataset",
        zone=_ZONES[one.entity],
        entity=one.entity,
        records=round(one.share * covered),
        rebuild_hours=4.0,
        restore_gb=float(one.restore_gb),
        fall_cost=Cents(work(4.0, "database") + RECORD_COST * told),
    )


def _mailbox(box: str, department: str) -> Asset:
    entity = {"prevoyance": "provident", "opticiens": "care", "assistance": "it"}.get(box, "mutual")
    return Asset(
        id=f"box-{box}",
        name=f"Boîte partagée {box} ({department})",
        kind="mailbox",
        entity=entity,
        fall_cost=MAILBOX_FALL_COST,
        aliases=(f"{box}@{DOMAIN_OF[entity].dns}",),
    )
