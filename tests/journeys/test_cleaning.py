"""From suspect to reconnected on the reference mutual at a small size, with a relapse."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from endigue.containment.facts import PlanApproved
from endigue.desk.case import Case
from endigue.desk.eradicating import (
    Site,
    check,
    end_cleaning,
    find_bad,
    isolate,
    preserve,
    reconnect,
    site,
    start_cleaning,
    verify,
    within_reach,
)
from endigue.desk.evicting import core_of, tick
from endigue.desk.ledger import Ledger
from endigue.desk.lifting import lift, plan_lifting, pulled_now
from endigue.desk.refusal import Refusal, Refusals
from endigue.desk.triage import Read, issue_labels, labels_of, pass_station, tally_of, workstations
from endigue.eradication import facts
from endigue.eradication.checks import Checks
from endigue.eradication.line.labels import qr_text
from endigue.journal.verification import verify as verified_journal
from endigue.organisation.example.mutual import reference_mutual
from endigue.organisation.model import Organisation
from endigue.readers.checks import load_checks
from endigue.readers.lever_figures import load_lever_figures
from endigue.stores.memory import MemoryStore

CHECKS = Checks({one.id: one for one in load_checks()})
BAD = ("pc-hq-0001", "pc-hq-0002", "srv-file-01")


class Clock:
    """A clock that goes on by a minute each time that it is asked."""

    def __init__(self) -> None:
        self.now = datetime(2021, 2, 6, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@dataclass
class Blobs:
    kept: dict[str, bytes] = field(default_factory=dict)

    def put(self, data: bytes) -> str:
        name = sha256(data).hexdigest()
        self.kept[name] = data
        return name

    def get(self, name: str) -> bytes:
        return self.kept[name]


class Story:
    """The case as people work on it."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation
        self.clock = Clock()
        self.case = Case(MemoryStore(), Blobs(), self.clock, "logbook keeper")
        self.ledger: Ledger = self.case.ledger()

    @property
    def here(self) -> Site:
        return site(self.ledger, self.organisation, CHECKS, self.clock())

    def do(self, verb, *words) -> None:
        self.ledger = verb(self.case, self.ledger, self.here, *words)

    def state(self, asset: str) -> str:
        return self.here.board().of(asset).state

    def verified(self, assets: list[str], person: str = "Second person") -> None:
        """Every check that some assets need, then the word of a second person."""
        board = self.here.board()
        groups: dict[tuple[str, ...], list[str]] = {}
        for name in assets:
            asset = self.organisation.assets[self.organisation.asset_index[name]]
            lacking = board.of(name).lacking or tuple(
                one.id
                for one in CHECKS.needed(
                    asset.kind, asset.zone, self.clock.now.date(), cleaned=False
                )
            )
            groups.setdefault(lacking, []).append(name)
        for lacking, some in groups.items():
            for one in lacking:
                self.do(check, facts.CheckMade(tuple(some), one, True, person))
            self.do(verify, some, person)

    def rebuilt(self, asset: str) -> None:
        digest = sha256(f"{asset} {self.clock.now}".encode()).hexdigest()
        self.do(preserve, asset, [facts.Item("disk image", digest, 1, "Investigator")])
        self.do(start_cleaning, [asset], "rebuild", "Builder")
        self.do(end_cleaning, [asset], "Builder")
        self.verified([asset])


@pytest.fixture(scope="module")
def organisation() -> Organisation:
    return reference_mutual(5, 100, figures=load_lever_figures())


