"""Logs and rules on disk, as the desk's port `desk.hunting.Logs`."""

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

from endigue.desk.hunting import Kept, KeptRun, LogTrouble, Scanned
from endigue.evidence.sigma.correlation import fields_asked
from endigue.evidence.sigma.rules import Logsource, RuleSet
from endigue.readers.events.pieces import find_pieces
from endigue.readers.events.scan import scan
from endigue.readers.sigma.compiled import Compiled, compiled_rules

OWN_RULES = "own_rules"
"""The folder of the rules that ship with the product."""


class LogFiles:
    """Reads logs; `cache` is where compiled rules are kept, None for nowhere."""

    def __init__(self, cache: Path | None) -> None:
        self._cache = cache
        self._compiled: dict[str, Compiled] = {}

    @property
    def processors(self) -> int:
        """How many processes can run at once."""
        return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1

    def rules(self, path: str | None) -> RuleSet:
        """The rules of a path, ready to run; the product's own without one."""
        if path is None:
            with as_file(files("endigue.readers.sigma") / OWN_RULES) as own:
                compiled = compiled_rules(str(own), self._cache)
        else:
            compiled = compiled_rules(path, self._cache)
        self._compiled[compiled.rules.digest] = compiled
        return compiled.rules

    def size(self, paths: Sequence[str]) -> int:
        """Bytes of all files below the paths that will be read."""
        return sum(
            piece.size
            for found in find_pieces(paths, None)
            if not isinstance(found, LogTrouble)
            for piece in found
        )

    def scan(
        self,
        paths: Sequence[str],
        rules: RuleSet,
        logsource: Logsource | None,
        workers: int,
        cluster: str = "",
    ) -> Iterator[Scanned]:
        """Read all files on so many processes here, or on a Spark cluster, and match."""
        compiled = self._compiled[rules.digest]
        asked = fields_asked(rules.correlations)
        found = find_pieces(paths, logsource)
        if cluster:
            # pyspark is an extra, and slow to load.
            from endigue.readers.events.spark import scan_on_spark

            return scan_on_spark(found, compiled, asked, cluster)
        return scan(found, compiled.programme, compiled.databases, asked, workers)

    def keep(self, paths: Sequence[str], logsource: Logsource | None, store: str) -> Kept:
        """Keep the events of all files as Parquet, by day and host."""
        # Arrow is slow to load, and a scan does without it until it hits.
        from endigue.readers.events.keeping import keep_events

        return keep_events(find_pieces(paths, logsource), store)

    def kept(self, store: str) -> tuple[KeptRun, ...]:
        """What a store holds; nothing where there is none."""
        from endigue.readers.events.keeping import kept_runs

        return kept_runs(store)

    def parts(
        self, store: str, runs: Sequence[str], days: Sequence[str], hosts: Sequence[str]
    ) -> list[str]:
        """Paths of the parts of these runs, of the days and hosts asked for (none: all)."""
        from endigue.readers.events.keeping import parts_of

        return parts_of(store, runs, days, hosts)

    @contextmanager
    def scratch(self) -> Iterator[str]:
        """The name of a file that is gone when the context ends."""
        with tempfile.TemporaryDirectory() as folder:
            yield str(Path(folder) / "hits.parquet")

    def content(self, file: str) -> bytes:
        """The bytes of a file."""
        return Path(file).read_bytes()
