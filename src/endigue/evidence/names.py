"""Names of hosts and accounts as people and tools write them, taken apart."""

import re
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from endigue.evidence.findings import Role

NETBIOS_LENGTH = 15
"""Characters of a computer name that NetBIOS keeps."""

_PLACEHOLDERS = frozenset(
    {
        "", "-", "--", "?", "*", "n/a", "na", "n.a.", "none", "null", "(null)", "nil", "nan",
        "unknown", "<unknown>", "inconnu", "inconnue", "undefined", "%%1793",
        "localhost", "localhost.localdomain",
    }
)  # fmt: skip

_LOCAL_AUTHORITIES = frozenset(
    {
        "nt authority", "autorite nt", "autorité nt", "nt-autorität", "nt service", "service nt",
        "nt virtual machine", "window manager", "font driver host", "iis apppool", "builtin",
    }
)  # fmt: skip
"""Domains of the accounts that every Windows machine has."""

_LOCAL_ACCOUNTS = frozenset(
    {
        "system", "système", "systeme", "local system", "localsystem",
        "local service", "localservice", "service local",
        "network service", "networkservice", "service réseau", "service reseau",
        "anonymous logon", "anonymous", "ouverture de session anonyme",
        "defaultaccount", "wdagutilityaccount",
    }
)  # fmt: skip

_LOCAL_NUMBERED = re.compile(r"(dwm|umfd)-\d{1,4}")
_SID = re.compile(r"s-1-\d{1,15}(-\d{1,10}){1,15}")
_LOCAL_SID = re.compile(r"s-1-(0-0|5-(2|4|6|7|11|18|19|20|(80|82|83|90|96)(-\d+)*))")
_ADDRESS_SHAPE = re.compile(r"[0-9a-f.:\[\]]+(%\w+)?")


@dataclass(frozen=True, slots=True)
class Name:
    """One name, in lower case.

    `full` is the whole name without decoration; `bare` the host label or user name alone;
    `dns` and `netbios` the domain that qualifies it, or empty. A SID or an address has no
    `bare`. The $ that ends the account of a machine or a managed service is kept in an
    account's name, not in a host's.
    """

    full: str
    bare: str = ""
    dns: str = ""
    netbios: str = ""


def parse_name(written: str, role: Role) -> Name | None:
    r"""The name taken apart; None where it names nothing (empty, "-", "N/A") or, as an
    account, one that every machine has (NT AUTHORITY\SYSTEM, LOCAL SERVICE, S-1-5-18).
    """
    text = _undecorated(written)
    if text in _PLACEHOLDERS:
        return None
    if _SID.fullmatch(text):
        return None if _LOCAL_SID.fullmatch(text) else Name(full=text)
    address = _address(text)
    if address:
        return Name(full=address)
    name = _host(text) if role == "host" else _account(text)
    return None if name is None or name.bare in _PLACEHOLDERS else name


def truncated(bare: str) -> str:
    """The NetBIOS form of a host label: its first 15 characters."""
    return bare[:NETBIOS_LENGTH]


def _undecorated(written: str) -> str:
    text = written.strip().strip("\"'`«»\u201c\u201d\u2018\u2019").strip().casefold()
    return text.rstrip(".")


def _address(text: str) -> str:
    """The one spelling of an IP address; empty where the text is none."""
    if not _ADDRESS_SHAPE.fullmatch(text):
        return ""
    try:
        address = ip_address(text.strip("[]").split("%")[0])
    except ValueError:
        return ""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(address)


def _host(text: str) -> Name | None:
    domain, plain = _without_netbios_domain(text.lstrip("\\"))
    plain = plain.rstrip("$")
    bare, _, dns = plain.partition(".")
    if not bare:
        return None
    if dns or not domain:
        return Name(full=plain, bare=bare, dns=dns)
    return Name(full=f"{domain}\\{bare}", bare=bare, netbios=domain)


def _account(text: str) -> Name | None:
    domain, plain = _without_netbios_domain(text)
    if domain in _LOCAL_AUTHORITIES or plain in _LOCAL_ACCOUNTS or _LOCAL_NUMBERED.fullmatch(plain):
        return None
    bare, at, dns = plain.removeprefix("mailto:").partition("@")
    if not bare or (at and not dns):
        return None
    if "." in domain and not dns:
        domain, dns = "", domain
    if dns:
        return Name(full=f"{bare}@{dns}", bare=bare, dns=dns)
    if domain:
        return Name(full=f"{domain}\\{bare}", bare=bare, netbios=domain)
    return Name(full=bare, bare=bare)


def _without_netbios_domain(text: str) -> tuple[str, str]:
    domain, stroke, plain = text.replace("/", "\\").rpartition("\\")
    return (domain.strip(), plain.strip()) if stroke else ("", text)
