import shutil
from io import BytesIO

import pypdfium2
import pytest

BOARD = """
[safety]
never = ["srv-1"]
"""


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """Where the case is kept that every test has a copy of."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture
def case(endigue, tmp_path, kept):
    """A case of a small organisation with an approved plan, in the folder `case`."""
    if not (kept / "case").exists():
        make(endigue, kept)
    shutil.copytree(kept / "case", tmp_path / "case")
    return tmp_path / "case"


def make(endigue, tmp_path):
    folder = tmp_path / "org"
    folder.mkdir()
    (folder / "organisation.toml").write_text(
        'name = "Small"\n[[entity]]\nid = "co"\nname = "Company"\n'
    )
    (folder / "zones.csv").write_text("id,name,entity,tier\nlan,LAN,co,2\n")
    (folder / "assets.csv").write_text(
        "id,name,kind,zone,entity,rebuild_hours,fall_cost\n"
        "pc-1,PC-1,machine,lan,co,2,500\nsrv-1,SRV-1,machine,lan,co,8,90000\n"
    )
    (folder / "links.csv").write_text("source,target,kind\npc-1,srv-1,AdminTo\n")
    (folder / "levers.csv").write_text(
        "id,kind,target,minutes,crew,cost\nisolate-pc-1,isolate_host,pc-1,5,,10\n"
        "isolate-srv-1,isolate_host,srv-1,5,,10\n"
    )
    evidence = tmp_path / "found.csv"
    evidence.write_text("host,level,title\nPC-1,critical,Ransomware\n")
    location = tmp_path / "case"
    said = endigue("respond", folder, evidence, "--case", location)
    assert said.code == 0, said.err
    said = endigue("containment", "approve", location, "isolate_known", "--author", "Cell")
    assert said.code == 0, said.err


def text_of(pdf: bytes) -> str:
    return "\n".join(
        page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(BytesIO(pdf))
    )


def test_nothing_is_changed_or_written_without_really(endigue, case):
    entries = endigue("journal", "verify", case, "--json").json["entries"]
    said = endigue("contain", "apply", case, "--author", "A", "--json")
    assert said.code == 0, said.err
    assert said.json["dry_run"] is True
    assert [one["lever"] for one in said.json["by_hand"]] == ["isolate-pc-1"]
    assert endigue("journal", "verify", case, "--json").json["entries"] == entries
    assert "REHEARSAL" in text_of((case / "out" / "work-orders-rehearsal.pdf").read_bytes())


def test_a_newcomer_without_components_gets_the_work_orders(endigue, case):
    said = endigue("containment", "apply", case, "--author", "A", "--really", "--json")
    (lever,) = said.json["levers"]
    assert (lever["status"], lever["work_order"]) == ("asked", 1)
    text = text_of((case / "out" / "work-orders.pdf").read_bytes())
    for needed in ("Work order No 1", "Isolate the machine PC-1", "its memory is evidence",
                   "How it is undone", "Begun at", "Name", "Signature"):  # fmt: skip
        assert needed in text
    said = endigue("containment", "reported", case, "1", "done", "--by", "M. Petit",
                   "--author", "Keeper", "--json")  # fmt: skip
    assert said.json["levers"][0]["status"] == "done_by_hand"
    assert said.json["levers"][0]["done_by"] == "M. Petit"
    said = endigue("containment", "undo", case, "--author", "A", "--really", "--json")
    assert said.json["levers"][0]["work_order"] == 2
    assert "Undo: Isolate" in text_of((case / "out" / "work-orders.pdf").read_bytes())


def test_what_was_not_decided_is_not_done(endigue, case):
    words = ("containment", "apply", case, "--levers", "isolate-srv-1", "--author", "A", "--really")
    said = endigue(*words)
    assert said.code == 2
    assert "isolate-srv-1" in said.err
    endigue("containment", "emergency", case, "isolate-srv-1", "--reason", "now", "--author", "A")
    assert endigue(*words).code == 0


def test_a_rail_stops_it_unless_it_is_forced_with_a_reason(endigue, case):
    (case / "targets.toml").write_text(BOARD)
    endigue("containment", "emergency", case, "isolate-srv-1", "--reason", "now", "--author", "A")
    words = ("containment", "apply", case, "--levers", "isolate-srv-1", "--author", "A", "--really")
    said = endigue(*words, "--json")
    assert said.json["refused"] == ["isolate-srv-1"]
    assert endigue(*words, "--force").code == 2
    assert endigue(*words, "--force", "--reason", "it is the source").code == 0


def test_a_configuration_that_is_wrong_is_refused_before_anything(endigue, case):
    (case / "targets.toml").write_text("[[target]]\nkind = 'toaster'\n")
    said = endigue("containment", "apply", case, "--author", "A", "--really")
    assert said.code == 2
    assert "targets.toml" in said.err


def test_the_state_is_told_without_asking_anybody(endigue, case):
    said = endigue("containment", "state", case, "--json")
    assert [one["status"] for one in said.json["levers"]] == ["planned"]
    assert endigue("containment", "settle", case, "--author", "A").code == 0
    assert endigue("containment", "verify", case, "--author", "A").code == 0
