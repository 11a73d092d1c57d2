import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.containment.price import Simulator, price
from endigue.organisation.model import KOf, Manual


def test_an_attack_travels_along_links_and_every_fallen_asset_costs(write):
    org = write(
        {
            "pc": ("machine", "", 100),
            "srv": ("machine", "", 2_000),
            "db": ("dataset", "", 30_000),
            "far": ("machine", "", 7),
        },
        links=[("pc", "srv"), ("srv", "db"), ("far", "pc")],
    )
    found = price(org, ["pc"], [])
    assert found.fallen == {"pc", "srv", "db"}  # links have a direction: far is out of reach
    assert (found.fallen_loss, found.harm) == (32_100, 32_100)


def test_a_blocked_asset_stops_the_attack_and_is_down_though_it_did_not_fall(write):
    org = write(
        {"pc": ("machine", "", 100), "srv": ("machine", "", 2_000), "db": ("dataset", "", 30_000)},
        links=[("pc", "srv"), ("srv", "db")],
        levers={"isolate": ("srv", 50)},
        operations={"desk": ("srv", 1_000)},
        hours=10,
    )
    found = price(org, ["pc"], ["isolate"])
    assert found.fallen == {"pc"}
    assert found.down == {"pc", "srv"}
    assert found.operations_down == ("desk",)
    # 10 hours x 1,000, the fallen pc, the lever.
    assert (found.operations_loss, found.fallen_loss, found.levers_cost) == (10_000, 100, 50)
    assert found.harm == 10_150


def test_a_blocked_seed_stays_fallen_and_spreads_nothing(write):
    org = write(
        {"pc": ("machine", "", 100), "srv": ("machine", "", 2_000)},
        links=[("pc", "srv")],
        levers={"isolate": ("pc", 5)},
    )
    found = price(org, ["pc"], ["isolate"])
    assert found.fallen == {"pc"}
    assert found.harm == 105


@pytest.mark.parametrize("kind", ["account", "group", "directory", "mailbox", "external"])
def test_what_is_no_host_goes_on_serving_its_owner_when_it_fell(write, kind):
    org = write({"it": (kind, "", 3)}, operations={"desk": ("it", 1_000)}, hours=1)
    assert price(org, ["it"], []).harm == 3


@pytest.mark.parametrize("kind", ["account", "group", "directory", "mailbox", "external"])
def test_what_is_no_host_is_down_when_we_block_it(write, kind):
    org = write(
        {"it": (kind, "", 3)},
        levers={"disable": ("it", 20)},
        operations={"desk": ("it", 1_000)},
        hours=1,
    )
    found = price(org, [], ["disable"])
    assert found.down == {"it"}
    assert found.harm == 1_020


@pytest.mark.parametrize("kind", ["machine", "appliance", "dataset"])
def test_a_host_is_down_once_it_fell(write, kind):
    org = write({"it": (kind, "", 3)}, operations={"desk": ("it", 1_000)}, hours=1)
    assert price(org, ["it"], []).harm == 1_003


def test_a_closed_flow_cuts_the_links_that_use_it_and_is_down(write):
    org = write(
        {
            "pc": ("machine", "office", 1),
            "srv": ("machine", "room", 10),
            "db": ("machine", "", 100),
        },
        links=[("pc", "srv", "smb"), ("pc", "db")],
        flows={"smb": ("office", "room")},
        levers={"close": ("smb", 7)},
        operations={"desk": ("smb", 1_000)},
        hours=1,
    )
    found = price(org, ["pc"], ["close"])
    assert found.fallen == {"pc", "db"}
    assert found.down == {"pc", "db", "smb"}
    assert found.harm == 1_000 + 101 + 7


def test_an_unplugged_zone_lets_nothing_in_or_out_but_travel_inside_goes_on(write):
    org = write(
        {
            "in1": ("machine", "office", 1),
            "in2": ("machine", "office", 10),
            "out": ("machine", "room", 100),
            "acc": ("account", "", 1_000),
        },
        links=[("in1", "in2"), ("in2", "out"), ("in2", "acc"), ("out", "in1"), ("acc", "in1")],
        levers={"unplug": ("office", 0)},
    )
    assert price(org, ["in1"], ["unplug"]).fallen == {"in1", "in2"}
    assert price(org, ["out"], ["unplug"]).fallen == {"out"}
    assert price(org, ["acc"], ["unplug"]).fallen == {"acc"}  # without a zone it is outside


def test_hosts_of_an_unplugged_zone_are_down_and_nothing_else_in_it(write):
    org = write(
        {
            "pc": ("machine", "office", 0),
            "box": ("appliance", "office", 0),
            "mail": ("mailbox", "office", 0),
            "srv": ("machine", "room", 0),
        },
        levers={"unplug": ("office", 40)},
    )
    found = price(org, [], ["unplug"])
    assert found.down == {"pc", "box"}
    assert found.harm == 40


def test_two_unplugged_zones_are_cut_from_each_other(write):
    org = write(
        {"a": ("machine", "z1", 1), "b": ("machine", "z2", 10)},
        links=[("a", "b")],
        levers={"one": ("z1", 0), "two": ("z2", 0)},
    )
    assert price(org, ["a"], ["one", "two"]).fallen == {"a"}


