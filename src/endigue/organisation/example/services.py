"""Technical services: what each needs. Which redundancy each has is assumed."""

from collections.abc import Iterator

from endigue.organisation.example.directory import TRUSTS
from endigue.organisation.example.needing import every, one_of, share_of
from endigue.organisation.example.register import Register
from endigue.organisation.model import Need, Service

_BOTH_SITES = ("workplace-hq", "workplace-regional")

DESKS = {
    "claims": _BOTH_SITES,
    "telephone": _BOTH_SITES,
    "contributions": _BOTH_SITES,
    "sales": _BOTH_SITES,
    "hospital": _BOTH_SITES,
    "documents": _BOTH_SITES,
    "finance": _BOTH_SITES,
    "hr": _BOTH_SITES,
    "provident-desk": ("workplace-provident",),
    "centres": ("workplace-care",),
    "optical": ("workplace-care",),
}
"""Departments whose work needs their workstations, and the workplaces where those stand: no
site alone has enough of them."""

ENOUGH_DESKS = 0.75
"""Assumed: part of a department's workstations with which its work goes on."""


def services(register: Register) -> tuple[Service, ...]:
    """Every technical service, each after those that it needs."""
    return tuple(
        Service(identifier, need)
        for part in (_foundations, _workplaces, _databases, _channels, _systems, _sister_companies)
        for identifier, need in part(register)
    )


Rows = Iterator[tuple[str, Need]]


def _foundations(register: Register) -> Rows:
    ids = register.ids
    yield "directory", one_of(ids("srv-dc"))
    yield "directory-provident", one_of(ids("prv-dc"))
    yield "directory-care", one_of(ids("sns-dc"))
    yield "virtualisation", share_of(0.7, ids("srv-esx"))
    yield "storage", one_of(ids("nas"))
    yield "core-network", every(one_of(ids("fw-dc")), one_of(ids("sw-core")))
    yield "hosting", every("virtualisation", "core-network", "storage")
    yield "integration-bus", every(share_of(0.6, ids("srv-bus")), "svc-bus", "hosting")
    yield "batch", every(one_of(ids("srv-batch")), "svc-batch", "hosting")
    yield "backups", every(*ids("srv-bkp"), share_of(0.6, ids("srv-bkr")), "svc-backup")


def _workplaces(register: Register) -> Rows:
    ids = register.ids
    yield (
        "workplace-hq",
        every(
            "directory",
            "core-network",
            *ids("fw-hq"),
            "flow-ws-hq-core-auth",
            "flow-ws-hq-apps-https",
        ),
    )
    yield (
        "workplace-regional",
        every(
            "directory",
            "core-network",
            *ids("fw-rg"),
            "flow-ws-regional-core-auth",
            "flow-ws-regional-apps-https",
        ),
    )
    yield "workplace", one_of(("workplace-hq", "workplace-regional"))
    yield (
        "workplace-provident",
        every(
            "directory-provident",
            "flow-ws-provident-provident-auth",
            "flow-ws-provident-provident-https",
        ),
    )
    yield (
        "workplace-care",
        every("directory-care", "flow-ws-care-care-auth", "flow-ws-care-care-https"),
    )
    for code, workplaces in DESKS.items():
        yield f"desks-{code}", every(share_of(ENOUGH_DESKS, ids(f"pc:{code}")), *workplaces)


def _databases(register: Register) -> Rows:
    ids = register.ids
    yield "database-core", every(share_of(0.6, ids("srv-dbcore")), "svc-dbcore", "hosting")
    yield (
        "database-relations",
        every(one_of(ids("srv-dbcrm")), "svc-sql", "data-relations", "hosting"),
    )
    yield "database-documents", every(one_of(ids("srv-dbged")), "svc-sql", "hosting")
    yield "database-staff", every(one_of(ids("srv-dbhr")), "svc-sql", "data-staff", "hosting")
    yield (
        "member-directory",
        every("database-core", "data-members", "flow-apps-data-sql"),
    )
    yield "files-hq", every(ids("srv-file")[0], "data-share-hq", "flow-ws-hq-data-smb", "directory")
    yield (
        "files-regional",
        every(ids("srv-file")[1], "data-share-regional", "flow-ws-regional-data-smb", "directory"),
    )


