from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from endigue.kernel.money import Cents
from endigue.organisation.model import (
    Asset,
    Crew,
    KOf,
    Manual,
    Operation,
    Organisation,
    Service,
    Zone,
)
from endigue.restoration.dependencies import NEVER
from endigue.restoration.problem import RestorationProblem, build, fingerprint

NOON = datetime(2021, 2, 8, 12, 0, tzinfo=UTC)


def crew(skill: str) -> Crew:
    return Crew(skill, skill, 1, "24/7", Cents(6000))


def organisation(*skills: str) -> Organisation:
    operations = tuple(
        Operation(name, {}, "", needs, Cents(400), 10.0, 1.0, 24.0, Manual(5.0, 8.0, tools))
        for name, needs, tools in (
            ("pay", KOf(2, ("data", "app")), "app"),
            ("ring", KOf(1, ("app", "voice")), None),
            ("print", "voice", None),
            ("send", "admin", None),
        )
    )
    return Organisation(
        "one",
        zones=(Zone("core", "", "", 0), Zone("servers", "", "", 1)),
        assets=(
            Asset("dc", "", "machine", zone="core", rebuild_hours=2.0),
            Asset("db", "", "dataset", zone="servers", rebuild_hours=2.0, restore_gb=100.0),
            Asset("app", "", "machine", zone="servers", rebuild_hours=2.0),
            Asset("voice", "", "appliance", zone="servers", rebuild_hours=2.0),
            Asset("admin", "", "account"),
        ),
        services=(Service("data", "db"),),
        operations=operations,
        crews=tuple(crew(skill) for skill in skills),
    )


ALL_SKILLS = ("forensic", "system", "database", "network", "directory")


def steps(problem: RestorationProblem, item: str) -> list[int]:
    at = problem.items.index(item)
    return list(range(problem.tasks.first[at], problem.tasks.first[at + 1]))


def test_only_operations_that_are_down_are_waited_for() -> None:
    problem = build(organisation(*ALL_SKILLS), ["db"], ["app"], NOON)
    assert problem.operations == ("pay",)
    problem = build(organisation(*ALL_SKILLS), ["db"], ["app", "voice"], NOON)
    assert problem.operations == ("pay", "ring", "print")


def test_a_held_account_is_reset_though_nothing_waits_for_it() -> None:
    problem = build(organisation(*ALL_SKILLS), ["admin"], [], NOON)
    assert (problem.items, problem.operations) == (("admin",), ())
    assert build(organisation(*ALL_SKILLS), [], ["admin"], NOON).operations == ("send",)


def test_everything_but_evidence_waits_for_the_core() -> None:
    problem = build(organisation(*ALL_SKILLS), ["dc", "db"], ["app", "admin"], NOON)
    gated = problem.tasks.gated
    assert not gated[steps(problem, "dc")].any()
    assert gated[steps(problem, "db")].tolist() == [False, True, False, False, False]
    assert gated[steps(problem, "app")].tolist() == [True, False]
    assert gated[steps(problem, "admin")].tolist() == [True, False]


def test_a_place_is_held_from_the_rebuild_to_the_verification() -> None:
    problem = build(organisation(*ALL_SKILLS), ["db"], ["app"], NOON)
    rebuilt, kept = steps(problem, "db"), steps(problem, "app")
    assert problem.tasks.takes_place[rebuilt].tolist() == [False, True, False, False, False]
    assert problem.tasks.leaves_place[rebuilt].tolist() == [False, False, False, True, False]
    assert not problem.tasks.takes_place[kept].any()
    assert not problem.tasks.leaves_place[kept].any()


def test_what_is_not_rebuilt_takes_no_place() -> None:
    model = organisation(*ALL_SKILLS)
    copied = Asset("db", "", "dataset", zone="servers", restore_gb=100.0)
    assets = tuple(copied if asset.id == "db" else asset for asset in model.assets)
    problem = build(replace(model, assets=assets), ["db"], [], NOON)
    assert not problem.tasks.takes_place.any()
    assert not problem.tasks.leaves_place.any()


