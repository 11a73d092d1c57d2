"""Tables of a benchmark, and their place in docs/benchmarks.md.

A section of that page lies between two comments that name its benchmark; a benchmark replaces
its own section and touches no other.
"""

from collections.abc import Sequence
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of Markdown; every column but the first is of numbers."""
    lines = [heads, ["---", *("--:" for _ in heads[1:])], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def marks(name: str) -> tuple[str, str]:
    """The comments around the section of a benchmark."""
    return f"<!-- {name}: begin, written by benchmarks/{name}.py -->", f"<!-- {name}: end -->"


def write_section(name: str, text: str, page: Path = PAGE) -> None:
    """Replace the section of a benchmark; a page that has none gets it at its end."""
    begin, end = marks(name)
    section = f"{begin}\n{text.strip()}\n{end}"
    old = page.read_text(encoding="utf-8")
    if begin in old and end in old:
        before, _, rest = old.partition(begin)
        new = before + section + rest.partition(end)[2]
    else:
        new = f"{old.rstrip()}\n\n{section}\n"
    page.write_text(new, encoding="utf-8")
