"""sshd on every host and on the router, let in by one key."""

from pathlib import Path

from endigue.lab.box import ROOM, done
from endigue.lab.services import begin
from endigue.lab.town import HOSTS, ROUTER

KEY = ROOM / "ssh" / "key"
CONFIG = ROOM / "ssh" / "config"


def start() -> None:
    """Start them; they listen a moment later."""
    folder = KEY.parent
    folder.mkdir()
    Path("/run/sshd").mkdir(exist_ok=True)
    done("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(KEY))
    done("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / "host"))
    (folder / "allowed").write_text((folder / "key.pub").read_text())
    (folder / "sshd").write_text(
        f"HostKey {folder}/host\nAuthorizedKeysFile {folder}/allowed\nUsePAM no\n"
        "StrictModes no\nPidFile none\nPermitRootLogin yes\nPasswordAuthentication no\n"
        "MaxStartups 500\nUseDNS no\n"
    )
    CONFIG.write_text(
        f"Host *\n  IdentityFile {KEY}\n  StrictHostKeyChecking no\n"
        "  UserKnownHostsFile /dev/null\n  LogLevel ERROR\n"
    )
    for name in (ROUTER, *(host.name for host in HOSTS)):
        begin(name, ["/usr/sbin/sshd", "-D", "-f", str(folder / "sshd")], "sshd")
