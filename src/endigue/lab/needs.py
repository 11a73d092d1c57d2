"""What the lab needs of the machine that it runs on."""

import os
import shutil

PROGRAMS = (
    "ip", "nft", "unshare", "nmap", "ssh", "sshd", "samba", "samba-tool", "smbd", "smbclient",
    "slapd", "postfix", "dovecot", "doveadm", "unbound", "unbound-control", "squid", "nginx",
    "kamailio", "sipp", "ping", "ss",
)  # fmt: skip
PACKAGES = (
    "nftables", "iproute2", "iputils-ping", "nmap", "openssh-server", "openssh-client",
    "samba", "samba-ad-dc", "samba-ad-provision", "samba-dsdb-modules", "winbind",
    "python3-samba", "python3-markdown", "smbclient", "ldb-tools", "slapd", "ldap-utils",
    "postfix", "dovecot-imapd", "dovecot-lmtpd", "unbound", "squid", "nginx", "kamailio",
    "sip-tester", "postgresql",
)  # fmt: skip
"""Of Debian 12."""


def missing() -> tuple[str, ...]:
    """Why the lab cannot be raised here; nothing where it can."""
    lacks = [f"the program {name}" for name in PROGRAMS if _program(name) is None]
    if os.name != "posix" or os.geteuid() != 0:
        lacks.insert(0, "root")
    return tuple(lacks)


def _program(name: str) -> str | None:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
