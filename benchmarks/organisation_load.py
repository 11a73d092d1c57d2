"""Seconds and memory to load an organisation of 100,000 assets and 1,000,000 links.

    uv run python benchmarks/organisation_load.py [--assets N] [--links N]

Each reader runs in a process of its own, which reports its peak resident memory. The peers
stand beside it for scale and check nothing: `csv.DictReader` into dicts is what a script would
do, reading the two Parquet files with pyarrow alone is the least that any reader can take.
"""

import argparse
import csv
import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow.parquet as pq

from endigue.organisation.model import Asset, AssetKind, Flow, Links, Organisation, Zone
from endigue.readers.organisation_folder import read_organisation
from endigue.writers.organisation_folder import write_organisation

KINDS = ("AdminTo", "CanRDP", "HasSession", "MemberOf", "NetworkReach")
ASSET_KINDS: tuple[AssetKind, ...] = ("machine", "account", "group")


def organisation(assets: int, links: int, seed: int = 1) -> Organisation:
    chance = np.random.default_rng(seed)
    zones = tuple(Zone(f"zone-{n}", f"Zone {n}", "", n % 4) for n in range(200))
    flows = tuple(
        Flow(f"flow-{n}", f"zone-{n % 200}", f"zone-{(n + 1) % 200}", "tcp", 443)
        for n in range(2_000)
    )
    return Organisation(
        name="Benchmark",
        zones=zones,
        flows=flows,
        assets=tuple(
            Asset(
                id=f"S-1-5-21-1004336348-1177238915-682003330-{n}",
                name=f"HOST{n:06d}.CORP.EXAMPLE",
                kind=ASSET_KINDS[n % 3],
                zone=f"zone-{n % 200}" if n % 3 == 0 else "",
                os="Windows Server 2022",
                rebuild_hours=float(n % 8),
                aliases=(f"HOST{n:06d}", f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}"),
            )
            for n in range(assets)
        ),
        links=Links(
            source=chance.integers(0, assets, links, np.int32),
            target=chance.integers(0, assets, links, np.int32),
            kind=chance.integers(0, len(KINDS), links, np.int16),
            port=chance.choice(np.array([0, 445, 3389], np.int32), links),
            flow=chance.integers(-1, len(flows), links, np.int32),
            kinds=KINDS,
        ),
    )


def with_endigue(folder: Path) -> int:
    return len(read_organisation(str(folder)).organisation.links)


def with_dict_reader(folder: Path) -> int:
    rows = {}
    for name in ("assets", "links"):
        with (folder / f"{name}.csv").open(newline="", encoding="utf-8") as stream:
            rows[name] = list(csv.DictReader(stream))
    return len(rows["links"])


def with_pyarrow_alone(folder: Path) -> int:
    return max(pq.read_table(folder / f"{name}.parquet").num_rows for name in ("assets", "links"))


CONTESTANTS = {
    "endigue, Parquet": (with_endigue, "parquet"),
    "endigue, CSV": (with_endigue, "csv"),
    "csv.DictReader into dicts, nothing checked": (with_dict_reader, "csv"),
    "pyarrow alone, nothing checked": (with_pyarrow_alone, "parquet"),
}


def run_one(name: str, folder: Path) -> None:
    load, _ = CONTESTANTS[name]
    started = time.perf_counter()
    links = load(folder)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"links": links, "seconds": seconds, "peak_mib": peak}))


def make(place: Path, assets: int, links: int) -> None:
    whole = organisation(assets, links)
    write_organisation(whole, str(place / "csv"), bulk="csv")
    write_organisation(whole, str(place / "parquet"), bulk="parquet")


def run(*arguments: str) -> bytes:
    command = [sys.executable, __file__, *arguments]
    return subprocess.run(command, capture_output=True, check=True).stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--assets", type=int, default=100_000)
    parser.add_argument("--links", type=int, default=1_000_000)
    parser.add_argument("--make", help=argparse.SUPPRESS)
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.make:
        make(Path(given.make), given.assets, given.links)
    elif given.one:
        run_one(given.one[0], Path(given.one[1]))
    else:
        compare(given.assets, given.links)


def compare(assets: int, links: int) -> None:
    """All in processes of their own, the making too: a child begins with its parent's peak."""
    with TemporaryDirectory() as place:
        sizes = [f"--assets={assets}", f"--links={links}"]
        run("--make", place, *sizes)
        print(f"{assets:,} assets, {links:,} links")
        for name, (_, bulk) in CONTESTANTS.items():
            answer = json.loads(run("--one", name, str(Path(place) / bulk)))
            assert answer["links"] == links
            print(f"{name:45} {answer['seconds']:6.2f} s {answer['peak_mib']:7.0f} MiB")


if __name__ == "__main__":
    main()
