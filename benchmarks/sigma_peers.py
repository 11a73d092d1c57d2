"""Peers of `benchmarks/sigma.py`, in an environment of their own: one SQL query a rule.

Zircolite's method is pySigma's SQLite backend over a table of flattened events; DuckDB runs the
same rules through its own backend over its own JSON reader. Prints one JSON object: CPU-seconds,
wall seconds, memory, events, and the count of every rule. Run it with `python -P`: beside it
stands a `sigma.py` that is not pySigma's.
"""

import json
import resource
import sqlite3
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sigma.collection import SigmaCollection
from sigma.pipelines.sysmon.sysmon import sysmon_pipeline
from sigma.pipelines.windows.windows import windows_logsource_pipeline


def queries(backend: Any, rules: str) -> tuple[dict[str, str], dict[str, str]]:
    """The query of each rule that the backend converts, and why not the others."""
    made, refused = {}, {}
    for path in sorted(Path(rules).rglob("*.yml")):
        try:
            collection = SigmaCollection.from_yaml(path.read_text("utf-8"))
            for query in backend.convert(collection):
                made[str(collection.rules[0].id)] = query
        except Exception as trouble:  # noqa: BLE001 - a backend refuses by whatever it raises
            refused[path.name] = str(trouble)[:80]
    return made, refused


def zircolite(files: Sequence[str], rules: str) -> tuple[Any, ...]:
    """SQLite in memory, filled event by event."""
    from sigma.backends.sqlite import sqliteBackend

    made, refused = queries(sqliteBackend(sysmon_pipeline() + windows_logsource_pipeline()), rules)
    started, wall = time.process_time(), time.perf_counter()
    database = sqlite3.connect(":memory:")
    columns = {}
    for file in files:
        with Path(file).open("rb") as stream:
            for line in stream:
                columns |= dict.fromkeys(json.loads(line))
    unique = {name.lower(): name for name in columns}
    names = list(unique.values())
    listed = ", ".join(f'"{name}" TEXT COLLATE NOCASE' for name in names)
    database.execute(f"CREATE TABLE logs ({listed})")
    insert = f"INSERT INTO logs VALUES ({','.join('?' * len(names))})"
    count = 0
    for file in files:
        with Path(file).open("rb") as stream:
            rows = (json.loads(line) for line in stream)
            for row in rows:
                count += 1
                values = (row.get(name) for name in names)
                database.execute(
                    insert,
                    [v if v is None or isinstance(v, str | float) else str(v) for v in values],
                )
    hits, failed = {}, 0
    for rule, query in made.items():
        try:
            query = query.replace("<TABLE_NAME>", "logs").replace("SELECT *", "SELECT count(*)", 1)
            found = database.execute(query).fetchone()[0]
        except sqlite3.Error:
            failed += 1
            continue
        if found:
            hits[rule] = found
    return started, wall, count, hits, len(made), len(refused), failed


def duckdb_(files: Sequence[str], rules: str) -> tuple[Any, ...]:
    """DuckDB on two threads; columns that no event has are added as they are missed."""
    import duckdb
    from sigma_backend_duckdb import DuckDBBackend

    made, refused = queries(DuckDBBackend(sysmon_pipeline() + windows_logsource_pipeline()), rules)
    started, wall = time.process_time(), time.perf_counter()
    database = duckdb.connect()
    database.execute("SET threads TO 2")
    database.execute("SET default_collation = 'nocase'")
    database.execute(
        "CREATE TABLE logs AS SELECT * FROM read_ndjson_auto(?, union_by_name=true, "
        "sample_size=-1, maximum_object_size=33554432)",
        [files],
    )
    count = database.execute("SELECT count(*) FROM logs").fetchone()[0]
    known = {row[0].lower() for row in database.execute("DESCRIBE logs").fetchall()}
    hits, failed = {}, 0
    for rule, query in made.items():
        query = query.replace("<TABLE_NAME>", "logs").replace("SELECT *", "SELECT count(*)", 1)
        for _ in range(60):
            try:
                found = database.execute(query).fetchone()[0]
            except duckdb.BinderException as trouble:
                missing = str(trouble).split('"')
                if len(missing) < 2 or missing[1].lower() in known:
                    failed += 1
                    break
                known.add(missing[1].lower())
                database.execute(f'ALTER TABLE logs ADD COLUMN "{missing[1]}" VARCHAR')
            except duckdb.Error:
                failed += 1
                break
            else:
                if found:
                    hits[rule] = found
                break
    return started, wall, count, hits, len(made), len(refused), failed


def main() -> None:
    """Run one method over files of JSON lines."""
    method, rules, *files = sys.argv[1:]
    run = {"zircolite": zircolite, "duckdb": duckdb_}[method]
    started, wall, count, hits, made, refused, failed = run(files, rules)
    print(
        json.dumps(
            {
                "cpu": time.process_time() - started,
                "wall": time.perf_counter() - wall,
                "memory_kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
                "events": count,
                "hits": hits,
                "converted": made,
                "refused": refused,
                "failed": failed,
            }
        )
    )


if __name__ == "__main__":
    main()
