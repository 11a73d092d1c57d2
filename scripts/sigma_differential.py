"""Every hit on whole recordings, by the product and by the slow evaluator of the tests.

    uv run python scripts/sigma_differential.py --rules RULES PATH...

RULES holds Sigma rules for Windows, PATH are files or folders of JSON lines and EVTX. The slow
evaluator (`tests/evidence/sigma/naive.py`) walks each rule's tree for each event; it shares
pySigma's parsing with the product and nothing else. Prints how many events, rules and hits, and
every hit that only one of the two has; exit code 1 where there is one. Takes minutes.
"""

import argparse
import importlib.util
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
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

_state: dict[str, object] = {}


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


def text_of(file: str) -> bytes:
    """The events of a file as lines of JSON."""
    if not file.endswith(".evtx"):
        return Path(file).read_bytes()
    records = []
    parser = iter(evtx.PyEvtxParser(file, 1).records_json())
    while True:
        try:
            records.append(next(parser)["data"])
        except StopIteration:
            break
        except RuntimeError:  # a damaged record
            continue
    return "\n".join(records).encode()


def compare(file: str) -> tuple[str, int, set[tuple[str, int]], set[tuple[str, int]]]:
    """The file, its events, and hits as rule and row: ours, theirs."""
    text = text_of(file)
    matcher = _state["matcher"]
    ours: set[tuple[str, int]] = set()
    before = 0
    for events in Tokenizer(matcher.programme.wanted).batches(text, WINDOWS):
        for hits in matcher.match(events):
            ours |= {(hits.rule.id, before + row) for row in hits.rows.tolist()}
        before += events.rows
    theirs: set[tuple[str, int]] = set()
    count = 0
    for row, document in enumerate(_state["module"].documents(text)):
        count += 1
        theirs |= {(rule, row) for rule in _state["slow"].hits(document)}
    if count != before:
        raise ValueError(f"{file}: {before} events read, {count} are there")
    return file, count, ours, theirs


def files_below(paths: list[str]) -> Iterator[str]:
    """JSON and EVTX files."""
    for given in map(Path, paths):
        found = sorted(given.rglob("*")) if given.is_dir() else [given]
        yield from (str(one) for one in found if one.suffix.lower() in {".json", ".evtx"})


def main() -> int:
    """Compare everything, and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rules", required=True)
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("paths", nargs="+")
    given = options.parse_args()
    files = list(files_below(given.paths))
    events = hits = differences = 0
    rules: set[str] = set()
    context = get_context("spawn")
    with ProcessPoolExecutor(given.jobs, context, start, (given.rules,)) as pool:
        for file, count, ours, theirs in pool.map(compare, files):
            events += count
            hits += len(theirs)
            rules |= {rule for rule, _ in theirs}
            for rule, row in sorted(ours ^ theirs):
                differences += 1
                who = "ours alone" if (rule, row) in ours else "theirs alone"
                print(f"{who}: {rule} {file} {row}", flush=True)
            print(f"  {Path(file).name}: {count} events, {len(theirs)} hits", file=sys.stderr)
    print(f"{len(files)} files, {events} events, {len(rules)} rules hit, {hits} hits, "
          f"{differences} differences")  # fmt: skip
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