def test_from_suspect_to_reconnected_with_a_relapse(organisation: Organisation) -> None:
    story = Story(organisation)
    cuts = [
        lever.id
        for lever in organisation.levers
        if lever.target in BAD or lever.kind == "cut_internet"
    ]
    story.ledger = story.case.record([PlanApproved("plan", tuple(cuts), "0f")], story.ledger)
    story.do(find_bad, BAD, "ransom note")
    story.do(isolate, BAD, "levers")

    # Nothing is cleaned before evidence, and nothing comes back before the core of trust.
    with pytest.raises(Refusals):
        story.do(start_cleaning, list(BAD), "rebuild", "Builder")
    for asset in BAD:
        story.rebuilt(asset)
        with pytest.raises(Refusal) as refused:
            story.do(reconnect, [asset], "Network")
        assert refused.value.code == "eradication.stands_on_unverified"

    # The core of trust, machine by machine and step by step; krbtgt twice with its wait.
    for one in core_of(story.here, organisation):
        if one.step.id.startswith("machine:"):
            story.verified([one.step.subject])
    while True:
        ready = [
            one for one in core_of(story.here, organisation) if not one.done and not one.waits_for
        ]
        if not ready:
            break
        for one in ready:
            if one.ready_at is not None and one.ready_at > story.clock.now:
                with pytest.raises(Refusal, match="too_soon"):
                    tick(story.case, story.ledger, story.here, organisation, one.step.id, "Admin")
                story.clock.now = one.ready_at
            story.ledger = tick(
                story.case, story.ledger, story.here, organisation, one.step.id, "Admin"
            )
    assert all(one.done for one in core_of(story.here, organisation))

    # What the bad ones need from services is verified, and they come back.
    while waiting := {
        thing for asset in BAD for thing in needed(story, asset) if story.state(thing) == "unknown"
    }:
        story.verified(sorted(waiting))
    assert plan_lifting(story.here, organisation, pulled_now(story.ledger, organisation)).kept == ()
    story.do(reconnect, list(BAD), "Network")
    plan = plan_lifting(story.here, organisation, pulled_now(story.ledger, organisation))
    assert {one.lever for one in plan.lifts} == set(cuts)
    for one in plan.lifts:
        story.ledger = lift(
            story.case, story.ledger, story.here, organisation, [one.lever], "Network"
        )
    assert pulled_now(story.ledger, organisation) == ()

    # A machine of the core is seen bad again: all that was reconnected on it falls back.
    host = sorted(story.here.ground.core)[0]
    story.do(find_bad, [host], "beacon at night")
    board = story.here.board()
    assert board.of(host).state == "compromised"
    (fallback,) = [one for one in board.fallbacks if one.asset == host]
    assert set(fallback.behind) == set(BAD)
    assert board.count["reconnected"] == 0
    assert within_reach(story.here, organisation, (), [host]) == ()
    undone = [one for one in core_of(story.here, organisation) if not one.done]
    assert {one.step.id for one in undone} >= {f"machine:{host}"}

    # Cleaned and checked again, everything comes back once more.
    story.rebuilt(host)
    story.verified([asset for asset in BAD if story.state(asset) != "verified"])
    story.do(reconnect, list(BAD), "Network")
    assert {story.state(asset) for asset in BAD} == {"reconnected"}
    assert story.here.board().of(BAD[0]).relapses == 1
    assert verified_journal(story.case.store.read()).ok


def needed(story: Story, asset: str) -> list[str]:
    """Assets that something waits for, through the services that are not met."""
    from endigue.organisation.needs import leaves

    found, seen = [], set()
    pending = list(story.here.board().of(asset).waits_for)
    services = story.organisation.service_by_id
    while pending:
        thing = pending.pop()
        if thing in seen:
            continue
        seen.add(thing)
        if thing in services:
            pending += leaves(services[thing].needs)
        elif thing in story.organisation.asset_index:
            found.append(thing)
            pending += story.here.board().of(thing).waits_for
    return found


def test_every_workstation_passes_the_line(organisation: Organisation) -> None:
    story = Story(organisation)
    machines = workstations(organisation)
    story.ledger = issue_labels(story.case, story.ledger, story.here, machines)
    codes = [qr_text(labels_of(story.ledger).number_of[name]) for name in machines]
    bad = set(codes[::7])
    core = sorted(
        story.here.ground.core.union(*story.here.ground.controllers.values())
    )  # fmt: skip
    story.verified(core)
    report = "ab" * 32

    def station(name: facts.Station, reads: list[Read], person: str) -> tuple[int, int]:
        passed = pass_station(
            story.case, story.ledger, story.here, organisation, name, reads, person
        )
        story.ledger = passed.ledger
        return len(passed.passed), len(passed.refused)

    everyone = [Read(code) for code in codes]
    assert station("in", everyone, "Front desk") == (len(machines), 0)
    scans = [Read(code, 3, report) if code in bad else Read(code) for code in codes]
    assert station("scan", scans, "Bench 1") == (len(machines), 0)
    assert station("clear", everyone, "Bench 2") == (len(machines) - len(bad), len(bad))
    sick = [Read(code) for code in codes if code in bad]
    assert station("reimage", sick, "Bench 3") == (len(bad), 0)
    assert station("scan", sick, "Bench 1") == (len(bad), 0)
    assert station("clear", sick, "Bench 3") == (0, len(bad)), "nobody clears their own work"
    assert station("clear", sick, "Bench 2") == (len(bad), 0)
    out, held_back = station("out", everyone, "Front desk")
    found = tally_of(story.here)
    assert (found.scanned, found.infected) == (len(machines), len(bad))
    assert found.at["out"] == out and out + held_back == len(machines)
    assert out > 0.9 * len(machines)
    assert sum(hour.passed["scan"] for hour in found.hours) == len(machines) + len(bad)
