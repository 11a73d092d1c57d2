"""What an order names, as components need it: domains, addresses of mail, accounts.

Names come from evidence and from directories that others wrote, so none goes into a file or a
command that does not have the shape of what it should be.
"""

import re

from endigue.containment.enforcement.change import CannotPlan
from endigue.containment.enforcement.order import Order

_DOMAIN = re.compile(
    r"(?=.{4,253}$)([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{4,253}")
_HOST = re.compile(r"(?=.{1,253}$)(?=.*[A-Za-z])[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*")
_ACCOUNT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,63}")


def domains(order: Order) -> tuple[str, ...]:
    """Domain names, lower case. Raises CannotPlan where there is none."""
    found = {name.casefold() for name in order.names if _DOMAIN.fullmatch(name)}
    return _some(order, found, "enforcement.no_domain")


def mail_addresses(order: Order) -> tuple[str, ...]:
    """Addresses of mail, and domains for all addresses in them. Raises CannotPlan."""
    shaped = (_MAIL, _DOMAIN)
    found = {name.casefold() for name in order.names if any(one.fullmatch(name) for one in shaped)}
    return _some(order, found, "enforcement.no_mail_address")


def account(order: Order) -> str:
    """The name with which the account logs on: of `NAME@REALM`, and of a name behind a backslash.

    Raises CannotPlan.
    """
    for name in order.names:
        plain = name.rpartition("\\")[2].partition("@")[0]
        if _ACCOUNT.fullmatch(plain) and not plain.startswith("S-1-"):
            return plain.casefold()
    raise CannotPlan("enforcement.no_account", name=order.name)


def hosts(order: Order) -> tuple[str, ...]:
    """Names of a machine without their domain, lower case. Raises CannotPlan."""
    found = {short(name) for name in order.names if _HOST.fullmatch(name)}
    return _some(order, found, "enforcement.no_host_name")


def short(host: str) -> str:
    """The name of a machine without its domain, lower case."""
    return host.partition(".")[0].casefold()


def _some(order: Order, found: set[str], code: str) -> tuple[str, ...]:
    if not found:
        raise CannotPlan(code, name=order.name)
    return tuple(sorted(found))