def test_flows_with_an_end_in_an_unplugged_zone_are_closed(write):
    org = write(
        {
            "a": ("machine", "z2", 1),
            "b": ("machine", "z2", 10),
            "c": ("account", "", 100),
            "d": ("account", "", 1_000),
        },
        links=[("a", "b", "from"), ("a", "c", "other"), ("c", "d", "to")],
        flows={"from": ("z1", "z2"), "to": ("z2", "z1"), "other": ("z2", "z3")},
        levers={"unplug": ("z1", 0)},
    )
    found = price(org, ["a"], ["unplug"])
    assert found.down == {"a", "from", "to"}
    assert found.fallen == {"a", "c"}


def test_services_fall_through_all_levels_by_all_any_and_k_of_n(write):
    assets = dict.fromkeys(("a", "b", "c", "d"), ("machine", "", 0))
    org = write(
        assets,
        services={
            "top": KOf(2, ("middle", "d")),
            "middle": KOf(2, ("spare", "two-of-three")),
            "spare": KOf(1, ("a", "b")),
            "two-of-three": KOf(2, ("a", "b", "c")),
        },
        operations={"desk": ("top", 1), "back-office": ("spare", 10)},
        hours=1,
    )
    assert price(org, ["a"], []).harm == 0
    assert price(org, ["c"], []).harm == 0
    assert price(org, ["a", "c"], []).harm == 1
    assert price(org, ["a", "b"], []).harm == 11
    assert price(org, ["d"], []).harm == 1


def test_an_operation_goes_on_by_hand_while_its_hand_work_has_what_it_needs(write):
    # 4 of 10 arrivals for 5 of 10 hours: a fifth is done by hand.
    manual = Manual(capacity_per_hour=4.0, stamina_hours=5.0, needs="phone")
    org = write(
        {"srv": ("machine", "", 0), "phone": ("machine", "", 0)},
        operations={"desk": ("srv", 1_000, manual)},
        hours=10,
    )
    with_hands = price(org, ["srv"], [])
    assert (with_hands.harm, with_hands.by_hand) == (8_000, ("desk",))
    without = price(org, ["srv", "phone"], [])
    assert (without.harm, without.by_hand) == (10_000, ())
    assert price(org, ["phone"], []).harm == 0


def test_hand_work_that_needs_nothing_is_always_there(write):
    org = write(
        {"srv": ("machine", "", 0)},
        operations={"desk": ("srv", 1_000, Manual(5.0, 48.0))},
        hours=48,
    )
    assert price(org, ["srv"], []).harm == 24_000


def test_every_pulled_lever_is_paid_once_useful_or_not(write):
    org = write(
        {"a": ("machine", "", 0), "b": ("account", "", 0)},
        levers={"one": ("b", 3), "two": ("b", 40)},
    )
    assert price(org, ["a"], ["one", "two", "two"]).harm == 43


def test_what_is_unknown_is_refused(write):
    org = write({"a": ("machine", "", 0)})
    with pytest.raises(ValueError, match="no asset is named ghost"):
        price(org, ["ghost"], [])
    with pytest.raises(ValueError, match="no lever is named ghost"):
        price(org, ["a"], ["ghost"])


def test_a_way_is_a_shortest_open_path(write):
    org = write(
        dict.fromkeys("abcd", ("machine", "", 0)),
        links=[("a", "b"), ("b", "c"), ("c", "d"), ("b", "d")],
        levers={"block-b": ("b", 0)},
    )
    simulator = Simulator(org)
    assert simulator.price(["a"], []).way("d") == ("a", "b", "d")
    assert simulator.price(["a"], []).way("a") == ("a",)
    assert simulator.ways_out(frozenset("ab"), []) == 2


@given(st.integers(0, 5_000), st.data())
def test_one_more_lever_never_makes_more_fall_nor_fewer_things_go_down(draw, seed, data):
    instance = draw(seed)
    names = [lever.id for lever in instance.organisation.levers]
    pulled = data.draw(st.sets(st.sampled_from(names)))
    more = pulled | {data.draw(st.sampled_from(names))}
    simulator = Simulator(instance.organisation)
    before, after = (simulator.price(instance.seeds, plan) for plan in (pulled, more))
    assert after.fallen <= before.fallen
    assert before.down - before.fallen <= after.down
    assert after.levers_cost >= before.levers_cost


@given(st.integers(0, 5_000), st.data())
def test_more_seeds_never_do_less_harm(draw, seed, data):
    instance = draw(seed)
    assets = [asset.id for asset in instance.organisation.assets]
    pulled = data.draw(st.sets(st.sampled_from([one.id for one in instance.organisation.levers])))
    more = {*instance.seeds, data.draw(st.sampled_from(assets))}
    simulator = Simulator(instance.organisation)
    before, after = (simulator.price(seeds, pulled) for seeds in (instance.seeds, more))
    assert before.fallen <= after.fallen
    assert set(before.operations_down) <= set(after.operations_down)
    assert before.harm <= after.harm
