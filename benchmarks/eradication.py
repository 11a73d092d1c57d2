"""What the board, the triage line and the lifting cost, the line beside a plain simulator.

The peer of the forecast is the event-by-event simulator of the tests, written in Python with a
heap: what one writes first, and the truth that the forecast is compared with. Both run the same
line in the same run.

    python benchmarks/eradication.py [--staff N] [--write]
"""

import argparse
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from time import perf_counter

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from endigue.desk.triage import workstations
from endigue.eradication import facts
from endigue.eradication.board import board_of
from endigue.eradication.checks import Checks
from endigue.eradication.core.eviction import eviction
from endigue.eradication.ground import Ground
from endigue.eradication.lifting.plan import lift_plan
from endigue.eradication.line.forecast import LineProblem, line_forecast
from endigue.eradication.view import EradicationView, Report, with_report
from endigue.eradication.walk import walked
from endigue.journal.fact import Fact
from endigue.organisation.example.mutual import reference_mutual
from endigue.organisation.model import Organisation
from endigue.readers.checks import load_checks
from endigue.readers.lever_figures import load_lever_figures
from line_simulator import line_end
from tables import table, write_section

START = datetime(2021, 2, 6, 8, tzinfo=UTC)
SCENARIOS = 400
LINES = (700, 5_000, 20_000)


def reports(organisation: Organisation, ground: Ground, checks: Checks) -> list[Fact]:
    """The core is verified, then every workstation passes the line by itself."""
    told: list[Fact] = []
    core = ground.core.union(*ground.controllers.values())
    by_kind: dict[str, list[str]] = {}
    for name in sorted(core):
        by_kind.setdefault(ground.asset(name).kind, []).append(name)
    for kind, names in by_kind.items():
        needed = checks.needed(kind, "", START.date(), cleaned=False)
        told += [facts.CheckMade(tuple(names), one.id, True, "Second") for one in needed]
    told.append(facts.AssetsVerified(tuple(sorted(core)), "Second"))
    machines = workstations(organisation)
    told += [facts.StationPassed("in", (name,), "Bench") for name in machines]
    told += [facts.StationPassed("scan", (name,), "Bench") for name in machines]
    for name in machines:
        told.append(facts.StationPassed("clear", (name,), "Bench"))
        told.append(facts.StationPassed("out", (name,), "Bench"))
    return told


def board_rows(staff: int) -> list[list[str]]:
    """Seconds of each part of the board at one size."""
    organisation = reference_mutual(5, staff, figures=load_lever_figures())
    checks = Checks({check.id: check for check in load_checks()})
    begun = perf_counter()
    ground = Ground(organisation)
    steps = eviction(organisation, ground)
    checklist = perf_counter() - begun
    told = reports(organisation, ground, checks)
    begun = perf_counter()
    view = EradicationView()
    for number, fact in enumerate(told, start=1):
        view = with_report(view, Report(START + timedelta(seconds=number), number, "x", fact))
    folded = perf_counter() - begun
    end = START + timedelta(days=30)
    begun = perf_counter()
    found = board_of(walked(view, ground, checks, end), ground, end)
    judged = perf_counter() - begun
    back = found.count["reconnected"]
    begun = perf_counter()
    plan = lifting(organisation)
    lifted = perf_counter() - begun
    return [
        [f"{len(organisation.assets):,} assets, {len(organisation.links):,} links", ""],
        [f"eviction checklist, {len(steps)} steps", f"{checklist:.2f}"],
        [f"{len(told):,} reports folded", f"{folded:.2f}"],
        [f"board: every report through its gates, {back:,} reconnected", f"{judged:.2f}"],
        [f"lifting, 60 levers pulled, {len(plan.lifts)} lifted, proven: {plan.proven}",
         f"{lifted:.2f}"],
    ]  # fmt: skip


def lifting(organisation: Organisation):  # noqa: ANN201
    """Six zones, twenty flows and thirty machines are cut; twenty of these are held."""
    chance = Random(1)
    by_target: dict[str, str] = {}
    for lever in organisation.levers:
        by_target.setdefault(lever.target, lever.id)
    zones = [zone.id for zone in organisation.zones if zone.id in by_target][:6]
    flows = [flow.id for flow in organisation.flows if flow.id in by_target][:20]
    hosts = [asset.id for asset in organisation.assets if asset.id in by_target]
    cut = chance.sample(hosts, 34)
    pulled = [by_target[target] for target in (*zones, *flows, *cut)]
    return lift_plan(organisation, pulled, cut[:20], cut[20:])


def line_rows() -> list[list[str]]:
    """The forecast and the simulator of events, for lines of several lengths."""
    rows = []
    for machines in LINES:
        benches = max(6, machines // 120)
        begun = perf_counter()
        forecast = line_forecast(
            LineProblem(
                machines, 0, 0, 0, benches * 6.0, benches, 12.0, benches, 45.0,
                max(2, benches // 3), 3.0, share=0.1, pace_known=True,
            ),
            seed=1, scenarios=SCENARIOS,
        )  # fmt: skip
        ours = perf_counter() - begun
        chance, some = Random(1), SCENARIOS if machines < 5_000 else 20
        begun = perf_counter()
        theirs = [
            line_end(
                chance, to_come=machines, to_scan=0, to_reimage=0, to_hand_out=0,
                arrivals_per_hour=benches * 6.0,
                benches=(benches, benches, max(2, benches // 3)), minutes=(12.0, 45.0, 3.0),
                spread=0.4, share=0.1,
            )
            for _ in range(some)
        ]  # fmt: skip
        peer = (perf_counter() - begun) * SCENARIOS / some
        middle, truth = forecast.quantile(0.5), float(np.median(theirs))
        rows.append(
            [f"{machines:,} machines", f"{ours:.2f}", f"{peer:.1f}", f"{middle:.2f}",
             f"{truth:.2f}"]
        )  # fmt: skip
    return rows


def main() -> None:
    """Print the tables; with --write into docs/benchmarks.md too."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--staff", type=int, default=15_000)
    options.add_argument("--write", action="store_true")
    given = options.parse_args()
    text = "\n\n".join(
        [
            "## eradication (`benchmarks/eradication.py`)",
            f"One case of the reference mutual at {given.staff:,} staff; seconds:",
            table(["", "seconds"], board_rows(given.staff)),
            f"The triage line in {SCENARIOS} scenarios, beside the plain simulator of events of "
            "the tests (for long lines scaled up from 20 of its scenarios); hours of open line "
            "until half of the scenarios have ended, by both:",
            table(["", "forecast, s", "simulator, s", "median, h", "its median, h"], line_rows()),
        ]
    )
    print(text)
    if given.write:
        write_section("eradication", text)


if __name__ == "__main__":
    main()
