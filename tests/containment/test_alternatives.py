from dataclasses import replace

import msgspec
import pytest

from endigue.containment.alternatives import alternatives, at_stake
from endigue.containment.amounts import MOST_AT_STAKE
from endigue.containment.choice import Orders, objections
from endigue.containment.forced import cost_of_orders
from endigue.containment.plan import Alternatives
from endigue.containment.price import Simulator, price
from endigue.containment.uncertainty import Sampling, with_expectations
from endigue.journal.canonical import canonical
from endigue.kernel.money import MOST
from endigue.organisation.model import no_links
from endigue.readers.link_kinds import load_link_kinds


def surely(instance):
    return dict.fromkeys(instance.seeds, 1.0)


@pytest.mark.parametrize("first", range(3_000, 3_060, 20))
def test_the_plan_is_never_dearer_than_the_practice(draw, first):
    for seed in range(first, first + 20):
        instance = draw(seed)
        found = alternatives(instance.organisation, surely(instance))
        plan = found.named("plan")
        assert plan.harm == plan.own_harm == plan.bound == instance.least_harm(), f"instance {seed}"
        assert plan.harm <= found.named("isolate_known").harm
        assert plan.harm <= found.named("pull_the_plug").harm
        freed = alternatives(
            instance.organisation, surely(instance), derogations=instance.mandatory
        )
        assert freed.named("plan").harm <= freed.named("do_nothing").harm


def test_all_are_priced_on_the_seeds_of_the_middle_caution(draw):
    for seed in range(3_100, 3_120):
        instance = draw(seed)
        assets = [asset.id for asset in instance.organisation.assets]
        likely = dict(zip(assets, (0.95, 0.6, 0.2), strict=False))
        found = alternatives(instance.organisation, likely)
        assert found.evaluated_on == tuple(assets[:2])
        for one in found.alternatives:
            pulled = [action.lever for action in one.actions]
            common = price(instance.organisation, found.evaluated_on, pulled)
            own = price(instance.organisation, one.seeds, pulled)
            assert (one.harm, one.own_harm) == (common.harm, own.harm)
            assert one.harm == one.operations_loss + one.fallen_loss + one.levers_cost
            assert set(one.down) == common.down
            assert set(one.fallen) == common.fallen
        assert found.named("plan_cautious").seeds == tuple(assets[:3]) or (
            "plan_cautious" not in [one.name for one in found.alternatives]
        )


def test_doing_nothing_pulls_not_even_what_is_mandatory(write):
    org = write(
        {"pc": ("machine", "office", 10), "srv": ("machine", "room", 1_000)},
        links=[("pc", "srv")],
        levers={"unplug": ("room", 5)},
        mandatory=["unplug"],
    )
    found = alternatives(org, {"pc": 1.0})
    assert found.named("do_nothing").actions == ()
    assert found.named("do_nothing").harm == 1_010
    assert found.named("plan").harm == 15


def test_a_few_known_workstations_and_the_plan_is_to_isolate_those(write):
    org = write(
        {
            "pc1": ("machine", "office", 10),
            "pc2": ("machine", "office", 10),
            "srv": ("machine", "room", 100_000),
        },
        links=[("pc1", "srv"), ("pc2", "srv")],
        levers={"iso1": ("pc1", 1), "iso2": ("pc2", 1), "unplug": ("office", 500)},
    )
    found = alternatives(org, {"pc1": 0.99, "pc2": 0.98})
    plan = found.named("isolate_known")
    assert plan.name == "plan"
    assert plan.also == ("isolate_known", "plan_bold", "plan_cautious")
    assert plan.remarks == ("containment.plan_is_isolating_known",)
    assert [one.name for one in found.alternatives] == ["do_nothing", "plan", "pull_the_plug"]


def test_nothing_to_do_is_said(write):
    org = write({"pc": ("machine", "", 10)}, levers={"iso": ("pc", 1)})
    plan = alternatives(org, {"pc": 1.0}).named("plan")
    assert plan.remarks == ("containment.plan_is_doing_nothing",)
    assert plan.proven


def test_only_what_is_mandatory_is_said(write):
    org = write(
        {"pc": ("machine", "", 10), "far": ("machine", "", 10)},
        levers={"iso": ("far", 1)},
        mandatory=["iso"],
    )
    plan = alternatives(org, {"pc": 1.0}).named("plan")
    assert plan.remarks == ("containment.plan_is_what_is_mandatory",)


def test_orders_hold_in_every_alternative_that_does_anything(write):
    org = write(
        {"pc": ("machine", "office", 10), "srv": ("machine", "room", 1_000)},
        links=[("pc", "srv")],
        levers={"iso": ("pc", 1), "iso-srv": ("srv", 300), "unplug": ("office", 2)},
    )
    found = alternatives(org, {"pc": 1.0}, keep=["pc", "office"], cut=["srv"])
    for one in found.alternatives:
        pulled = {action.lever for action in one.actions}
        assert pulled == (set() if one.name == "do_nothing" else {"iso-srv"})
    assert found.named("plan").actions[0].why[0] == "containment.ordered"


