"""A file server of its own, `file-1`: a share that can be limited."""

from endigue.lab.box import done
from endigue.lab.services import begin, folder, wait_for

SHARE = "data"
PASSWORD = "share-Pass1"  # noqa: S105 - of made-up people


def start() -> None:
    """Start it."""
    room = folder("files")
    for name in ("share", "private", "lock", "state", "cache", "pid", "rpc"):
        (room / name).mkdir()
    (room / "share").chmod(0o777)
    (room / "share" / "letter.txt").write_text("Dear member,\n")
    (room / "smb.conf").write_text(
        f"""[global]
server role = standalone server
workgroup = FILES
map to guest = never
private dir = {room}/private
lock directory = {room}/lock
state directory = {room}/state
cache directory = {room}/cache
pid directory = {room}/pid
ncalrpc dir = {room}/rpc
passdb backend = tdbsam:{room}/private/passdb.tdb
log file = {room}/log
smb ports = 445
disable netbios = yes
load printers = no
printcap name = /dev/null
bind interfaces only = no
[{SHARE}]
path = {room}/share
read only = no
force user = root
include = {room}/data.inc
"""
    )
    config = str(room / "smb.conf")
    done("smbpasswd", "-c", config, "-s", "-a", "root", given=f"{PASSWORD}\n{PASSWORD}\n")
    begin("file-1", ["smbd", "-F", "--no-process-group", "-s", config])
    wait_for("file-1", 445)
