"""Seconds and memory to generate the reference mutual at growing sizes.

Each size runs in its own process, so that its peak memory is its own. Linux and macOS only.
Run: `uv run python benchmarks/example_scale.py [STAFF…]`.
"""

import resource
import subprocess
import sys
from time import perf_counter

from endigue.organisation.example.mutual import reference_mutual
from endigue.readers.lever_figures import load_lever_figures

FIGURES = load_lever_figures()

SIZES = (700, 10_000, 100_000)
SEED = 5


def measure(staff: int) -> str:
    """One row of the table."""
    start = perf_counter()
    organisation = reference_mutual(SEED, staff, figures=FIGURES)
    seconds = perf_counter() - start
    unit = 1 if sys.platform == "darwin" else 1024
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20
    return (
        f"| {staff:>7,} | {len(organisation.assets):>9,} | {len(organisation.links):>9,} "
        f"| {len(organisation.levers):>9,} | {seconds:>7.2f} | {memory:>6,.0f} |"
    )


def main() -> None:
    """Print the table."""
    if sys.argv[1:2] == ["--one"]:
        print(measure(int(sys.argv[2])))
        return
    print("|   staff |    assets |     links |    levers | seconds |    MiB |")
    print("|--------:|----------:|----------:|----------:|--------:|-------:|")
    for staff in [int(word) for word in sys.argv[1:]] or SIZES:
        command = [sys.executable, __file__, "--one", str(staff)]
        print(subprocess.run(command, check=True, capture_output=True, text=True).stdout, end="")


if __name__ == "__main__":
    main()
