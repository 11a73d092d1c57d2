"""Sigma rules over logs, end to end, against one query a rule.

    uv run python benchmarks/sigma.py --rules RULES --json DIR --evtx DIR [--peers PYTHON]

RULES holds SigmaHQ's rules for Windows. PYTHON is an interpreter of an environment with
`duckdb`, `pysigma-backend-sqlite`, `pysigma-backend-duckdb`, `pysigma-pipeline-sysmon` and
`pysigma-pipeline-windows`; without it the peers are left out. Each run is a process of its own,
whose CPU-seconds include its workers. What starting costs (imports, rules out of the cache) is
measured on a log of one event and told apart. Prints the table of docs/benchmarks.md.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

DENSE_COPIES = 8
"""How often the chunks of all EVTX files stand in the dense one."""


@dataclass(frozen=True)
class Run:
    """What one run took and gave."""

    cpu: float
    wall: float
    memory_mib: float
    answer: dict


def _environment() -> dict[str, str]:
    """Ours, with bytecode kept between runs as an installed package has it."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def run(words: Sequence[str]) -> Run:
    """CPU of the process and all its children, and the largest of them in memory. What this
    process holds counts for each that it starts, so it must hold little.
    """
    started = time.perf_counter()
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(words, stdout=out, env=_environment())
        _, status, took = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - started
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, words)
        out.seek(0)
        answer = json.load(out)
    return Run(took.ru_utime + took.ru_stime, wall, took.ru_maxrss / 1024, answer)


def ours(paths: Sequence[str], rules: str, workers: int, out: str) -> Run:
    """`endigue evidence scan logs`."""
    command = [str(Path(sys.executable).with_name("endigue")), "evidence", "scan", "logs", *paths]
    return run([*command, "--rules", rules, "--json", "--workers", str(workers), "--out", out])


def dense_evtx(files: Sequence[Path], target: Path) -> None:
    """One file of all chunks that hold events, behind the first file's header."""
    with target.open("wb") as dense:
        dense.write(files[0].read_bytes()[:4096])
        for _ in range(DENSE_COPIES):
            for file in files:
                content = file.read_bytes()
                for start in range(4096, len(content), 1 << 16):
                    chunk = content[start : start + (1 << 16)]
                    if chunk.startswith(b"ElfChnk\0") and len(chunk) == 1 << 16:
                        dense.write(chunk)


def row(name: str, took: Run, start: Run) -> str:
    """One line of the table."""
    events, size = took.answer["events"], took.answer["bytes"]
    net = max(took.cpu - start.cpu, 1e-3)
    cells = [
        name,
        f"{took.wall:.1f}",
        f"{took.cpu:.1f}",
        f"{events / took.cpu:,.0f}",
        f"{events / net:,.0f}",
        f"{size / net / 1e6:,.0f}",
        f"{took.memory_mib:,.0f}",
    ]
    return "| " + " | ".join(cells) + " |"


def peer(name: str, python: str, rules: str, files: Sequence[str]) -> tuple[str, dict]:
    """A peer's line, without what converting the rules costs, and its answer."""
    script = str(Path(__file__).with_name("sigma_peers.py"))
    found = run([python, "-P", script, name, rules, *files]).answer
    size = sum(Path(file).stat().st_size for file in files)
    cells = [
        f"peer: {name}, one query a rule",
        f"{found['wall']:.1f}",
        f"{found['cpu']:.1f}",
        f"{found['events'] / found['cpu']:,.0f}",
        f"{found['events'] / found['cpu']:,.0f}",
        f"{size / found['cpu'] / 1e6:,.1f}",
        f"{found['memory_kib'] / 1024:,.0f}",
    ]
    return "| " + " | ".join(cells) + " |", found


def differences(hits: Sequence[dict], theirs: dict) -> None:
    """Rules that we and a peer count differently."""
    counts = {hit["rule"]: hit["count"] for hit in hits}
    titles = {hit["rule"]: hit["title"] for hit in hits}
    for rule in sorted({*counts, *theirs}):
        if counts.get(rule, 0) != theirs.get(rule, 0):
            print(f"  {rule} {titles.get(rule, '')}: {counts.get(rule, 0)}, {theirs.get(rule, 0)}")


def main() -> None:
    """Run everything, and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rules", required=True)
    options.add_argument("--json", required=True)
    options.add_argument("--evtx", required=True)
    options.add_argument("--peers")
    given = options.parse_args()
    files = sorted(str(path) for path in Path(given.json).rglob("*.json"))
    evtx = sorted(Path(given.evtx).rglob("*.evtx"))
    workers = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "hits.parquet")
        nothing = Path(folder) / "one.json"
        nothing.write_text('{"EventID": 1, "Channel": "none"}\n')
        ours([str(nothing)], given.rules, 1, out)
        start = ours([str(nothing)], given.rules, workers, out)
        print("| | seconds | CPU-s | events/CPU-s, all | without start | MB/CPU-s | MiB, largest |")
        print("|---|--:|--:|--:|--:|--:|--:|")
        print(
            f"| start alone | {start.wall:.1f} | {start.cpu:.1f} | | | | {start.memory_mib:.0f} |"
        )
        every = ours(files, given.rules, workers, out)
        rows = pq.read_metadata(out).num_rows
        print(row(f"JSON, {workers} processes", every, start))
        print(row("JSON four times over", ours(files * 4, given.rules, workers, out), start))
        print(row(f"EVTX, all {len(evtx)}", ours([given.evtx], given.rules, workers, out), start))
        dense = Path(folder) / "dense.evtx"
        dense_evtx(evtx, dense)
        print(row("EVTX, dense", ours([str(dense)], given.rules, workers, out), start))
        alone = ours([str(nothing)], given.rules, 1, out)
        print(row("JSON four times, 1 process", ours(files * 4, given.rules, 1, out), alone))
        print(row("EVTX, dense, 1 process", ours([str(dense)], given.rules, 1, out), alone))
        compiled, hit = every.answer["rules"]["compiled"], len(every.answer["hits"])
        print(f"\n{compiled} rules, {hit} hit, {rows} hits")
        for name in ("duckdb", "zircolite") if given.peers else ():
            line, found = peer(name, given.peers, given.rules, files)
            print(line, flush=True)
            counts = (f"{found[key]} {key}" for key in ("converted", "refused", "failed"))
            print(", ".join(counts))
            differences(every.answer["hits"], found["hits"])


if __name__ == "__main__":
    main()
