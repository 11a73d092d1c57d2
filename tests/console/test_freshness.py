"""A result that is older than what is known says so, wherever it is shown."""

import msgspec
import pytest

from endigue.console.freshness import outdated, reckoned
from endigue.desk.computation_facts import ComputationEnded, ComputationStarted
from endigue.evidence.facts import StatementMade

PAGES = ("/", "/cut", "/going", "/back", "/reach")

ORGANISATION = "The organisation changed since the last computation"
EVIDENCE = "Evidence was added since the last computation"


def adopt_another(door) -> None:
    """The same organisation in another description, so of another digest."""
    adopted, blobs = door.room.chronicle.ledger.organisation, door.room.case.blobs
    text = blobs.get(adopted.files["organisation.toml"])
    other = {**adopted.files, "organisation.toml": blobs.put(text + b"# looked through\n")}
    fact = msgspec.structs.replace(adopted, digest="f" * 64, files=other)
    door.room.record("Ann", fact)


def test_a_fresh_result_says_nothing_of_its_age(door) -> None:
    client = door.enter("Ann")
    for path in PAGES:
        page = client.get(path).text
        assert ORGANISATION not in page and EVIDENCE not in page


def test_after_the_organisation_changed_every_page_keeps_its_figures_and_says_of_when(door) -> None:
    client = door.enter("Ann")
    before = {path: client.get(path).text for path in PAGES}
    known = door.room.chronicle.ledger
    adopt_another(door)
    ledger = door.room.chronicle.ledger
    assert outdated(door.room.chronicle, ledger) == "organisation"
    assert reckoned(door.room.chronicle, ledger) == known
    for path in PAGES:
        page = client.get(path).text
        assert ORGANISATION in page, path
        assert "Nothing was computed yet" not in page, path
        assert page.count("<table") >= before[path].count("<table"), path
        assert page.count("<svg") >= before[path].count("<svg"), path


def test_a_statement_makes_the_result_old_until_it_is_computed_again(door) -> None:
    client, asset = door.enter("Ann"), "SRV-FILE-02"
    door.room.record("Ann", StatementMade(asset, "confirmed", "its console says so"))
    assert all(EVIDENCE in client.get(path).text for path in PAGES)
    door.room.record("Ann", ComputationStarted("c1", "restoration"))
    door.room.record("endigue", ComputationEnded("c1", "done"))
    assert EVIDENCE in client.get("/cut").text, "the rebuild alone looks at no evidence"
    door.room.record("Ann", ComputationStarted("c2", "story"))
    door.room.record("endigue", ComputationEnded("c2", "refused"))
    assert EVIDENCE in client.get("/cut").text
    door.room.record("Ann", ComputationStarted("c3", "story"))
    door.room.record("endigue", ComputationEnded("c3", "done"))
    assert EVIDENCE not in client.get("/cut").text


@pytest.mark.parametrize("path", PAGES)
def test_where_nothing_was_computed_nothing_is_old(empty_door, path: str) -> None:
    page = empty_door.enter("Ann").get(path).text
    assert ORGANISATION not in page and EVIDENCE not in page
