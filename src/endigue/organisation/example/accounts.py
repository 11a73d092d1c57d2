"""Accounts of administrators and of services."""

from typing import NamedTuple

from endigue.organisation.example.calibration import scaled
from endigue.organisation.example.machines import Naming
from endigue.organisation.example.register import Register
from endigue.organisation.model import Asset


class AdminRole(NamedTuple):
    """Administrators' accounts of one kind; `base`, the count at 700 staff, is assumed."""

    code: str
    base: int
    entity: str
    grows: bool = False


ADMIN_ROLES = (
    AdminRole("adm-t0", 4, "it"),
    AdminRole("adm-t1", 12, "it", grows=True),
    AdminRole("adm-hd", 10, "it", grows=True),
    AdminRole("adm-dba", 3, "it"),
    AdminRole("adm-net", 3, "it"),
    AdminRole("adm-prv", 2, "provident"),
    AdminRole("adm-sns", 2, "care"),
)


class ServiceAccount(NamedTuple):
    """An account under which software runs on every machine of some roles."""

    login: str
    entity: str
    runs_on: tuple[str, ...]


SERVICE_ACCOUNTS = (
    ServiceAccount("svc-backup", "it", ("srv-bkp",)),
    ServiceAccount("svc-deploy", "it", ("srv-deploy",)),
    ServiceAccount("svc-idsync", "it", ("srv-idsync",)),
    ServiceAccount("svc-edr", "it", ("srv-edr",)),
    ServiceAccount("svc-monitor", "it", ("srv-mon",)),
    ServiceAccount("svc-vc", "it", ("srv-vc",)),
    ServiceAccount("svc-sql", "mutual", ("srv-dbcrm", "srv-dbged", "srv-dbhr")),
    ServiceAccount("svc-dbcore", "mutual", ("srv-dbcore",)),
    ServiceAccount("svc-claims", "mutual", ("srv-claims",)),
    ServiceAccount("svc-contrib", "mutual", ("srv-contrib",)),
    ServiceAccount("svc-subs", "mutual", ("srv-subs",)),
    ServiceAccount("svc-crm", "mutual", ("srv-crm",)),
    ServiceAccount("svc-tp", "mutual", ("srv-tp",)),
    ServiceAccount("svc-telet", "mutual", ("srv-telet",)),
    ServiceAccount("svc-ged", "mutual", ("srv-ged",)),
    ServiceAccount("svc-scan", "mutual", ("srv-scan",)),
    ServiceAccount("svc-hosp", "mutual", ("srv-hosp",)),
    ServiceAccount("svc-hrpay", "mutual", ("srv-hrpay",)),
    ServiceAccount("svc-acct", "mutual", ("srv-acct",)),
    ServiceAccount("svc-treas", "mutual", ("srv-treas",)),
    ServiceAccount("svc-bi", "mutual", ("srv-bi", "srv-dbdwh")),
    ServiceAccount("svc-batch", "mutual", ("srv-batch",)),
    ServiceAccount("svc-bus", "mutual", ("srv-bus",)),
    ServiceAccount("svc-cti", "mutual", ("srv-cti",)),
    ServiceAccount("svc-sso", "mutual", ("srv-sso",)),
    ServiceAccount("svc-web", "mutual", ("srv-web", "srv-mweb", "srv-api")),
    ServiceAccount("svc-mail", "mutual", ("srv-mail",)),
    ServiceAccount("svc-sftp", "mutual", ("srv-sftp",)),
    ServiceAccount("svc-test", "it", ("srv-test", "srv-dev", "srv-ci")),
    ServiceAccount("svc-prv-app", "provident", ("prv-app",)),
    ServiceAccount("svc-prv-sql", "provident", ("prv-db",)),
    ServiceAccount("svc-sns-appt", "care", ("sns-appt",)),
    ServiceAccount("svc-sns-med", "care", ("sns-med",)),
    ServiceAccount("svc-sns-opt", "care", ("sns-opt",)),
    ServiceAccount("svc-sns-sql", "care", ("sns-db",)),
)


def enlist_privileged(register: Register, naming: Naming, staff: int) -> None:
    """A block for each kind of administrator, and one for each service account."""
    for role in ADMIN_ROLES:
        count = max(role.base, scaled(role.base, staff)) if role.grows else role.base
        width = max(2, len(str(count)))
        register.enlist(
            role.code,
            [
                _account(f"{role.code}-{number:0{width}}", role.entity, naming)
                for number in range(1, count + 1)
            ],
        )
    for service in SERVICE_ACCOUNTS:
        register.enlist(service.login, [_account(service.login, service.entity, naming)])


def _account(login: str, entity: str, naming: Naming) -> Asset:
    return Asset(
        id=login,
        name=login,
        kind="account",
        entity=entity,
        aliases=naming.of_account(login, entity),
    )
