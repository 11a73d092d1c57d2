"""A folder in which everything that can go wrong did: refused whole, by every door, at once."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

FOLDER: dict[str, bytes] = {
    "organisation.toml": b'name = "Mutuelle de l\'Exemple"\n[[entity]]\nid = "mutual"\n',
    "zones.csv": b"id,name,entity,tier\ncore,Core,mutual,0\nlan,LAN,mutual,2\n",
    "crews.csv": "id,skill,people\nnet,network,2\nsys,système,3\n".encode("latin-1"),
    "flows.csv": b"id,source_zone,target_zone\nflow-db,lan,core\n",
    "levers.csv": b"",
    "assets.csv": b"""\
id,name,kind,zone,rebuild_hours,records
srv-app,Application,machine,core,4,
srv-db,%s,machine,core,2,
srv-db,Database again,machine,core,2,
srv-web,Web,machin,cor,-2,1.5
srv-file,Files,machine,lan,many
,Nameless,machine,lan,inf,-1
pc 1,,machine,lan,1e999,
acc-claims,,account,,,
"""
    % (b"x" * 100_000),
    "links.csv": b"""\
source,target,kind,port,flow
acc-claims,srv-ap,AdminTo,,
srv-app,srv-web,,70000,flow-bd
""",
    "services.toml": b"""\
[[service]]
id = "claims"
needs = { all = ["srv-app", "portal"] }
[[service]]
id = "portal"
needs = { all = ["claims", { any = ["srv-db9", "core"] }] }
[[service]]
id = "claims"
needs = { at_least = 3, of = ["srv-app", "srv-web"] }
[[service]]
id = "mail"
needs = { every = ["srv-web"] }
""",
    "operations.toml": b"""\
[[operation]]
id = "telephone"
name = 5
entity = "mutuel"
needs = "clams"
value_per_hour = "a lot"
rto_hours = -4
""",
}
WRONG = {
    "assets.csv": 12,
    "crews.csv": 1,
    "levers.csv": 1,
    "links.csv": 4,
    "operations.toml": 6,
    "services.toml": 6,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "organisation"
    place.mkdir()
    for name, content in FOLDER.items():
        (place / name).write_bytes(content)
    return place


def everything_in(place: Path) -> dict[str, bytes | None]:
    return {
        str(path.relative_to(place)): path.read_bytes() if path.is_file() else None
        for path in place.rglob("*")
    }


def test_all_is_named_in_one_run(endigue: Callable, folder: Path, tmp_path: Path) -> None:
    findings = tmp_path / "hosts.txt"
    findings.write_text("srv-app\n", encoding="utf-8")
    before = everything_in(tmp_path)
    said = endigue("respond", folder, findings, "--case", tmp_path / "case")
    assert (said.code, said.out) == (2, "")
    *each, last = said.err.splitlines()
    assert "(30)" in last
    assert len(set(each)) == 30
    assert Counter(re.match(r"endigue: ([\w.]+)", line)[1] for line in each) == WRONG
    assert everything_in(tmp_path) == before
