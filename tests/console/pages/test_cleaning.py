from datetime import timedelta

import pytest

from endigue.console.pages.clean import site_of
from endigue.console.pages.cleaning import MOST_SCANNED
from endigue.desk.eradicating import site
from endigue.desk.evicting import core_of
from endigue.desk.triage import labels_of
from endigue.eradication import facts
from endigue.eradication.checks import Checks
from endigue.eradication.line.labels import written

HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
VERBS = ("state", "evidence", "work", "check", "verify", "reconnect", "step", "scanned")


def machine(door, place: int = -1) -> str:
    organisation = door.room.organisation(door.room.chronicle.ledger)
    held = {one.id for one in organisation.assets if one.kind == "machine"}
    zones = {zone.id for zone in organisation.zones if zone.tier == 2}
    return [one.id for one in organisation.assets if one.id in held and one.zone in zones][place]


def state_of(door, asset: str) -> str:
    return here_of(door).board().of(asset).state


def said(door, client, path: str, **data: str):
    door.clock.pass_by(minutes=1)
    return client.post(f"/clean/{path}", data=data)


def test_the_clean_up_begins_with_what_the_plan_treats_as_infected(door) -> None:
    client = door.enter("Ann")
    assert said(door, client, "begin").status_code == 303
    seeds = door.room.chronicle.ledger.containment.planned.alternatives.named("plan").seeds
    assert {state_of(door, one) for one in seeds} <= {"compromised", "isolated"}
    head = door.room.chronicle.ledger.head
    assert said(door, client, "begin").status_code == 303
    assert door.room.chronicle.ledger.head == head, "what is known is not written twice"


def test_an_asset_goes_through_every_gate_and_back_into_use(door) -> None:
    ann, bob, asset = door.enter("Ann"), door.enter("Bob"), machine(door)
    refused = said(door, ann, "work", assets=asset, what="start", way="rebuild")
    assert refused.status_code == 422, "nothing is cleaned that is not known to be bad"
    data = {"assets": asset, "state": "compromised", "why": "beacon seen"}
    assert said(door, ann, "state", **data).status_code == 303
    assert (
        said(door, ann, "state", **{**data, "state": "isolated", "why": "port"}).status_code == 303
    )
    refused = said(door, ann, "work", assets=asset, what="start")
    assert refused.status_code == 422 and "evidence" in refused.text
    taken = said(
        door, ann, "evidence", assets=asset, sha256=HASH, name="disk <i>.raw", place="safe"
    )
    assert taken.status_code == 303
    assert state_of(door, asset) == "evidence_preserved"
    assert said(door, ann, "work", assets=asset, what="start", way="rebuild").status_code == 303
    assert said(door, ann, "work", assets=asset, what="done").status_code == 303
    refused = said(door, bob, "verify", assets=asset)
    assert refused.status_code == 422, "no check was made"
    for check in here_of(door).board().of(asset).lacking:
        made = said(door, bob, "check", assets=asset, check=check, passed="yes", hits="0")
        assert made.status_code == 303
    refused = said(door, ann, "verify", assets=asset, person="Bob")
    assert refused.status_code == 422, "who rebuilt it vouches for nothing, whoever they name"
    assert state_of(door, asset) == "cleaning"
    assert said(door, bob, "verify", assets=asset).status_code == 303
    assert state_of(door, asset) == "verified"


def test_what_is_seen_again_falls_back(door) -> None:
    client, asset = door.enter("Ann"), machine(door)
    data = {"assets": asset, "state": "compromised", "why": "seen"}
    said(door, client, "state", **data)
    said(door, client, "evidence", assets=asset, what="waive", why="no time", decided_by="Dan")
    door.room.record("Ann", facts.AssetsIsolated((asset,), "cable"))
    said(door, client, "work", assets=asset, what="start")
    said(door, client, "state", **data)
    assert state_of(door, asset) == "compromised"


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("state", {"state": "verified", "why": "x"}),
        ("state", {"state": "compromised", "why": " "}),
        ("evidence", {"sha256": "abc"}),
        ("evidence", {"what": "waive", "why": "x"}),
        ("check", {"check": "no-such-check", "passed": "yes"}),
        ("check", {"check": "scan", "hits": "-1"}),
        ("reconnect", {}),
        ("work", {"what": "start", "at": "2031-01-01T00:00"}),
        ("work", {"what": "start", "at": "soon"}),
    ],
)
def test_reports_that_make_no_sense_are_refused_and_nothing_is_written(door, path, data) -> None:
    client, before = door.enter("Ann"), door.room.chronicle.ledger.head
    answer = client.post(f"/clean/{path}", data={"assets": machine(door), **data})
    assert answer.status_code == 422
    assert door.room.chronicle.catch_up().head == before


@pytest.mark.parametrize("assets", ["", " , ", "nobody-knows", "<script>", "x," * 30_000])
def test_assets_that_are_none_are_refused(door, assets: str) -> None:
    data = {"assets": assets, "state": "lost", "why": "x"}
    answer = door.enter("Ann").post("/clean/state", data=data)
    assert answer.status_code == 422
    assert "<script>" not in answer.text


