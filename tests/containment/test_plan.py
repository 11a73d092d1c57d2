import msgspec
import pytest

from endigue.containment.alternatives import PLANS, alternatives
from endigue.containment.expected import Expected
from endigue.containment.plan import Alternatives


def test_an_alternative_is_found_by_any_of_its_names(write):
    org = write({"pc": ("machine", "", 10)}, levers={"iso": ("pc", 1)})
    found = alternatives(org, {"pc": 1.0})
    assert found.named("do_nothing") is found.named("plan")
    assert found.named("pull_the_plug") is not found.named("plan")
    with pytest.raises(KeyError):
        found.named("hope")


def judged(found: Alternatives, harms: dict[str, float]) -> Alternatives:
    """The alternatives with those mean harms, as if worlds had been sampled."""

    def expected(name: str) -> Expected:
        return Expected(64, 24.0, harms[name], 0.0, harms[name], 24.0, 1.0, 0.0, None, 0.0, {})

    return msgspec.structs.replace(
        found,
        alternatives=tuple(one.with_expected(expected(one.name)) for one in found.alternatives),
    )


@pytest.fixture
def three(write) -> Alternatives:
    """Each caution takes one more machine for infected, and saves what lies behind it."""
    pairs = range(3)
    org = write(
        {f"{what}-{n}": ("machine", "", 100) for what in ("pc", "srv") for n in pairs},
        [(f"pc-{n}", f"srv-{n}") for n in pairs],
        levers={f"iso-{n}": (f"pc-{n}", 1) for n in pairs},
    )
    found = alternatives(org, {"pc-0": 0.95, "pc-1": 0.6, "pc-2": 0.2})
    pulled = {name: len(found.named(name).actions) for name in PLANS}
    assert pulled == {"plan_bold": 1, "plan": 2, "plan_cautious": 3}
    return found


def test_without_sampled_worlds_the_plan_of_the_middle_caution_is_recommended(three):
    assert three.recommended.name == three.named("plan").name


def test_the_plan_with_the_least_mean_harm_is_recommended(three):
    for best in (three.named(name) for name in PLANS):
        harms = {one.name: 5.0 if one is best else 7.0 for one in three.alternatives}
        assert judged(three, harms).recommended.name == best.name


def test_of_plans_that_are_as_good_the_middle_one_is_recommended(three):
    harms = {one.name: 7.0 for one in three.alternatives}
    assert judged(three, harms).recommended.name == three.named("plan").name


def test_what_is_no_plan_is_never_recommended(three):
    names = [one.name for one in three.alternatives]
    harms = {name: 1.0 if name in ("do_nothing", "pull_the_plug") else 7.0 for name in names}
    assert judged(three, harms).recommended.name == three.named("plan").name
