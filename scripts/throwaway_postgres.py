"""Run a PostgreSQL server that lives as long as this program, for tests and benchmarks.

It prints the location of an empty database, then waits until its standard input closes; then
the server and its data are gone. It never listens on the network and does not sync to disk,
unless `--durable` asks for it. Without server programs it says so and ends with 3.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from signal import SIGINT
from urllib.parse import quote

import psycopg

PATIENCE = 300.0
"""Seconds for the server to come up: a machine that does much else is slow, not broken."""


def programs() -> Path | None:
    """The folder of the newest server programs on this machine."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    if on_path is not None:
        folders.append(Path(on_path).resolve().parent)
    return max(folders, key=_version, default=None)


def _version(folder: Path) -> int:
    found = re.search(r"/(\d+)/bin$", str(folder))
    return int(found[1]) if found else 0


def owner() -> tuple[str | None, str | None]:
    """User and group that run the server: ourselves, but PostgreSQL refuses the superuser."""
    if os.geteuid() != 0:
        return None, None
    users = {line.split(":")[0] for line in Path("/etc/passwd").read_text().splitlines()}
    return ("postgres", "postgres") if "postgres" in users else ("nobody", "nogroup")


def serve(folder: Path, bin_folder: Path, *, durable: bool) -> None:
    """Make a database in `folder`, say where it is, and serve it until our input closes."""
    user, group = owner()
    others = None if user is None else ()
    if user is not None:
        shutil.chown(folder, user)
    data = str(folder / "data")
    make = [str(bin_folder / "initdb"), "--auth=trust", "--username=endigue", "--encoding=UTF8"]
    subprocess.run(
        [*make, "--locale=C", "--no-sync", "--pgdata", data],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=folder,
        user=user,
        group=group,
        extra_groups=others,
    )
    sync = "on" if durable else "off"
    run = [str(bin_folder / "postgres"), "-D", data, "-k", str(folder)]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [*run, "-c", "listen_addresses=", "-c", f"fsync={sync}"],
            stdout=log,
            stderr=log,
            cwd=folder,
            user=user,
            group=group,
            extra_groups=others,
        )
    try:
        location = f"postgresql://endigue@/postgres?host={quote(str(folder), safe='')}"
        _wait_for(location, server)
        print(location, flush=True)
        sys.stdin.read()
    except psycopg.OperationalError:
        print((folder / "log").read_text(errors="replace"), file=sys.stderr)
        raise
    finally:
        server.send_signal(SIGINT)
        server.wait()


def _wait_for(location: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            psycopg.connect(location).close()
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return


def main() -> int:
    """Serve until standard input closes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--durable", action="store_true", help="sync to disk, for benchmarks")
    asked = parser.parse_args()
    bin_folder = programs()
    if bin_folder is None:
        print("there are no PostgreSQL server programs on this machine", file=sys.stderr)
        return 3
    folder = Path(tempfile.mkdtemp(prefix="endigue-postgres-"))
    try:
        serve(folder, bin_folder, durable=asked.durable)
    finally:
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
