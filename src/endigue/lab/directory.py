"""The Samba domain on `dc-1`: people, groups, machines, and a way up to the domain's masters.

A new domain takes some twenty seconds, so the empty one is kept in the user's cache, and laid at
the same place each time: its files name their own paths.
"""

import tarfile
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
NESTED = (("ServerOps", "HelpDesk"), ("Domain Admins", "ServerOps"))
"""Which group is a member of which: whoever has alice has the domain."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who can log on."""

    login: str
    password: str = PASSWORD


ACCOUNTS = tuple(Account(login) for login in (*PEOPLE, *SERVICES, DEPUTY))


def start(cache: Path) -> None:
    """Start the domain controller with an empty domain; `cache` is a folder that outlives us."""
    room = folder("dc")
    kept = cache / "lab-domain.tar"
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


def machines() -> tuple[str, ...]:
    """Hosts that are members of the domain."""
    return tuple(host.name for host in HOSTS if host.zone in ("hq", "site", "srv"))