@pytest.mark.parametrize("path", VERBS)
def test_an_observer_reports_nothing_and_the_try_is_written(door, path: str) -> None:
    client = door.enter("Oli", "observer")
    data = {
        "assets": machine(door), "state": "lost", "why": "x", "sha256": HASH, "check": "scan",
        "step": "x", "station": "in", "codes": machine(door),
    }  # fmt: skip
    assert client.post(f"/clean/{path}", data=data).status_code == 403
    assert door.room.chronicle.lines()[-1].fact == "communication.action_refused"
    assert not door.room.chronicle.ledger.eradication.begun


def here_of(door):
    ledger = door.room.chronicle.ledger
    checks = Checks({one.id: one for one in door.room.hands.checks(None)})
    return site(ledger, door.room.organisation(ledger), checks, door.clock.now)


def verified(door, assets: tuple[str, ...]) -> None:
    """Lead assets through every gate by what people would have reported."""
    for fact in (
        facts.AssetsFoundBad(assets, "seen"),
        facts.AssetsIsolated(assets, "cable"),
        facts.EvidenceWaived(assets, "no time", "Dan"),
        facts.CleaningStarted(assets, "rebuild", "Ann"),
        facts.CleaningDone(assets, "Ann"),
    ):
        door.clock.pass_by(seconds=1)
        door.room.record("Ann", fact)
    for asset in assets:
        for check in here_of(door).board().of(asset).lacking:
            door.room.record("Bob", facts.CheckMade((asset,), check, passed=True, person="Bob"))
    door.clock.pass_by(seconds=1)
    door.room.record("Bob", facts.AssetsVerified(assets, "Bob"))


def test_a_step_of_the_eviction_is_ticked_in_its_turn(door) -> None:
    client = door.enter("Ann")
    organisation = door.room.organisation(door.room.chronicle.ledger)
    ticks = core_of(here_of(door), organisation)
    machines = tuple(one.step.subject for one in ticks if one.step.id.startswith("machine:"))
    waiting = next(one for one in ticks if one.waits_for)
    early = said(door, client, "step", step=waiting.step.id, what="done")
    assert early.status_code == 422, "it waits for the machines"
    by_hand = said(door, client, "step", step=f"machine:{machines[0]}", what="done")
    assert by_hand.status_code == 422, "a machine is done when it is verified"
    verified(door, machines)
    page = client.get("/clean").text
    step = page.split('name="step" value="')[1].split('"')[0]
    assert said(door, client, "step", step=step, what="done").status_code == 303
    done = {one.step.id for one in core_of(here_of(door), organisation) if one.done}
    assert step in done
    again = said(door, client, "step", step=step, what="reopen", note="<b>wrong</b> key")
    assert again.status_code == 303
    assert step not in {one.step.id for one in core_of(here_of(door), organisation) if one.done}
    assert said(door, client, "step", step="no such step", what="done").status_code == 422
    assert "<b>wrong" not in client.get("/clean").text


def test_labels_are_printed_and_a_batch_of_scans_tells_each_refusal(door) -> None:
    client = door.enter("Ann")
    sheets = client.post("/clean/labels")
    assert sheets.headers["content-type"] == "application/pdf"
    assert sheets.content.startswith(b"%PDF")
    labels = labels_of(door.room.chronicle.ledger)
    codes = [written(labels.number_of[machine(door, place)]) for place in (0, 1)]
    text = "\n".join([*codes, "", "no-such<img>"])
    answer = said(door, client, "scanned", station="in", codes=text)
    assert answer.status_code == 200
    assert "2 machines passed" in answer.text and "1 code was refused" in answer.text
    assert "<img>" not in answer.text
    nothing = said(door, client, "scanned", station="in", codes="no-such")
    assert nothing.status_code == 422


@pytest.mark.parametrize(
    "data",
    [
        {"station": "moon", "codes": "x"},
        {"station": "in", "codes": " "},
        {"station": "scan", "codes": "x;many;"},
        {"station": "in", "codes": "x\n" * (MOST_SCANNED + 1)},
    ],
)
def test_a_batch_that_is_none_is_refused(door, data) -> None:
    before = door.room.chronicle.ledger.head
    assert door.enter("Ann").post("/clean/scanned", data=data).status_code == 422
    assert door.room.chronicle.catch_up().head == before


def test_the_site_is_that_of_the_instant(door) -> None:
    asset = machine(door)
    door.room.record("Ann", facts.AssetsFoundBad((asset,), "seen"))
    ledger = door.room.chronicle.ledger

    class Asked:
        room = door.room

    organisation = door.room.organisation(ledger)
    for at, state in ((0, "compromised"), (-1, "unknown")):
        here = site_of(Asked, ledger, organisation, door.clock.now + timedelta(hours=at))
        assert here.board().of(asset).state == state


def test_without_an_organisation_nothing_is_reported(empty_door) -> None:
    client = empty_door.enter("Ann")
    for path in (*VERBS, "begin", "labels"):
        assert client.post(f"/clean/{path}", data={"assets": "x", "step": "x"}).status_code == 422
