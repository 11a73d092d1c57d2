from dataclasses import replace
from datetime import UTC, datetime

from endigue.kernel.money import Cents
from endigue.organisation.model import Asset, Crew, KOf, Operation, Organisation, Zone
from endigue.restoration.circumstances import AS_WRITTEN, Circumstances, Progress
from endigue.restoration.facts import GateDecided
from endigue.restoration.gates import Gate, Missing, gates
from endigue.restoration.problem import RestorationProblem, build
from endigue.restoration.solve import plan
from endigue.restoration.view import RestorationView, see

NOON = datetime(2021, 2, 8, 12, 0, tzinfo=UTC)
SERVERS = ("directory", "web", "claims")
ALL_STEPS = frozenset({"preserve", "rebuild", "restore", "verify", "reconnect"})


def mutual(worth: int = 1) -> Organisation:
    """A site that loses little or much, and payments; one administrator for both."""
    return Organisation(
        "mutual",
        zones=(Zone("core", "", "", 0), Zone("servers", "", "", 1)),
        assets=tuple(
            Asset(
                name, "", "machine", "core" if name == "directory" else "servers", rebuild_hours=8.0
            )
            for name in SERVERS
        ),
        operations=(
            Operation("site", {}, "", "web", Cents(10_000 * worth), 0.0, 1.0, 1e6),
            Operation("payment", {}, "", KOf(1, ("claims",)), Cents(10_000), 0.0, 1.0, 1e6),
        ),
        crews=tuple(
            Crew(skill, skill, 1, "24/7", Cents(0)) for skill in ("forensic", "system", "network")
        ),
    )


def problem(circumstances: Circumstances = AS_WRITTEN, worth: int = 1) -> RestorationProblem:
    return build(mutual(worth), SERVERS, [], NOON, circumstances)


def back(*names: str) -> Circumstances:
    return replace(AS_WRITTEN, progress={name: Progress(ALL_STEPS) for name in names})


def test_a_gate_names_what_is_missing_the_core_of_trust_first() -> None:
    site, payment = gates(RestorationView(), problem(), ("site", "payment"))
    assert (site.ready, site.go) == (False, None)
    assert [one.asset for one in site.missing] == ["directory", "web"]
    assert [one.core for one in site.missing] == [True, False]
    assert [one.asset for one in payment.missing] == ["directory", "claims"]


def test_a_gate_is_ready_when_all_is_reconnected_and_says_what_was_decided() -> None:
    view = see(RestorationView(), GateDecided("site", True, NOON))
    assert gates(view, problem(back("directory", "web")), ("site",)) == (
        Gate("site", ready=True, go=True, missing=()),
    )


def test_the_next_step_of_what_is_missing_is_named() -> None:
    halfway = replace(
        back("directory"),
        progress={
            "directory": Progress(ALL_STEPS),
            "web": Progress(frozenset({"preserve", "rebuild"})),
        },
    )
    (site,) = gates(RestorationView(), problem(halfway), ("site",))
    assert site.missing == (Missing("web", "verify", core=False),)


def test_no_go_gives_the_crews_to_what_may_return() -> None:
    free = plan(problem(worth=9), seed=1, scenarios=1)
    held = plan(problem(Circumstances(held=frozenset({"site"})), worth=9), seed=1, scenarios=1)
    before = {each.id: each.planned for each in free.operations}
    after = {each.id: each.planned for each in held.operations}
    assert before["site"] < before["payment"]
    assert set(after) == {"payment"}
    assert after["payment"] < before["payment"]
    assert [(one.subject, one.code) for one in held.unschedulable] == [
        ("site", "restoration.operation_held")
    ]
    # What the site needs still comes back, after what is waited for.
    ends = {task.asset: task.end for task in held.tasks}
    assert ends["web"] > ends["claims"]


def test_no_go_on_what_runs_already_is_no_remark() -> None:
    held = Circumstances(held=frozenset({"site"}), progress=back("directory", "web").progress)
    assert problem(held).unschedulable == ()
