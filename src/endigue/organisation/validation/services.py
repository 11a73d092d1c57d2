"""services.toml: technical services, and no service that needs itself."""

from collections.abc import Iterator, Mapping
from itertools import islice

from endigue.organisation.columns import Path
from endigue.organisation.model import Service
from endigue.organisation.needs import leaves
from endigue.organisation.problems import MOST_ALIKE, Problems, shown
from endigue.organisation.validation.cells import Fault
from endigue.organisation.validation.entries import Entry
from endigue.organisation.validation.names import Names
from endigue.organisation.validation.needs import read_need

KEYS = ("id", "needs")


def read_service(identifier: str, entry: Entry, names: Names, warnings: Problems) -> Service:
    """One service, whose identifier was given out already."""
    entry.warn_of_unknown(KEYS, warnings)
    if "needs" not in entry.content:
        entry.problem(Fault("organisation.key_missing", {"key": "needs"}))
    needs = read_need(entry.content.get("needs", {"all": []}), entry, names, "needs")
    return Service(id=identifier, needs=needs)


def report_cycles(services: Mapping[str, Service], entries: Mapping[str, Entry]) -> None:
    """A problem for every circle of services that a search in the order of the file closes.

    Without the needs named in these problems no circle is left.
    """
    for cycle in islice(cycles(services), MOST_ALIKE):
        entry = entries[cycle[0]]
        path = " > ".join(shown(name) for name in (*cycle, cycle[0]))
        entry.problem(Fault("organisation.service_cycle", {"cycle": path}), *_needs(entry))


def cycles(services: Mapping[str, Service]) -> Iterator[tuple[str, ...]]:
    """Circles of services, each once, from its first service in the order given."""
    order = {name: place for place, name in enumerate(services)}
    needed = {
        name: list(dict.fromkeys(leaf for leaf in leaves(service.needs) if leaf in services))
        for name, service in services.items()
    }
    done: set[str] = set()
    for root in services:
        path: dict[str, Iterator[str]] = {} if root in done else {root: iter(needed[root])}
        while path:
            name, children = next(reversed(path.items()))
            child = next(children, None)
            if child is None:
                del path[name]
                done.add(name)
            elif child in path:
                walked = list(path)
                yield _from_first(walked[walked.index(child) :], order)
            elif child not in done:
                path[child] = iter(needed[child])


def _from_first(cycle: list[str], order: Mapping[str, int]) -> tuple[str, ...]:
    start = cycle.index(min(cycle, key=order.__getitem__))
    return (*cycle[start:], *cycle[:start])


def _needs(entry: Entry) -> Path:
    return ("needs",) if "needs" in entry.content else ()
