"""PostgreSQL on `db-1`, behind the claims service."""

from pathlib import Path

from endigue.lab.box import done
from endigue.lab.services import begin, folder, wait_for


def start() -> None:
    """Start it."""
    (programs,) = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1:]
    room = folder("claims")
    done("chown", "postgres", str(room))
    as_owner = ("runuser", "-u", "postgres", "--")
    done(*as_owner, str(programs / "initdb"), "-D", f"{room}/data", "-A", "trust", "-N")
    begin("db-1", [*as_owner, str(programs / "postgres"), "-D", f"{room}/data", "-h", "*",
                   "-k", str(room), "-F"])  # fmt: skip
    wait_for("db-1", 5432)