def test_each_task_has_the_crews_of_its_skill() -> None:
    problem = build(organisation(*ALL_SKILLS), ["db"], [], NOON)
    crews = [
        [problem.crews[crew] for crew in problem.crews_for(int(problem.tasks.skill[task]))]
        for task in steps(problem, "db")
    ]
    assert crews == [["forensic"], ["system"], ["database"], ["forensic"], ["network"]]


def test_hand_work_counts_only_with_its_tools() -> None:
    problem = build(organisation(*ALL_SKILLS), [], ["app", "voice"], NOON)
    by_hand = dict(zip(problem.operations, problem.losses.by_hand.tolist(), strict=True))
    assert by_hand == {"pay": 100.0, "ring": 50.0, "print": 50.0}


def test_without_the_skill_or_a_substitute_an_item_and_its_operations_cannot_return() -> None:
    problem = build(organisation("forensic", "network"), ["db"], ["app", "voice"], NOON)
    assert problem.items == ("app", "voice")
    assert problem.operations == ("ring", "print")
    assert not (problem.dependencies.roots == NEVER).any()
    found = [
        (remark.subject, remark.code, dict(remark.arguments)) for remark in problem.unschedulable
    ]
    skill = {"skill": "system", "substitute": "system"}
    assert found == [
        ("db", "restoration.no_crew", skill),
        ("pay", "restoration.operation_cannot_return", {}),
    ]


def test_behind_a_core_that_cannot_return_nothing_can() -> None:
    problem = build(organisation("forensic", "network"), ["dc"], ["app"], NOON)
    assert (problem.items, problem.operations) == ((), ())
    found = {remark.subject: remark.code for remark in problem.unschedulable}
    assert found == {
        "dc": "restoration.no_crew",
        "app": "restoration.core_cannot_return",
        "pay": "restoration.operation_cannot_return",
    }


def test_a_substitute_is_said() -> None:
    problem = build(organisation("system"), ["db"], [], NOON)
    assert [(remark.subject, remark.code) for remark in problem.warnings] == [
        ("database", "restoration.skill_substituted"),
        ("forensic", "restoration.skill_substituted"),
        ("network", "restoration.skill_substituted"),
    ]
    assert problem.unschedulable == ()


def test_nothing_down_is_a_problem_without_tasks() -> None:
    problem = build(organisation(*ALL_SKILLS), [], [], NOON)
    assert (problem.items, len(problem.tasks.item), problem.operations) == ((), 0, ())


def test_what_is_nowhere_in_the_organisation_is_refused() -> None:
    with pytest.raises(ValueError, match="'data' is nothing that can be restored"):
        build(organisation(*ALL_SKILLS), [], ["data"], NOON)


def test_the_fingerprint_tells_problems_apart() -> None:
    model = organisation(*ALL_SKILLS)
    same = [fingerprint(build(model, ["db"], ["app"], NOON)) for _ in range(2)]
    others = [
        fingerprint(build(model, ["db", "app"], ["app"], NOON)),
        fingerprint(build(model, ["db"], [], NOON)),
        fingerprint(build(organisation("system"), ["db"], ["app"], NOON)),
    ]
    assert same[0] == same[1]
    assert len({same[0], *others}) == 4


def test_the_fingerprint_holds_the_hour_where_shifts_make_it_count() -> None:
    model = organisation(*ALL_SKILLS)
    shift = Crew("forensic", "forensic", 1, "mon-fri 08:00-18:00", Cents(6000))
    at_work = replace(model, crews=(shift, *model.crews[1:]))
    first, later = (build(at_work, ["db"], [], NOON + timedelta(hours=h)) for h in (0, 1))
    assert fingerprint(first) != fingerprint(later)
    assert np.array_equal(first.tasks.ticks, later.tasks.ticks)
