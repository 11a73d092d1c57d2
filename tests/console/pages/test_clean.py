import re

from endigue.eradication import facts


def test_before_anything_is_reported_it_says_how_to_begin(door) -> None:
    assert 'action="/clean/begin"' in door.enter("Ann").get("/clean").text
    assert 'action="/clean/begin"' not in door.enter("Oli", "observer").get("/clean").text


def test_the_board_the_core_and_the_line_are_shown(door) -> None:
    client = door.enter("Ann")
    organisation = door.room.organisation(door.room.chronicle.ledger)
    machines = [one for one in organisation.assets if one.kind == "machine"]
    bad, lost = machines[-1], machines[-2]
    door.room.record("Ann", facts.AssetsFoundBad((bad.id,), "beacon <b>"))
    door.room.record("Ann", facts.AssetsLost((lost.id,), "stolen"))
    door.room.record("Ann", facts.AssetsReconnected((bad.id,), "Bob"))
    door.room.record("Ann", facts.LabelsIssued(1, (bad.id,)))
    door.room.record("Ann", facts.StationPassed("in", (bad.id,), "Bob"))
    page = client.get("/clean").text
    assert bad.name in page and "take evidence" in page
    assert "it is not verified" in page, "what a gate stopped is said"
    assert "Assets by state" in page and "to be scanned" in page
    assert "beacon <b>" not in page
    assert "core of trust" in page
    client.cookies.set("lang", "fr")
    assert client.get("/clean").status_code == 200


def test_what_differs_in_nothing_stands_together_and_everything_once(door) -> None:
    organisation = door.room.organisation(door.room.chronicle.ledger)
    machines = [one.id for one in organisation.assets if one.kind == "machine"][-12:]
    door.room.record("Ann", facts.AssetsFoundBad(tuple(machines[:9]), "beacon"))
    door.room.record("Ann", facts.AssetsSuspected(tuple(machines[9:]), "near it"))
    page = door.enter("Ann").get("/clean").text
    shown = re.findall(r'data-asset="([^"]+)"', page)
    assert sorted(shown) == sorted(machines)
    together = page.split('class="alike"')[1].split("</table>")[0]
    assert re.findall(r'data-asset="([^"]+)"', together) == sorted(machines[:9])
    assert together.count("<tr>") == 2, "one row below the heading"


def test_an_empty_case_has_the_page(empty_door) -> None:
    assert empty_door.enter("Ann").get("/clean").status_code == 200