def _channels(register: Register) -> Rows:
    ids = register.ids
    yield "mail", every(one_of(ids("srv-mail")), "svc-mail", "directory", "hosting")
    yield (
        "mail-internet",
        every(
            "mail",
            one_of(ids("srv-relay")),
            "flow-internet-dmz-smtp",
            "flow-dmz-internet-smtp",
            "flow-dmz-mail-smtp",
        ),
    )
    yield (
        "voice",
        every(
            one_of(ids("pbx")),
            one_of(ids("sbc")),
            one_of(ids("srv-ivr")),
            one_of(ids("srv-acd")),
            "flow-partners-voice-trunk",
            "ext-carrier",
        ),
    )
    yield (
        "telephony-link",
        every(one_of(ids("srv-cti")), "svc-cti", "flow-voice-apps-cti", "hosting"),
    )
    yield "web-front", every(one_of(ids("srv-rp")), "flow-internet-dmz-https", "core-network")
    yield "member-web", every("web-front", share_of(0.5, ids("srv-web")), "svc-web", "hosting")
    yield "remote-desktops", every(share_of(0.6, ids("srv-rds")), "directory", "hosting")
    yield "member-sign-on", every(one_of(ids("srv-sso")), "svc-sso", "hosting")
    yield "file-exchange", every(*ids("srv-sftp"), "svc-sftp", "flow-partners-dmz-sftp", "hosting")


def _systems(register: Register) -> Rows:
    ids = register.ids
    yield (
        "claims-system",
        every(share_of(0.6, ids("srv-claims")), "svc-claims", "member-directory", "data-claims"),
    )
    yield (
        "contributions-system",
        every(
            share_of(0.5, ids("srv-contrib")),
            "svc-contrib",
            "member-directory",
            "data-contributions",
        ),
    )
    yield (
        "subscription-system",
        every(share_of(0.6, ids("srv-subs")), "svc-subs", "member-directory"),
    )
    yield "relations-system", every(share_of(0.5, ids("srv-crm")), "svc-crm", "database-relations")
    yield (
        "third-party-payment-system",
        every(
            share_of(0.5, ids("srv-tp")),
            "svc-tp",
            "member-directory",
            "flow-apps-partners-claims",
            "ext-tp-operator",
        ),
    )
    yield (
        "teletransmission-system",
        every(
            share_of(0.6, ids("srv-telet")),
            "svc-telet",
            "claims-system",
            "batch",
            "flow-apps-partners-teletransmission",
            "ext-scheme",
        ),
    )
    yield (
        "documents-system",
        every(share_of(0.5, ids("srv-ged")), "svc-ged", "database-documents", "data-documents"),
    )
    yield "scanning", every(one_of(ids("srv-scan")), "svc-scan", "documents-system")
    yield "hospital-system", every(one_of(ids("srv-hosp")), "svc-hosp", "member-directory")
    yield "payroll-system", every(one_of(ids("srv-hrpay")), "svc-hrpay", "database-staff")
    yield (
        "accounting-system",
        every(one_of(ids("srv-acct")), "svc-acct", "database-core", "files-hq"),
    )
    yield (
        "treasury-system",
        every(
            one_of(ids("srv-treas")), "svc-treas", "flow-apps-partners-bank", "ext-bank", "hosting"
        ),
    )
    yield "reporting", every(share_of(0.5, ids("srv-bi")), "svc-bi", "data-warehouse", "hosting")
    yield (
        "member-area-system",
        every(
            "web-front",
            share_of(0.5, ids("srv-mweb")),
            "svc-web",
            "member-sign-on",
            "integration-bus",
            "claims-system",
            "flow-dmz-apps-https",
        ),
    )


def _sister_companies(register: Register) -> Rows:
    ids = register.ids
    two_way, outgoing = TRUSTS
    yield "database-provident", every(one_of(ids("prv-db")), "svc-prv-sql", "data-provident")
    yield (
        "provident-system",
        every(
            share_of(0.5, ids("prv-app")),
            "svc-prv-app",
            "database-provident",
            "directory-provident",
        ),
    )
    yield "remote-desktops-provident", share_of(0.5, ids("prv-rds"))
    yield (
        "provident-exchange",
        every("provident-system", "integration-bus", "flow-provident-apps-bus", two_way),
    )
    yield "database-care", every(one_of(ids("sns-db")), "svc-sns-sql", "data-patients")
    yield (
        "appointments-system",
        every(one_of(ids("sns-appt")), "svc-sns-appt", "database-care", "directory-care"),
    )
    yield (
        "appointments-online",
        every("appointments-system", "web-front", "flow-dmz-care-https"),
    )
    yield (
        "patient-records",
        every(one_of(ids("sns-med")), "svc-sns-med", "database-care", "directory-care"),
    )
    yield (
        "optical-system",
        every(share_of(0.5, ids("sns-opt")), "svc-sns-opt", "database-care", "directory-care"),
    )
    yield (
        "care-third-party",
        every("third-party-payment-system", "integration-bus", "flow-ws-care-apps-https", outgoing),
    )