def test_pulling_the_plug_unplugs_every_zone_and_isolates_every_host_outside_them(write):
    assets = {"pc": ("machine", "office", 10), "acc": ("account", "", 0), "srv": ("machine", "", 9)}
    levers = {"iso": ("pc", 1), "dis": ("acc", 1), "iso-srv": ("srv", 1)}
    with_zone = write(assets, levers={**levers, "unplug": ("office", 2)})
    plug = alternatives(with_zone, {"pc": 1.0}).named("pull_the_plug")
    assert {action.lever for action in plug.actions} == {"unplug", "iso-srv"}
    plug = alternatives(write(assets, levers=levers), {"pc": 1.0}).named("pull_the_plug")
    assert {action.lever for action in plug.actions} == {"iso", "iso-srv"}


def test_a_bold_plan_looks_at_fewer_seeds_and_its_proof_is_about_them(write):
    org = write(
        {name: ("machine", "", cost) for name, cost in (("a", 1), ("b", 1), ("x", 500))},
        links=[("a", "x"), ("b", "x")],
        levers={"iso-a": ("a", 2), "iso-b": ("b", 3)},
    )
    found = alternatives(org, {"a": 0.9, "b": 0.5})  # as likely as the cautions: infected
    bold, plan = found.named("plan_bold"), found.named("plan")
    assert (bold.caution, plan.caution) == (0.9, 0.5)
    assert (bold.seeds, bold.own_harm, bold.bound, bold.gap) == (("a",), 3, 3, 0.0)
    assert bold.harm == 502 + 2  # on the common seeds b spreads
    assert (plan.harm, plan.bound) == (7, 7)


def test_work_and_loss_per_hour_are_summed(write):
    org = write(
        {"a": ("machine", "", 1), "x": ("machine", "", 500)},
        links=[("a", "x")],
        levers={"iso-a": ("a", 2)},
        operations={"desk": ("a", 1_000)},
        minutes={"iso-a": 12.5},
        hours=24,
    )
    plan = alternatives(org, {"a": 1.0}).named("plan")
    assert (plan.minutes, plan.cost_per_hour) == (12.5, 1_000)
    assert plan.operations_loss == 24_000


def test_no_time_means_no_proof_and_it_is_said(draw):
    unproven = [
        plan
        for instance in map(draw, range(1_000, 1_040))
        for plan in alternatives(instance.organisation, surely(instance), seconds=0.0).alternatives
        if plan.name == "plan" and not plan.proven
    ]
    assert unproven
    for plan in unproven:
        assert plan.gap > 0
        assert plan.bound < plan.own_harm
        assert "containment.not_proven" in plan.remarks


def test_the_result_survives_the_journal(draw):
    instance = draw(11)
    found = alternatives(instance.organisation, surely(instance))
    assert msgspec.json.decode(canonical(found), type=Alternatives) == found


@pytest.mark.parametrize(
    ("likely", "cautions"),
    [
        ({"ghost": 1.0}, (0.9, 0.5, 0.1)),
        ({"pc": 1.5}, (0.9, 0.5, 0.1)),
        ({"pc": 1.0}, (0.1, 0.5, 0.9)),
        ({"pc": 1.0}, (0.5,)),
        ({"pc": 1.0}, (1.2, 0.5, 0.1)),
    ],
)
def test_what_makes_no_sense_is_refused(write, likely, cautions):
    with pytest.raises(ValueError, match=r"ghost|probability|cautions"):
        alternatives(write({"pc": ("machine", "", 1)}), likely, cautions)


def test_a_situation_without_length_loses_nothing_an_hour(write):
    org = write({"a": ("machine", "", 1)}, operations={"desk": ("a", 1_000)})
    org = replace(org, parameters=msgspec.structs.replace(org.parameters, hours=0.0))
    assert alternatives(org, {"a": 1.0}).named("plan").cost_per_hour == 0


# Input that makes no sense, or hardly: an answer or a sentence, never a crash.

FEW = Sampling(worlds=3)


def everything(org, probabilities, **orders):
    given = Orders(**orders)
    found = alternatives(
        org,
        probabilities,
        keep=given.keep,
        cut=given.cut,
        derogations=given.derogations,
        seconds=20.0,
    )
    cost_of_orders(org, found, given)
    return with_expectations(org, probabilities, load_link_kinds(), found, FEW)


@pytest.fixture
def odd(write):
    return write(
        {"pc": ("machine", "lan", 10), "srv": ("machine", "room", 500)},
        links=[("pc", "srv")],
        levers={"iso": ("pc", 1), "plug": ("room", 50), "odd": ("nowhere", 2)},
        operations={"o": ("srv", 3)},
        mandatory=["plug"],
    )


def test_nobody_is_infected(odd):
    found = everything(odd, {})
    assert found.evaluated_on == ()
    assert found.named("do_nothing").harm == 0
    # What is mandatory stays mandatory: it is the caller who knows that there is no attack.
    assert found.named("plan").harm == 50 + 3 * 48
    assert found.named("plan").expected.harm == found.named("plan").harm
    assert everything(odd, {}, derogations=("plug",)).named("plan").harm == 0


