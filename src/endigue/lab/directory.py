"""The Samba domain on `dc-1`: people, groups, machines, and a way up to the domain's masters.

A new domain takes some twenty seconds, so the empty one is kept in the user's cache, and laid at
the same place each time: its files name their own paths.
"""

import tarfile
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path

from endigue.lab.box import ROOM, done
from endigue.lab.services import begin, folder, wait_for
from endigue.lab.town import BY_NAME, DOMAIN, HOSTS

MASTER_PASSWORD = "Passw0rd!Lab"  # noqa: S105 - of a made-up domain
PASSWORD = "Secret-Word-1"  # noqa: S105 - of made-up people
BASE = "DC=mutual,DC=lab"
REALM = DOMAIN.upper()
MASTER = f"Administrator@{REALM}"

VERSION = 2
"""Of what a new domain holds: another one is made anew."""
PEOPLE = ("alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi")
SERVICES = ("svc-backup", "svc-claims")
DEPUTY = "deputy"
"""A second master of the domain."""
GROUPS = {
    "HelpDesk": ("alice",),
    "ServerOps": (),
    "BackupOps": ("svc-backup",),
}
"""Groups of ours with their people."""
MEMBERS = (
    ("HelpDesk", "ServerOps"),
    ("ServerOps", "Domain Admins"),
    (DEPUTY, "Domain Admins"),
)
"""Who is a member of what: whoever has alice has the domain."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who can log on."""

    login: str
    password: str = PASSWORD


ACCOUNTS = tuple(Account(login) for login in (*PEOPLE, *SERVICES, DEPUTY))


def start(cache: Path) -> None:
    """Start the domain controller with an empty domain; `cache` is a folder that outlives us."""
    room = folder("dc")
    kept = cache / f"lab-domain-{VERSION}.tar"
    if kept.exists():
        with tarfile.open(kept) as archive:
            archive.extractall(room, filter="fully_trusted")  # noqa: S202 - we wrote it
    else:
        _provision(room)
        cache.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_suffix(".new")
        with tarfile.open(fresh, "w") as archive:
            archive.add(room, ".")
        fresh.rename(kept)
    begin("dc-1", ["unshare", "--uts", "sh", "-c",
                   'hostname dc-1; exec samba -F --no-process-group -s "$1"',
                   "sh", f"{room}/etc/smb.conf"])  # fmt: skip


def ready() -> None:
    """Wait until it answers."""
    wait_for("dc-1", 636)


def _provision(room: Path) -> None:
    done(
        "ip", "netns", "exec", "dc-1", "unshare", "--uts", "sh", "-c",
        'hostname dc-1; exec samba-tool domain provision "$@"', "sh",
        f"--realm={REALM}", "--domain=MUTUAL", "--server-role=dc", "--dns-backend=SAMBA_INTERNAL",
        f"--adminpass={MASTER_PASSWORD}", "--host-name=DC-1",
        f"--host-ip={BY_NAME['dc-1'].address}", f"--targetdir={room}",
        "--option=interfaces=lo eth0", "--option=bind interfaces only=yes", "--use-rfc2307",
        seconds=300.0,
    )  # fmt: skip
    config = room / "etc" / "smb.conf"
    own = "".join(
        f"\t{name} = {ROOM}/dc/{place}\n"
        for name, place in (
            ("pid directory", "pid"), ("ncalrpc dir", "rpc"), ("ntp signd socket directory", "ntp"),
            ("winbindd socket directory", "winbind"),
        )
    )  # fmt: skip
    for place in ("pid", "rpc", "ntp", "winbind"):
        (room / place).mkdir(exist_ok=True)
    (room / "ntp").chmod(0o750)
    own += f"\tlog file = {ROOM}/dc/log.%m\n"
    text = config.read_text().replace("[global]\n", f"[global]\n{own}", 1)
    config.write_text(text)
    database = ("-H", f"{room}/private/sam.ldb", f"--configfile={config}")
    done("ldbadd", *database, given=_entries())
    done("ldbmodify", *database, given=_memberships())


def _entries() -> str:
    """The people, groups and machines as LDIF."""
    secret = b64encode(f'"{PASSWORD}"'.encode("utf-16-le")).decode()
    people = [
        f"dn: CN={one.login},CN=Users,{BASE}\nobjectClass: user\nsAMAccountName: {one.login}\n"
        f"userPrincipalName: {one.login}@{DOMAIN}\nunicodePwd:: {secret}\n"
        "userAccountControl: 512\n"
        for one in ACCOUNTS
    ]
    hosts = [
        f"dn: CN={name.upper()},CN=Computers,{BASE}\nobjectClass: computer\n"
        f"sAMAccountName: {name.upper()}$\nuserAccountControl: 4096\n"
        f"dNSHostName: {name}.{DOMAIN}\noperatingSystem: {_system(name)}\n"
        for name in machines()
    ]
    groups = [
        f"dn: CN={name},CN=Users,{BASE}\nobjectClass: group\nsAMAccountName: {name}\n"
        "groupType: -2147483646\n"
        + "".join(f"member: CN={who},CN=Users,{BASE}\n" for who in members)
        for name, members in GROUPS.items()
    ]
    return "\n".join((*people, *hosts, *groups))


def _memberships() -> str:
    return "\n".join(
        f"dn: CN={group},CN=Users,{BASE}\nchangetype: modify\nadd: member\n"
        f"member: CN={member},CN=Users,{BASE}\n"
        for member, group in MEMBERS
    )


def _system(host: str) -> str:
    return "Windows 11 Pro" if host.startswith("pc-") else "Windows Server 2022"


def machines() -> tuple[str, ...]:
    """Hosts that are members of the domain."""
    return tuple(host.name for host in HOSTS if host.zone in ("hq", "site", "srv"))
