"""Three weeks of rebuilding on the reference mutual, in a world that no plan knows: work slips, a
server that was back holds the intruder, people fall ill, backups turn out bad. At each event a
new plan says what moved and why; at the end what was foretold stands beside what came.
"""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

from endigue.cli.restoration_shown import sentence
from endigue.desk.case import Case
from endigue.desk.restoration_reports import (
    change_presence,
    declare,
    give_safe_date,
    report_backup,
)
from endigue.desk.restoring import replan
from endigue.desk.settings import Settings
from endigue.locale.speech import Speech
from endigue.organisation.model import Organisation
from endigue.readers.organisation_folder import read_organisation
from endigue.restoration.circumstances import Backup, Presence
from endigue.restoration.effort import Orders
from endigue.restoration.facts import PlanChanged
from endigue.restoration.review import review
from endigue.stores.memory import MemoryStore
from rebuilding import World

EXAMPLE = Path(__file__).parents[2] / "examples" / "mutual"
FRIDAY_EVENING = datetime(2021, 2, 5, 20, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SEED = 11

APPLICATION = "data-provident"
"""The data set of the application whose backups are bad."""


class Blobs:
    """Bulk data in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def put(self, data: bytes) -> str:
        name = sha256(data).hexdigest()
        self.kept[name] = data
        return name

    def get(self, name: str) -> bytes:
        return self.kept[name]


@pytest.fixture(scope="module")
def mutual() -> Organisation:
    return read_organisation(str(EXAMPLE)).organisation


def fallen(mutual: Organisation) -> list[str]:
    """All servers fell, and a third of the workstations."""
    tiers = {zone.id: zone.tier for zone in mutual.zones}
    return [
        asset.id
        for asset in mutual.assets
        if asset.kind in {"machine", "appliance", "dataset"}
        and (tiers.get(asset.zone, 9) <= 1 or int(asset.id[-1], 36) % 3 == 0)
    ]


def world(mutual: Organisation) -> World:
    case = Case(MemoryStore(), Blobs(), lambda: FRIDAY_EVENING, "tester")
    ledger = declare(case, case.ledger(), fallen(mutual), fallen(mutual))
    pace = {"preserve": 1.1, "rebuild": 1.5, "restore": 1.3, "verify": 1.25}
    return World(mutual, case, ledger, FRIDAY_EVENING, SEED, pace)


def planned_again(world: World, first: str = "") -> PlanChanged | None:
    settings = Settings(seed=3, scenarios=64)
    world.ledger = replan(world.case, world.ledger, world.situation(), settings, Orders(60), first)
    view = world.ledger.restoration
    assert view.plan is not None
    assert view.outlook is not None
    assert first or view.outlook.outlook.mean <= view.outlook.outlook.greedy_mean
    return view.changed if view.changed and view.changed.input == view.plan.input else None


def told(changed: PlanChanged | None, mutual: Organisation, code: str) -> None:
    """A change has this reason, and every reason is a sentence in both languages."""
    assert changed is not None
    assert code in {remark.code for remark in changed.changes}
    for language in ("en", "fr"):
        speech = Speech(language, mutual.time_zone)
        names = {each.id: each.name[language] for each in mutual.operations}
        for remark in changed.changes:
            said = sentence(speech, remark, names)
            assert said.endswith(".")
            assert not {"{", "}"} & set(said)


def in_the_core(world: World) -> str:
    """What everything waits for and is still to be rebuilt."""
    problem = world.situation().problem()
    return next(
        problem.items[item]
        for item, step in zip(problem.tasks.item, problem.tasks.steps, strict=True)
        if problem.core[item] and step == "rebuild"
    )


@pytest.fixture(scope="module")
def lived(mutual: Organisation) -> World:
    """The three weeks, with a plan at each event."""
    there = world(mutual)
    assert planned_again(there) is None

    there.live(FRIDAY_EVENING + 2 * DAY)
    there.slip(in_the_core(there), "rebuild", 3.0, "no drivers")
    told(planned_again(there), mutual, "restoration.because_delayed")

    there.live(FRIDAY_EVENING + 4 * DAY)
    back = [name for name, work in there.ledger.restoration.work.items() if work.back_at]
    there.infect([name for name in back if name.startswith("srv-")][-1], "a beacon was seen")
    told(planned_again(there), mutual, "restoration.because_failed")

    there.live(FRIDAY_EVENING + 5 * DAY)
    ill = Presence("crew-forensic", -4, there.now, there.now + 4 * DAY)
    there.ledger = change_presence(there.case, there.ledger, there.situation(), ill, "influenza")
    told(planned_again(there), mutual, "restoration.because_fewer")

    there.live(FRIDAY_EVENING + 6 * DAY)
    for taken, good, hours in ((1, False, None), (8, True, 40.0)):
        backup = Backup(FRIDAY_EVENING - taken * DAY, good, hours)
        there.ledger = report_backup(
            there.case, there.ledger, there.situation(), APPLICATION, backup, "torn tape"
        )
    told(planned_again(there), mutual, "restoration.because_backup")

    there.until_operations_are_back(DAY)
    there.live(FRIDAY_EVENING + 21 * DAY)
    return there


def test_everything_is_back_in_about_three_weeks_and_nothing_unverified(
    lived: World, mutual: Organisation
) -> None:
    view = lived.ledger.restoration
    found = review(mutual, fallen(mutual), fallen(mutual), view)
    assert set(found.back) == {each.id for each in mutual.operations}
    last = max(found.back.values())
    assert 9 * DAY < last - FRIDAY_EVENING < 21 * DAY
    for work in view.work.values():
        assert work.back_at is None or {"verify", "reconnect"} <= work.done
    assert lived.reinfected


def test_what_was_foretold_mostly_came_within_its_band(lived: World, mutual: Organisation) -> None:
    found = review(mutual, fallen(mutual), fallen(mutual), lived.ledger.restoration)
    assert len(found.foretold) > 60
    assert found.share is not None
    assert found.share >= 0.6
    assert {each.inside for each in found.foretold} == {True, False}


def test_the_data_of_the_application_are_those_of_its_good_backup(lived: World) -> None:
    work = lived.ledger.restoration.work[APPLICATION]
    assert work.restored_from == FRIDAY_EVENING - 8 * DAY


def test_what_is_done_is_not_planned_again(lived: World) -> None:
    plans = [entry for entry in lived.case.store.read() if entry.fact == "restoration.planned"]
    assert len(plans) == 5
    sizes = [entry.body.count('"step"') for entry in plans]
    assert all(after < before for before, after in pairwise(sizes))


def test_the_telephone_first_has_a_date_and_a_price(mutual: Organisation) -> None:
    there = world(mutual)
    planned_again(there)
    plan = there.ledger.restoration.plan
    assert plan is not None
    free = {each.id: each.p50 for each in plan.schedule.operations}
    planned_again(there, "telephone")
    plan, outlook = there.ledger.restoration.plan, there.ledger.restoration.outlook
    assert plan is not None
    assert outlook is not None
    wished = {each.id: each.p50 for each in plan.schedule.operations}
    assert wished["telephone"] < free["telephone"] - 8
    assert outlook.first == "telephone"
    assert outlook.price_of_first >= 0


def test_a_safe_date_that_moves_back_makes_a_new_plan_with_another_backup(
    mutual: Organisation,
) -> None:
    there = world(mutual)
    for taken, hours in ((1, 4.0), (8, 30.0)):
        backup = Backup(FRIDAY_EVENING - taken * DAY, hours=hours)
        there.ledger = report_backup(
            there.case, there.ledger, there.situation(), APPLICATION, backup
        )
    planned_again(there)
    there.ledger = give_safe_date(
        there.case, there.ledger, FRIDAY_EVENING - 3 * DAY, "first trace of the intruder"
    )
    told(planned_again(there), mutual, "restoration.because_safe_date")
