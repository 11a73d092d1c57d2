"""The throw-away box: namespaces of network, mounts and processes in which all of the lab lives.

`words()` gives the command line that runs something inside. Inside, `furnish()` makes the places
that services write to. When the first process ends the kernel ends everything else, and nothing of
it was ever on a network of the machine.
"""

import subprocess
from collections.abc import Sequence
from pathlib import Path

ROOM = Path("/run/lab")
"""Where services keep their files inside the box; memory, gone with it."""
INSIDE = "ENDIGUE_LAB"
"""Environment variable that says that we are inside."""


def words(command: Sequence[str]) -> list[str]:
    """The command, run as the first process of a new box."""
    return [
        "unshare", "--uts", "--net", "--mount", "--pid", "--fork", "--mount-proc", "--kill-child",
        "env", f"{INSIDE}=1", *command,
    ]  # fmt: skip


def furnish() -> None:
    """Give the box its own places: /run/netns, /run/lab, /run/endigue, names of hosts."""
    done("mount", "--make-rprivate", "/")
    for place in ("/run/netns", str(ROOM), "/run/endigue", "/etc/netns"):
        Path(place).mkdir(parents=True, exist_ok=True)
        done("mount", "-t", "tmpfs", "tmpfs", place)
    done("ip", "link", "set", "lo", "up")
    done("hostname", "adm-1")


def shadow(path: str, content: str) -> None:
    """Lay a file of the box over one of the machine."""
    own = ROOM / path.strip("/").replace("/", "_")
    own.write_text(content, "utf-8")
    if Path(path).exists():
        done("mount", "--bind", str(own), str(Path(path).resolve()))


def done(*command: str, given: str = "", seconds: float = 120.0) -> str:
    """What a command that must succeed prints."""
    ran = subprocess.run(  # noqa: S603 - words of ours
        command, input=given, capture_output=True, text=True, timeout=seconds, check=False
    )
    if ran.returncode:
        raise RuntimeError(f"{' '.join(command)} ({ran.returncode}): {ran.stderr or ran.stdout}")
    return ran.stdout
