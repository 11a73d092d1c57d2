"""Every hit on whole recordings, by the product and by the slow evaluator of the tests.

    uv run python scripts/sigma_differential.py --rules RULES [--done FILE] PATH...

RULES holds Sigma rules for Windows, PATH are files or folders of JSON lines and EVTX. The slow
evaluator (`tests/evidence/sigma/naive.py`) walks each rule's tree for each event; it shares
pySigma's parsing with the product and nothing else. Prints how many events, rules and hits, and
every hit that only one of the two has; exit code 1 where there is one. It looks at some hundreds
of events a second; what is done is noted in FILE, so that a run that was broken off goes on.
"""

import argparse
import importlib.util
import json
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType

import evtx

from endigue.evidence.sigma.match import Matcher
from endigue.evidence.sigma.rules import Logsource
from endigue.readers.events.batches import Tokenizer
from endigue.readers.sigma.compiled import compiled_rules

WINDOWS = Logsource(product="windows")
NAIVE = Path(__file__).parents[1] / "tests" / "evidence" / "sigma" / "naive.py"

SLICE = 5_000
"""Events of one file that are compared, and noted, at a time."""

_state: dict[str, object] = {}


@dataclass
class Compared:
    """A slice of a file: its events, and hits as rule and row, of both or of one alone."""

    file: str
    first: int
    events: int
    both: list[tuple[str, int]]
    ours: list[tuple[str, int]]
    theirs: list[tuple[str, int]]


def naive_module() -> ModuleType:
    """The slow evaluator."""
    spec = importlib.util.spec_from_file_location("naive", NAIVE)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(NAIVE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def start(rules: str) -> None:
    """Both evaluators, once a process."""
    compiled = compiled_rules(rules, None)
    _state["matcher"] = Matcher(compiled.programme, compiled.databases)
    _state["module"] = naive_module()
    _state["slow"] = _state["module"].NaiveSigma(rules)


@lru_cache(1)
def lines_of(file: str) -> list[bytes]:
    """The events of a file, each as JSON."""
    if not file.endswith(".evtx"):
        return [line for line in Path(file).read_bytes().split(b"\n") if line.strip()]
    records = []
    parser = iter(evtx.PyEvtxParser(file, 1).records_json())
    while True:
        try:
            records.append(next(parser)["data"].encode())
        except StopIteration:
            break
        except RuntimeError:  # a damaged record
            continue
    return records


@lru_cache(1)
def our_hits(file: str) -> set[tuple[str, int]]:
    """Hits of the product on all of a file."""
    lines = lines_of(file)
    matcher = _state["matcher"]
    found: set[tuple[str, int]] = set()
    before = 0
    for events in Tokenizer(matcher.programme.wanted).batches(b"\n".join(lines), WINDOWS):
        for hits in matcher.match(events):
            found |= {(hits.rule.id, before + row) for row in hits.rows.tolist()}
        before += events.rows
    if before != len(lines):
        raise ValueError(f"{file}: {before} events read, {len(lines)} are there")
    return found


def compare(file: str, first: int) -> Compared:
    """Both evaluators on the events of a file from `first` on, `SLICE` at most."""
    lines = lines_of(file)[first : first + SLICE]
    ours = {(rule, row) for rule, row in our_hits(file) if first <= row < first + len(lines)}
    theirs = {
        (rule, row)
        for row, document in enumerate(_state["module"].documents(b"\n".join(lines)), first)
        for rule in _state["slow"].hits(document)
    }
    both, ours_alone, theirs_alone = ours & theirs, ours - theirs, theirs - ours
    return Compared(file, first, len(lines), sorted(both), sorted(ours_alone), sorted(theirs_alone))


def slices(paths: list[str]) -> Iterator[tuple[str, int]]:
    """Every slice of every JSON and EVTX file."""
    for given in map(Path, paths):
        found = sorted(given.rglob("*")) if given.is_dir() else [given]
        for one in found:
            if one.suffix.lower() in {".json", ".evtx"}:
                for first in range(0, max(len(lines_of(str(one))), 1), SLICE):
                    yield str(one), first


def done_before(noted: Path | None) -> dict[tuple[str, int], Compared]:
    """What an earlier run noted."""
    if noted is None or not noted.exists():
        return {}
    found = (Compared(**json.loads(line)) for line in noted.read_text().splitlines())
    return {(each.file, each.first): each for each in found}


def main() -> int:
    """Compare everything, and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rules", required=True)
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--done", type=Path, help="Where finished slices are noted.")
    options.add_argument("paths", nargs="+")
    given = options.parse_args()
    everything = list(slices(given.paths))
    known = done_before(given.done)
    missing = [each for each in everything if each not in known]
    context = get_context("spawn")
    with ProcessPoolExecutor(given.jobs, context, start, (given.rules,)) as pool:
        for each in pool.map(compare, *zip(*missing, strict=True)) if missing else ():
            known[each.file, each.first] = each
            if given.done is not None:
                with given.done.open("a") as stream:
                    stream.write(json.dumps(asdict(each)) + "\n")
            print(f"  {Path(each.file).name} {each.first}: {each.events} events", file=sys.stderr)
    found = [known[each] for each in everything]
    for each in found:
        for who, alone in (("ours", each.ours), ("theirs", each.theirs)):
            for rule, row in alone:
                print(f"{who} alone: {rule} {each.file} {row}")
    files = len({each.file for each in found})
    hits = [rule for each in found for rule, _ in (*each.both, *each.theirs)]
    differences = sum(len(each.ours) + len(each.theirs) for each in found)
    print(
        f"{files} files, {sum(each.events for each in found)} events, {len(set(hits))} rules hit, "
        f"{len(hits)} hits, {differences} differences"
    )
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
