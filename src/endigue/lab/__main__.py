"""The first process inside the box: raise the lab, then run a command or a shell in it."""

import os
import subprocess
import sys
from pathlib import Path

from endigue.lab.box import INSIDE
from endigue.lab.raising import raise_lab


def main(arguments: list[str]) -> int:
    """Folder of the cache, then the command; the command's exit code."""
    if INSIDE not in os.environ:
        raise SystemExit("this is started by `endigue lab up`")
    cache, *command = arguments
    raise_lab(Path(cache), _tell)
    shell = command or [os.environ.get("SHELL", "/bin/sh")]
    return subprocess.run(shell, check=False).returncode  # noqa: S603 - what the user typed


def _tell(part: str) -> None:
    sys.stderr.write(f"lab: {part}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
