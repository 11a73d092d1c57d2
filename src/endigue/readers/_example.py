"""How to write an importer: this one reads a list of hosts, and can be run.

    python -m endigue.readers._example hosts.csv

What it reads: CSV with a header row, in UTF-8.

    name,address,system
    print-1,10.0.4.21,Debian 12
    till-3,10.0.9.3,

What it makes: one machine a row, called by its name and its address, with a lever to isolate
it. It is not in `importers.IMPORTERS`; it is here to be read, in this order:

1. `read` takes paths and returns an `Inventory`; it never writes and never asks.
2. Files come from strangers: `files.parts` bounds their size, and finds them in folders and
   archives too.
3. What is wrong with a file is a `Refusal` with a code: the file, what was found, what to do.
   The sentence of the code stands in `endigue.locale.sentences.importing`, the French in
   `endigue/locale/fr/importing.po`.
4. What is understood becomes rows; what is not is counted in `left_out` with a code, so that
   nothing is dropped in silence.
5. What the file cannot know, `defaults` assumes, the same for every importer.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO

from endigue.desk.refusal import Refusal
from endigue.kernel.identifier import is_identifier
from endigue.organisation.inventory import Inventory, LeftOut
from endigue.organisation.model import Asset
from endigue.readers.csv_limit import cells_up_to
from endigue.readers.defaults import default_crews, fall_cost, levers_on, rebuild_hours
from endigue.readers.files import Part, parts

LONGEST_CELL = 65_536
"""Characters; assumed: no name of a machine is longer."""


def read(paths: Sequence[str]) -> Inventory:
    """The machines of the lists. Raises Refusal for what is no such list."""
    assets: dict[str, Asset] = {}
    left_out: Counter[tuple[str, str]] = Counter()
    for part in parts(paths, frozenset({".csv"})):
        if part.content is None:
            left_out[part.name, "importing.no_csv"] += 1
            continue
        with cells_up_to(LONGEST_CELL):
            rows = list(_rows(part))
        for row in rows:
            asset = _asset(row)
            if asset is None:
                left_out["row", "importing.object_broken"] += 1
            elif asset.id in assets:
                left_out["row", "importing.object_twice"] += 1
            else:
                assets[asset.id] = asset
    return Inventory(
        assets=tuple(assets.values()),
        levers=levers_on(assets.keys(), assets.values()),
        crews=default_crews(),
        assumes=True,
        asset_counts={"row": len(assets)},
        left_out=tuple(
            LeftOut(kind=kind, count=count, why=why) for (kind, why), count in left_out.items()
        ),
    )


def _rows(part: Part) -> Iterator[dict[str, str]]:
    try:
        reader = csv.DictReader(StringIO((part.content or b"").decode("utf-8-sig")), restval="")
        if "name" not in (reader.fieldnames or ()):
            raise Refusal("importing.column_missing", sheet=part.name, column="name")
        yield from reader
    except UnicodeDecodeError as trouble:
        raise Refusal("importing.not_text", file=part.name, byte=trouble.start) from None
    except csv.Error:
        raise Refusal("importing.not_csv", file=part.name) from None


def _asset(row: dict[str, str]) -> Asset | None:
    """The machine of a row; None where its name can name nothing."""
    name, address = row["name"].strip(), row.get("address", "").strip()
    system = row.get("system", "").strip()
    if not is_identifier(f"isolate-{name}") or not name:
        return None
    hours = rebuild_hours(system)
    return Asset(
        id=name,
        name=name,
        kind="machine",
        os=system,
        rebuild_hours=hours,
        fall_cost=fall_cost(hours),
        aliases=(address,) if address else (),
    )


if __name__ == "__main__":
    for found in read(sys.argv[1:]).assets:
        sys.stdout.write(f"{found.id}\t{found.os}\t{found.rebuild_hours} h\n")
