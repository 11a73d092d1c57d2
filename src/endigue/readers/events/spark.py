"""The same pieces read on a Spark cluster. The only file that knows pyspark.

A worker reads a bundle of pieces as a process of ours does, so the hits are the same. The paths
must lead to the same files on every machine, and endigue must be installed where the workers'
Python is. Bundles are sent in waves, so that what waits here to be told stays bounded.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import msgspec

from endigue.desk.hunting import Scanned
from endigue.desk.refusal import Refusal, Unreachable
from endigue.evidence.sigma.match import Matcher
from endigue.readers.events.pieces import Found
from endigue.readers.events.reading import Reader
from endigue.readers.events.scan import Bundle, bundled, read_bundle, told_from_start
from endigue.readers.sigma.compiled import Compiled

BUNDLES_IN_WAVE = 8
"""For each core of the cluster."""

Sent = list[tuple[Scanned, int]]

_readers: dict[str, Reader] = {}
"""By the digest of the rules: what a worker's process has made ready."""


def scan_on_spark(
    found: Iterable[Found],
    compiled: Compiled,
    asked: dict[str, frozenset[str]],
    master: str,
) -> Iterator[Scanned]:
    """What each piece gives, in order, from the cluster of a master such as
    `spark://host:7077`. Refusal without pyspark; Unreachable where no master answers.
    """
    context = _context(master)
    try:
        rules = context.broadcast(msgspec.msgpack.encode(compiled))
        fields = {rule: sorted(names) for rule, names in asked.items()}
        bundles = bundled(found)
        yield from told_from_start(
            one for sent in _waves(context, rules, fields, bundles) for one in sent
        )
    finally:
        context.stop()


def _waves(
    context: Any, rules: Any, fields: dict[str, list[str]], bundles: Iterator[Bundle]
) -> Iterator[Sent]:
    decoder = msgspec.msgpack.Decoder(Sent)
    while wave := list(islice(bundles, BUNDLES_IN_WAVE * context.defaultParallelism)):
        pieces = context.parallelize(wave, len(wave))
        read = pieces.map(lambda bundle: _read_there(bundle, rules.value, fields))
        for answer in read.collect():
            yield decoder.decode(answer)


def _read_there(bundle: Bundle, rules: bytes, fields: dict[str, list[str]]) -> bytes:
    """On a worker: read one bundle, with rules that its process makes ready once."""
    compiled = msgspec.msgpack.decode(rules, type=Compiled)
    reader = _readers.get(compiled.digest)
    if reader is None:
        asked = {rule: frozenset(names) for rule, names in fields.items()}
        reader = Reader(Matcher(compiled.programme, compiled.databases), asked)
        _readers.clear()
        _readers[compiled.digest] = reader
    return msgspec.msgpack.encode(read_bundle(bundle, reader))


def _context(master: str) -> Any:
    try:
        from py4j.protocol import Py4JError
        from pyspark import SparkConf, SparkContext
        from pyspark.errors import PySparkException
    except ImportError:
        raise Refusal("logs.no_spark") from None
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.python.worker.reuse": "true",
        "spark.task.maxFailures": "2",
    }
    conf = SparkConf().setAppName("endigue").setMaster(master).setAll(list(settings.items()))
    try:
        return SparkContext(conf=conf)
    except (Py4JError, PySparkException, RuntimeError, OSError) as trouble:
        raise Unreachable("logs.spark_unreachable", master=master, why=_first(trouble)) from None


def _first(trouble: Exception) -> str:
    return (str(trouble).strip().splitlines() or [type(trouble).__name__])[0][:200]