def test_suspicions_too_weak_to_plan_on_are_still_sampled(odd):
    found = everything(odd, {"pc": 0.05, "srv": 0.0})
    assert found.evaluated_on == ()
    assert found.named("plan").fallen == ()


def test_everything_is_infected(odd):
    found = everything(odd, {"pc": 1.0, "srv": 1.0})
    plan = found.named("plan")
    assert plan.fallen == ("pc", "srv")
    assert plan.expected.fallen == 2.0
    assert {action.lever for action in plan.actions} == {"plug"}


def test_nothing_is_described_at_all(write):
    found = everything(write({}), {})
    (one,) = found.alternatives
    assert (one.harm, one.actions, one.companies, one.stopped) == (0, (), (), ())
    assert one.name == "plan"
    assert one.also == (
        "do_nothing",
        "isolate_known",
        "plan_bold",
        "plan_cautious",
        "pull_the_plug",
    )


def test_no_operations_no_links_no_levers(write):
    org = write({"pc": ("machine", "", 10)})
    assert len(org.links) == len(no_links()) == 0
    plan = everything(org, {"pc": 1.0}).named("plan")
    assert (plan.harm, plan.proven, plan.expected.core) == (10, True, None)


def test_a_lever_that_cuts_nothing_is_never_chosen_and_may_be_ordered(odd):
    assert "odd" not in {
        action.lever for action in everything(odd, {"pc": 1.0}).named("plan").actions
    }
    plan = everything(odd, {"pc": 1.0}, cut=("odd",)).named("plan")
    odd = next(action for action in plan.actions if action.lever == "odd")
    assert (odd.closes, odd.saves, odd.stops, odd.ways, odd.way) == (0, 0, (), (), ())
    assert odd.why == (
        "containment.ordered",
        "containment.saves_nothing_alone",
        "containment.costs_more_than_it_saves",
    )


def test_amounts_of_ten_to_the_twelve_stay_exact(write):
    names = [f"m{n}" for n in range(300)]
    dear = 10**12 * 100
    org = write(
        {"pc": ("machine", "", 1), **dict.fromkeys(names, ("machine", "", dear))},
        links=[("pc", name) for name in names],
        levers={"iso": ("pc", 10**12)},
        operations={f"o{n}": (name, dear) for n, name in enumerate(names)},
    )
    found = everything(org, {"pc": 1.0})
    nothing = found.named("do_nothing")
    assert nothing.harm == 1 + 300 * dear * 49 == Simulator(org).price(["pc"], []).harm
    assert nothing.harm > MOST
    plan = found.named("plan")
    assert plan.harm == 1 + 10**12
    assert plan.actions[0].harm_without == nothing.harm
    assert sum(company.harm for company in nothing.companies) == nothing.harm


def test_more_than_can_be_counted_is_refused(write):
    names = [f"m{n}" for n in range(5_000)]
    org = write(dict.fromkeys(names, ("machine", "", int(MOST))))
    assert at_stake(org) == 5_000 * MOST > MOST_AT_STAKE
    with pytest.raises(ValueError, match="more is at stake"):
        alternatives(org, {})


def test_many_parallel_links_are_one_way(write):
    org = write(
        {"pc": ("machine", "", 1), "srv": ("machine", "", 100)},
        links=[("pc", "srv")] * 50_000,
        levers={"iso": ("pc", 1)},
    )
    plan = everything(org, {"pc": 1.0}).named("plan")
    assert (plan.harm, plan.actions[0].closes, plan.actions[0].saves) == (2, 50_000, 1)


def test_orders_that_contradict_each_other_are_named(odd):
    assert objections(odd, Orders(keep=("pc",), cut=("pc",))) == (
        ("containment.kept_and_cut", "pc"),
    )
    assert objections(odd, Orders(keep=("room",))) == (("containment.mandatory_kept", "plug"),)
    assert objections(odd, Orders(keep=("room",), derogations=("plug",))) == ()
    assert objections(odd, Orders(derogations=("plug", "plug"))) == ()
    assert objections(odd, Orders(derogations=("nothing",))) == (
        ("containment.no_lever", "nothing"),
    )
    # A derogation frees a lever; an order to pull it all the same is followed, not refused.
    plan = everything(odd, {"pc": 1.0}, cut=("plug",), derogations=("plug",)).named("plan")
    assert "plug" in {action.lever for action in plan.actions}
    with pytest.raises(ValueError, match="kept_and_cut: pc"):
        alternatives(odd, {"pc": 1.0}, keep=["pc"], cut=["pc"])


@pytest.mark.parametrize(
    ("probabilities", "cautions"),
    [({"nobody": 1.0}, (0.9, 0.5, 0.1)), ({"pc": 1.5}, (0.9, 0.5, 0.1)), ({}, (0.1, 0.5, 0.9))],
)
def test_what_is_no_probability_and_no_asset_is_refused(odd, probabilities, cautions):
    with pytest.raises(ValueError, match=r"no asset|no probability|falling order"):
        alternatives(odd, probabilities, cautions=cautions)
