"""Pin every dependency, transitive too, without naming a host.

`uv run python scripts/pin.py` resolves afresh and writes the exact versions into
`[tool.uv] constraint-dependencies` of pyproject.toml, and their hashes into requirements.lock,
from which a wheelhouse for a machine without network is made:

    pip download --require-hashes --only-binary :all: -r requirements.lock -d wheelhouse
"""

import re
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROJECT = ROOT / "pyproject.toml"
LOCK = ROOT / "requirements.lock"

_PINS = re.compile(r"^constraint-dependencies = \[.*?^\]$", re.MULTILINE | re.DOTALL)


def main() -> None:
    """Resolve, then rewrite both files."""
    _write_pins([])
    (ROOT / "uv.lock").unlink(missing_ok=True)
    _write_pins(pinned(_export("--all-groups", "--all-extras", "--no-hashes")))
    # Spark comes as source alone and is half a gigabyte: whoever has a cluster has it already.
    LOCK.write_text(_export("--no-dev", "--extra", "postgres"), encoding="utf-8")


def pinned(export: str) -> list[str]:
    """The `name==version ; marker` lines of an export without hashes, sorted."""
    lines = (line.strip() for line in export.splitlines())
    return sorted(line for line in lines if line and not line.startswith("#"))


def constraints() -> list[str]:
    """What pyproject.toml pins at present."""
    document = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
    pins: list[str] = document["tool"]["uv"]["constraint-dependencies"]
    return pins


def _write_pins(pins: list[str]) -> None:
    body = "".join(f'\n  "{pin}",' for pin in pins)
    text = PROJECT.read_text(encoding="utf-8")
    replaced = _PINS.sub(lambda _: f"constraint-dependencies = [{body}\n]", text, count=1)
    PROJECT.write_text(replaced, encoding="utf-8")


def _export(*options: str) -> str:
    command = ["uv", "export", "--no-header", "--no-annotate", "--no-emit-project", *options]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main()
