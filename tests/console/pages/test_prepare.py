import pytest

from endigue.console.pages.prepare import safe_name

FINDINGS = b"host,kind,detail\nPC-0001,ransom_note,seen\n"


def test_the_organisation_and_its_evidence_are_told(door) -> None:
    page = door.enter("Ann").get("/prepare").text
    counts = door.room.chronicle.ledger.organisation.counts
    assert f"{counts['links']:,}" in page
    for parts in door.room.chronicle.ledger.evidence.files.values():
        assert parts[0].source in page


def test_a_file_of_findings_is_taken_in_once(door) -> None:
    client = door.enter("Ann")
    hosts = b"PC-0001\nPC-0002\n"
    before = len(door.room.chronicle.ledger.evidence.files)
    for _ in range(2):
        answer = client.post("/prepare/files", files={"file": ("hosts.txt", hosts)})
        assert answer.status_code == 303
    assert len(door.room.chronicle.ledger.evidence.files) == before + 1


def test_of_several_files_all_are_taken_in_or_none(door) -> None:
    client = door.enter("Ann")
    before = door.room.chronicle.ledger.head
    files = [("file", ("hosts.txt", b"PC-0001\n")), ("file", ("broken.json", b"{\x00nonsense"))]
    assert client.post("/prepare/files", files=files).status_code == 422
    assert door.room.chronicle.catch_up().head == before


def test_no_file_or_no_such_format_is_refused(door) -> None:
    client = door.enter("Ann")
    assert client.post("/prepare/files", data={"format": "auto"}).status_code == 422
    files = {"file": ("hosts.txt", b"PC-0001\n")}
    assert client.post("/prepare/files", files=files, data={"format": "x"}).status_code == 422


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("/abs/hosts.txt", "hosts.txt"),
        ("..", "file"),
        ("", "file"),
        ("a\x00b;rm -rf.csv", "a_b_rm -rf.csv"),
        ("x" * 400 + ".csv", "x" * 116 + ".csv"),
    ],
)
def test_what_a_browser_calls_a_file_leads_nowhere(name: str, kept: str) -> None:
    assert safe_name(name) == kept


def test_an_empty_case_is_shown(empty_door) -> None:
    assert empty_door.enter("Ann").get("/prepare").status_code == 200
