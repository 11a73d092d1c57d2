import re

import pytest

from endigue.desk.current import forecast_of


def test_the_map_says_how_many_have_fallen_as_the_forecast_has_it(door) -> None:
    client = door.enter("Ann")
    forecast = forecast_of(door.room.chronicle.ledger, door.room.case.blobs)
    for number, hour in enumerate(forecast.hours):
        answer = client.get("/reach", params={"hour": hour})
        assert answer.status_code == 200
        fallen = door.room.terrain(door.room.chronicle.ledger).fallen(number).sum()
        assert fallen == pytest.approx(forecast.expected_fallen[number], rel=1e-4)
    assert "<svg" in answer.text


def test_the_answer_stands_first(door) -> None:
    forecast = forecast_of(door.room.chronicle.ledger, door.room.case.blobs)
    page = door.enter("Ann").get("/reach", params={"hour": forecast.hours[1]}).text
    said = re.search(r"About ([\d,]+) of ([\d,]+) assets have fallen", page)
    fallen, assets = (int(one.replace(",", "")) for one in said.groups())
    assert abs(fallen - forecast.expected_fallen[1]) <= 1
    assert assets == len(door.room.organisation(door.room.chronicle.ledger).assets)


def test_what_it_rests_on_is_the_forecast_of_doing_nothing(door) -> None:
    lines = [one for one in door.room.chronicle.lines() if one.fact == "spread.forecast"]
    nothing = [one.sequence for one in lines if one.told.arguments["pulled"] == 0]
    assert nothing[-1] != lines[-1].sequence, "that of the plan is the newest"
    page = door.enter("Ann").get("/reach").text
    assert f'/logbook/{nothing[-1]}"' in page.split("<h1>")[1].split("</h1>")[0]


def test_every_region_leads_inside_and_every_asset_to_its_page(door) -> None:
    client = door.enter("Ann")
    terrain = door.room.terrain(door.room.chronicle.ledger)
    for region in terrain.regions:
        answer = client.get("/reach", params={"zone": region.zone, "entity": region.entity})
        assert answer.status_code == 200
    asset = next(iter(terrain.found.values()))
    page = client.get("/reach/asset", params={"asset": asset.id})
    assert page.status_code == 200
    assert "Likeliest way in" in page.text


def test_a_zone_or_an_asset_that_there_is_not_is_said(door) -> None:
    client = door.enter("Ann")
    assert client.get("/reach", params={"zone": "nowhere", "entity": ""}).status_code == 404
    assert client.get("/reach/asset", params={"asset": "nobody"}).status_code == 422
    assert client.get("/reach", params={"hour": "nan"}).status_code == 200
    assert client.get("/reach", params={"zone": "-", "entity": "x", "from": "-1"}).status_code in (
        404,
        422,
    )


def test_what_somebody_knows_of_an_asset_is_stated_with_its_reason(door) -> None:
    client = door.enter("Ann")
    asset = door.room.organisation(door.room.chronicle.ledger).assets[0].id
    short = {"asset": asset, "verdict": "confirmed", "reason": ""}
    assert client.post("/reach/state", data=short).status_code == 422
    full = {"asset": asset, "verdict": "confirmed", "reason": "a note on its screen"}
    assert client.post("/reach/state", data=full).status_code == 303
    assert "a note on its screen" in client.get("/reach/asset", params={"asset": asset}).text
    assert door.room.chronicle.ledger.evidence.statements[asset].verdict == "confirmed"


def test_an_empty_case_says_what_to_do(empty_door) -> None:
    page = empty_door.enter("Ann").get("/reach")
    assert page.status_code == 200
    assert "endigue respond" in page.text
