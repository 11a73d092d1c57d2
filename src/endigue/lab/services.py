"""Start a service in the network of a host, and wait until it listens."""

import socket
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from endigue.lab.box import ROOM
from endigue.lab.probes import standing_in
from endigue.lab.town import BY_NAME

_RUNNING: list[subprocess.Popen[bytes]] = []
"""They end with the box, so nobody waits for them."""


def begin(host: str, command: Sequence[str], log: str = "") -> subprocess.Popen[bytes]:
    """A process of a host that goes on until the box ends."""
    with (ROOM / f"{log or host}.log").open("ab") as out:
        process = subprocess.Popen(  # noqa: S603 - words of ours
            ["ip", "netns", "exec", host, *command],  # noqa: S607
            stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True,
        )  # fmt: skip
    _RUNNING.append(process)
    return process


def wait_for(host: str, port: int, seconds: float = 15.0) -> None:
    """Until something listens there. RuntimeError where nothing does in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with standing_in(host), socket.socket() as one:
            one.settimeout(1.0)
            if one.connect_ex((BY_NAME[host].address, port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"nothing listens on port {port} of {host}: see {ROOM}")


def folder(name: str) -> Path:
    """A folder of a service."""
    made = ROOM / name
    made.mkdir(parents=True, exist_ok=True)
    return made
