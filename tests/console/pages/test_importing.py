from pathlib import Path

import pytest

from endigue.console.guard import MOST_BYTES, MOST_BYTES_OF_FILES

NMAP = b"""<?xml version="1.0"?><nmaprun scanner="nmap" version="7.94" xmloutputversion="1.05">
<host><status state="up"/><address addr="192.0.2.77" addrtype="ipv4"/>
<hostnames><hostname name="new&lt;b&gt;box"/></hostnames><ports>
<port protocol="tcp" portid="22"><state state="open"/><service name="ssh"/></port></ports></host>
</nmaprun>"""
FLOWS = b"source,target,port\n192.0.2.1,192.0.2.2,445\n,,\n"
UPLOAD = "/prepare/organisation/files"
HERE = "/prepare/organisation/path"


def brought(client, content: bytes, kind: str, name: str = "scan.xml"):
    return client.post(UPLOAD, files={"file": (name, content)}, data={"kind": kind})


def test_an_upload_is_laid_over_what_is_adopted_and_reported(door) -> None:
    client = door.enter("Ann")
    before = door.room.chronicle.ledger.organisation
    answer = brought(client, NMAP, "nmap", "../../scan.xml")
    assert answer.status_code == 200
    assert "What the import brought" in answer.text and "What was left out" in answer.text
    assert "<b>box" not in answer.text
    after = door.room.chronicle.ledger.organisation
    assert after.counts["assets"] > before.counts["assets"]
    assert after.counts["operations"] == before.counts["operations"], "nothing else is lost"
    assert door.room.chronicle.lines()[-1].author == "Ann"
    assert client.get("/prepare").status_code == 200


def test_the_first_import_begins_an_organisation(empty_door) -> None:
    client = empty_door.enter("Ann")
    answer = brought(client, NMAP, "nmap")
    assert answer.status_code == 200
    assert empty_door.room.chronicle.ledger.organisation.counts["assets"] >= 1


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"<nmaprun", "nmap"), (b"\0\1", "workbook"), (NMAP, "no-such"), (NMAP, ""), (b"", "glpi")],
)
def test_what_cannot_be_read_changes_nothing(door, content: bytes, kind: str) -> None:
    before = door.room.chronicle.ledger.head
    assert brought(door.enter("Ann"), content, kind).status_code == 422
    assert door.room.chronicle.catch_up().head == before


def test_no_file_is_refused_and_an_observer_imports_nothing(door) -> None:
    assert door.enter("Ann").post(UPLOAD, data={"kind": "nmap"}).status_code == 422
    assert brought(door.enter("Oli", "observer"), NMAP, "nmap").status_code == 403
    assert door.room.chronicle.lines()[-1].fact == "communication.action_refused"


def test_an_upload_is_bounded_before_it_is_read(door) -> None:
    client = door.enter("Ann")
    heavy = {"content-length": str(MOST_BYTES_OF_FILES + 1)}
    assert client.post(UPLOAD, headers=heavy).status_code == 413
    wide = {"content-length": str(MOST_BYTES + 1)}
    assert client.post(HERE, headers=wide).status_code == 413


def test_a_path_of_the_machine_is_read_for_the_operational_role_alone(door, tmp_path: Path) -> None:
    file = tmp_path / "scan.xml"
    file.write_bytes(NMAP)
    data = {"kind": "nmap", "path": str(file)}
    before = door.room.chronicle.ledger.organisation
    for person, roles in (("Nia", ()), ("Ann", ("logbook-keeper",)), ("Dan", ("strategic",))):
        client = door.enter(person, *roles)
        assert client.post(HERE, data=data).status_code == 403
        assert HERE not in client.get("/prepare").text
    assert door.room.chronicle.ledger.organisation == before
    client = door.enter("Otto", "operational")
    assert HERE in client.get("/prepare").text
    assert client.post(HERE, data=data).status_code == 200
    assert door.room.chronicle.ledger.organisation != before


@pytest.mark.parametrize("path", ["", "/no/such/file", "/etc/passwd", "a\0b", "/dev/zero", "/"])
def test_a_path_that_leads_to_no_export_is_refused_in_a_sentence(door, path: str) -> None:
    client = door.enter("Otto", "operational")
    answer = client.post(HERE, data={"kind": "nmap", "path": path})
    assert answer.status_code == 422
    assert "root:" not in answer.text
