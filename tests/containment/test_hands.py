import pytest

from endigue.containment.hands import ALL, TooFewHands, caps
from endigue.containment.problem import build
from endigue.containment.solve import solve


@pytest.fixture
def two_doors(write):
    """Two machines behind one lever each, and one lever that is pulled in any case."""
    return write(
        {"pc": ("machine", "", 0), "a": ("machine", "", 900), "b": ("machine", "", 500)},
        links=[("pc", "a"), ("pc", "b")],
        levers={"block-a": ("a", 1), "block-b": ("b", 1), "backups": ("pause", 1)},
        minutes={"block-a": 20.0, "block-b": 9.5, "backups": 5.0},
        mandatory=["backups"],
    )


def test_what_is_pulled_in_any_case_takes_its_part(two_doors):
    problem = build(two_doors, ["pc"], hands=True)
    (cap,) = caps(two_doors, problem, {ALL: 30})
    assert dict(zip(problem.levers, cap.seconds.tolist(), strict=True)) == {
        "block-a": 1_200,
        "block-b": 570,
    }
    assert cap.most == 1_500


@pytest.mark.parametrize(
    ("minutes", "pulled"),
    [
        (5, {"backups"}),
        (14.5, {"backups", "block-b"}),
        (25, {"backups", "block-a"}),
        (34.5, {"backups", "block-a", "block-b"}),
    ],
)
def test_the_plan_is_what_saves_most_in_the_minutes_that_there_are(two_doors, minutes, pulled):
    problem = build(two_doors, ["pc"], hands=True)
    solution = solve(problem, caps=caps(two_doors, problem, {ALL: minutes}))
    assert set(solution.pulled) == pulled
    assert solution.proven


def test_a_crew_that_does_nothing_limits_nothing(two_doors):
    problem = build(two_doors, ["pc"], hands=True)
    assert caps(two_doors, problem, {"nobody": 0})[0].seconds.sum() == 0


def test_too_few_hands_for_what_must_be_done_are_refused(two_doors):
    problem = build(two_doors, ["pc"], hands=True)
    with pytest.raises(TooFewHands) as refused:
        caps(two_doors, problem, {ALL: 4})
    assert (refused.value.needed, refused.value.minutes) == (5, 4)


def test_fewer_minutes_than_none_are_refused(two_doors):
    problem = build(two_doors, ["pc"], hands=True)
    for minutes in (-1.0, float("nan")):
        with pytest.raises(ValueError, match="less than none"):
            caps(two_doors, problem, {ALL: minutes})


def test_a_quicker_lever_counts_where_hands_do_though_it_is_dearer(write):
    org = write(
        {"pc": ("machine", "", 0), "a": ("machine", "", 900)},
        links=[("pc", "a")],
        levers={"by-hand": ("a", 1), "by-tool": ("a", 50), "worse": ("a", 60)},
        minutes={"by-hand": 30.0, "by-tool": 2.0, "worse": 2.0},
    )
    assert build(org, ["pc"]).levers == ("by-hand",)
    problem = build(org, ["pc"], hands=True)
    assert set(problem.levers) == {"by-hand", "by-tool"}
    for minutes, lever in ((29, "by-tool"), (30, "by-hand")):
        solution = solve(problem, caps=caps(org, problem, {ALL: minutes}))
        assert solution.pulled == (lever,)
