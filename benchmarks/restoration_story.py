"""Three weeks of rebuilding the reference mutual, in a world that no plan knows.

    python benchmarks/restoration_story.py [--worlds 1,2,3] [--seconds 4] [--said]

All hosts of the mutual fell. Durations are longer than foreseen, and eight verifications in a
hundred find the intruder. On day 2 work slips, on day 4 a server that was back holds the intruder,
on day 5 four of six analysts fall ill for four days, on day 6 the newest backup of one application
is bad. At each event the plan is made again, with so many seconds for the search; its seconds are
given on the wall and of the processor. At the end: the share of the dates, of all plans, whose band
from P10 to P90 held.
"""

import argparse
import sys
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from statistics import mean
from time import perf_counter, process_time

from endigue.cli.restoration_shown import sentence
from endigue.desk.case import Case
from endigue.desk.restoration_reports import change_presence, declare, report_backup
from endigue.desk.restoring import replan
from endigue.desk.settings import Settings
from endigue.locale.speech import Speech
from endigue.organisation.model import Organisation
from endigue.readers.organisation_folder import read_organisation
from endigue.restoration.circumstances import Backup, Presence
from endigue.restoration.review import review
from endigue.stores.memory import MemoryStore

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "support"))

from rebuilding import World  # noqa: E402 - it stands with the tests that use it

START = datetime(2021, 2, 5, 20, 0, tzinfo=UTC)
DAY = timedelta(days=1)
PACE = {"preserve": 1.1, "rebuild": 1.5, "restore": 1.3, "verify": 1.25}
APPLICATION = "data-provident"


class Blobs:
    """Bulk data in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def put(self, data: bytes) -> str:
        """Keep the bytes under their hash."""
        name = sha256(data).hexdigest()
        self.kept[name] = data
        return name

    def get(self, name: str) -> bytes:
        """The bytes of that name."""
        return self.kept[name]


class Wall:
    """Patience for so many seconds on the wall."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.began = perf_counter()

    def __call__(self, _tried: int, _score: float) -> float:
        return (perf_counter() - self.began) / self.seconds


class Story:
    """One world, and what is told of it."""

    def __init__(self, organisation: Organisation, seed: int, seconds: float, said: bool) -> None:
        kinds = {"machine", "appliance", "dataset"}
        self.fallen = [asset.id for asset in organisation.assets if asset.kind in kinds]
        case = Case(MemoryStore(), Blobs(), lambda: START, "benchmark")
        ledger = declare(case, case.ledger(), self.fallen, self.fallen)
        self.world = World(organisation, case, ledger, START, seed, PACE)
        self.organisation, self.seconds, self.said = organisation, seconds, said
        self.took: list[float] = []

    def plan(self, event: str, first: str = "") -> None:
        """Plan again, and tell what moved."""
        world, speech = self.world, Speech("en", self.organisation.time_zone)
        here, wall, cpu = world.situation(), perf_counter(), process_time()
        share = 0.5 if first else 1.0
        world.ledger = replan(
            world.case, world.ledger, here, Settings(seed=1), Wall(self.seconds * share), first
        )
        wall, cpu = perf_counter() - wall, process_time() - cpu
        self.took.append(wall)
        view = world.ledger.restoration
        assert view.plan is not None
        assert view.outlook is not None
        day = (world.now - START) / DAY
        waiting = len(view.plan.schedule.operations)
        print(
            f"day {day:4.1f} {event:32} {wall:5.1f} s wall {cpu:5.1f} s processor,"
            f" {waiting:2} waiting, gap {view.plan.schedule.gap:.0%}",
            flush=True,
        )
        if first:
            back = {each.id: each.p50 for each in view.plan.schedule.operations}[first]
            price = speech.money(view.outlook.price_of_first)
            print(f"         {first} first: P50 after {back / 24:.1f} days, for {price}")
        if self.said and view.changed is not None and view.changed.input == view.plan.input:
            names = {each.id: each.name["en"] for each in self.organisation.operations}
            for remark in view.changed.changes:
                print("        ", sentence(speech, remark, names))

    def live(self) -> float:
        """Live it to the end; the share of the bands that held."""
        world = self.world
        self.plan("telephone first", "telephone")
        self.plan("first plan")
        world.live(START + 2 * DAY)
        running = [(name, work.running) for name, work in world.ledger.restoration.work.items()]
        name, step = next((name, step) for name, step in running if step is not None)
        world.slip(name, step, 1.5, "no drivers for the storage")
        self.plan(f"{name} slips")
        world.live(START + 4 * DAY)
        back = [n for n, w in world.ledger.restoration.work.items() if w.back_at and "srv" in n]
        world.infect(back[-1], "a beacon was seen")
        self.plan(f"{back[-1]} is infected")
        world.live(START + 5 * DAY)
        ill = Presence("crew-forensic", -4, world.now, world.now + 4 * DAY)
        world.ledger = change_presence(world.case, world.ledger, world.situation(), ill, "flu")
        self.plan("four analysts are ill")
        world.live(START + 6 * DAY)
        for taken, good, hours in ((1, False, None), (8, True, 40.0)):
            backup = Backup(START - taken * DAY, good, hours)
            world.ledger = report_backup(
                world.case, world.ledger, world.situation(), APPLICATION, backup, "torn tape"
            )
        self.plan(f"backup of {APPLICATION} is bad")
        world.until_operations_are_back(DAY)
        found = review(self.organisation, self.fallen, self.fallen, world.ledger.restoration)
        last = (max(found.back.values()) - START) / DAY
        share = found.share or 0.0
        print(
            f"all {len(found.back)} operations back after {last:.1f} days; {len(world.reinfected)}"
            f" infected again; {len(found.foretold)} dates foretold, {share:.0%} in their band"
        )
        for at in sorted({one.planned_at for one in found.foretold}):
            here = [one for one in found.foretold if one.planned_at == at]
            inside = mean(one.inside for one in here)
            late = mean(one.late_hours for one in here)
            day = (at - START) / DAY
            print(f"   plan of day {day:.0f}: {inside:.0%} in band, {late:+.0f} h behind the P50")
        return share


def main() -> None:
    """Live through some worlds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--worlds", default="1,2,3")
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--said", action="store_true", help="every reason of every change")
    chosen = parser.parse_args()
    organisation = read_organisation(str(ROOT / "examples" / "mutual")).organisation
    shares, longest = [], 0.0
    for seed in chosen.worlds.split(","):
        story = Story(organisation, int(seed), chosen.seconds, chosen.said)
        shares.append(story.live())
        longest = max(longest, *story.took)
    print(f"bands that held: {mean(shares):.0%}; the longest plan took {longest:.1f} s on the wall")


if __name__ == "__main__":
    main()
