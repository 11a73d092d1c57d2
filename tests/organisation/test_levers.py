import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.containment.price import price
from endigue.organisation.levers import (
    blocked_assets,
    closed_flows,
    cut_off,
    open_links,
    targets,
    unplugged_assets,
)
from endigue.organisation.model import (
    ASSET_KINDS,
    HOST_KINDS,
    Asset,
    Flow,
    Lever,
    Links,
    Organisation,
    Zone,
)


def write(assets, links=(), flows=None, levers=None, zones=("office", "room", "yard")):
    """An organisation from names: assets as (kind, zone), links as (source, target) or
    (source, target, flow), flows as (zone, zone), levers as their target.
    """
    flows = flows or {}
    place = {name: number for number, name in enumerate(assets)}
    flow_at = {name: number for number, name in enumerate(flows)} | {"": -1}
    rows = [(source, target, *(rest or [""])) for source, target, *rest in links]
    return Organisation(
        "small",
        zones=tuple(Zone(zone, "", "", 1) for zone in zones),
        assets=tuple(Asset(name, "", kind, zone) for name, (kind, zone) in assets.items()),
        flows=tuple(Flow(name, *ends, "tcp", 0) for name, ends in flows.items()),
        levers=tuple(
            Lever(name, "any", target, 1.0, "", 0) for name, target in (levers or {}).items()
        ),
        links=Links(
            source=np.array([place[source] for source, _, _ in rows], np.int32),
            target=np.array([place[target] for _, target, _ in rows], np.int32),
            kind=np.zeros(len(rows), np.int16),
            port=np.zeros(len(rows), np.int32),
            flow=np.array([flow_at[flow] for _, _, flow in rows], np.int32),
            kinds=("AdminTo",),
        ),
    )


def mesh(assets):
    return [(source, target) for source in assets for target in assets if source != target]


def opened(organisation, *pulled):
    """The links that are still open, as pairs of names."""
    names = [asset.id for asset in organisation.assets]
    links = organisation.links
    return {
        (names[links.source[row]], names[links.target[row]])
        for row in np.flatnonzero(open_links(organisation, pulled))
    }


# An asset: nothing travels through it any more and it is down.


@pytest.mark.parametrize("kind", ASSET_KINDS)
def test_nothing_travels_to_or_from_a_blocked_asset_and_it_is_down(kind):
    assets = {"a": (kind, ""), "b": ("machine", ""), "c": ("machine", "")}
    org = write(assets, mesh("abc"), levers={"block": "a"})
    assert opened(org, "block") == {("b", "c"), ("c", "b")}
    assert blocked_assets(org, ["block"]).tolist() == [True, False, False]
    assert cut_off(org, ["block"]) == {"a"}


# A flow: the links that use it are cut and it is down.


def test_the_links_that_use_a_closed_flow_are_cut_and_no_others():
    assets = {"a": ("machine", "office"), "b": ("machine", "room"), "c": ("machine", "yard")}
    org = write(
        assets,
        [("a", "b", "smb"), ("b", "a", "smb"), ("a", "c", "web"), ("c", "a")],
        flows={"smb": ("office", "room"), "web": ("office", "yard")},
        levers={"close": "smb"},
    )
    assert opened(org, "close") == {("a", "c"), ("c", "a")}
    assert closed_flows(org, ["close"]).tolist() == [True, False]
    assert cut_off(org, ["close"]) == {"smb"}


def test_a_link_without_a_flow_is_not_taken_for_one_that_uses_the_last_flow():
    org = write(
        {"a": ("machine", ""), "b": ("machine", "")},
        [("a", "b")],
        flows={"first": ("office", "room"), "last": ("room", "office")},
        levers={"close": "last"},
    )
    assert opened(org, "close") == {("a", "b")}


# A zone: the links and flows that cross its border are cut, and its hosts are down.


def test_links_across_the_border_of_an_unplugged_zone_are_cut_both_ways():
    assets = {
        "in1": ("machine", "office"),
        "in2": ("account", "office"),
        "out": ("machine", "room"),
        "none": ("account", ""),
    }
    org = write(assets, mesh(assets), levers={"unplug": "office"})
    # An asset without a zone lies outside.
    inside, outside = {("in1", "in2"), ("in2", "in1")}, {("out", "none"), ("none", "out")}
    assert opened(org, "unplug") == inside | outside


def test_an_asset_without_a_zone_is_in_no_unplugged_zone():
    assets = {"none": ("machine", ""), "other": ("machine", "")}
    org = write(assets, mesh(assets), levers={"unplug": "office"})
    assert opened(org, "unplug") == set(mesh(assets))
    assert not unplugged_assets(org, ["unplug"]).any()
    assert cut_off(org, ["unplug"]) == frozenset()


def test_flows_that_cross_the_border_of_an_unplugged_zone_are_closed_with_all_their_links():
    assets = {"a": ("machine", "yard"), "b": ("machine", "yard"), "c": ("account", "")}
    org = write(
        assets,
        [("a", "b", "out"), ("b", "c", "in"), ("c", "a", "elsewhere")],
        flows={"out": ("office", "room"), "in": ("room", "office"), "elsewhere": ("room", "yard")},
        levers={"unplug": "office"},
    )
    assert closed_flows(org, ["unplug"]).tolist() == [True, True, False]
    assert cut_off(org, ["unplug"]) == {"out", "in"}
    # Even where the ends of a link lie in other zones than its flow says.
    assert opened(org, "unplug") == {("c", "a")}


def test_two_unplugged_zones_are_cut_from_each_other_and_work_inside():
    assets = {
        "a": ("machine", "office"),
        "b": ("machine", "office"),
        "c": ("machine", "room"),
        "d": ("machine", "room"),
    }
    org = write(assets, mesh(assets), levers={"one": "office", "two": "room"})
    inside = {("a", "b"), ("b", "a"), ("c", "d"), ("d", "c")}
    assert opened(org, "one", "two") == inside


def test_the_hosts_of_an_unplugged_zone_are_down_and_nothing_else_in_it():
    org = write(
        {kind: (kind, "office") for kind in ASSET_KINDS} | {"far": ("machine", "room")},
        levers={"unplug": "office"},
    )
    assert cut_off(org, ["unplug"]) == HOST_KINDS
    assert unplugged_assets(org, ["unplug"]).tolist() == [True] * len(ASSET_KINDS) + [False]


# Everything at once


def test_without_levers_everything_is_open_and_nothing_is_down():
    assets = {"a": ("machine", "office"), "b": ("machine", "room")}
    org = write(assets, [("a", "b", "smb")], flows={"smb": ("office", "room")})
    assert opened(org) == {("a", "b")}
    assert cut_off(org, []) == frozenset()


def test_without_assets_links_or_flows_there_is_nothing_to_cut():
    org = write({}, levers={"unplug": "office"})
    for mask in (open_links, closed_flows, blocked_assets, unplugged_assets):
        assert mask(org, ["unplug"]).shape == (0,)


def test_several_levers_on_one_target_are_one_target():
    org = write({"a": ("machine", "")}, levers={"one": "a", "two": "a"})
    assert targets(org, ["one", "two", "one"]) == {"a"}


@pytest.mark.parametrize("what", [targets, open_links, cut_off])
def test_a_lever_that_does_not_exist_is_an_error(what):
    with pytest.raises(KeyError, match="ghost"):
        what(write({"a": ("machine", "")}), ["ghost"])


ZONE = st.sampled_from(("office", "room", "yard"))
NAMES = "abcdefg"


@st.composite
def organisations(draw):
    assets = {
        name: (draw(st.sampled_from(ASSET_KINDS)), draw(st.one_of(ZONE, st.just(""))))
        for name in NAMES[: draw(st.integers(1, 7))]
    }
    flows = {f"flow{number}": (draw(ZONE), draw(ZONE)) for number in range(draw(st.integers(0, 3)))}
    ends = st.sampled_from(sorted(assets))
    links = draw(st.lists(st.tuples(ends, ends, st.sampled_from(("", *flows))), max_size=16))
    things = (*assets, *flows, "office", "room", "yard")
    acts = draw(st.lists(st.sampled_from(things), max_size=5))
    return write(assets, links, flows, {f"lever{at}": target for at, target in enumerate(acts)})


@given(organisations(), st.data())
def test_the_simulator_of_containment_gives_the_same_fallen_and_the_same_down(org, data):
    """It was written from the definition by itself, with sets and a search."""
    names = [asset.id for asset in org.assets]
    levers = [lever.id for lever in org.levers]
    seeds = data.draw(st.sets(st.sampled_from(names)))
    pulled = data.draw(st.sets(st.sampled_from(levers))) if levers else set()
    ways, fallen = opened(org, *pulled), set(seeds)
    for _ in names:
        fallen |= {target for source, target in ways if source in fallen}
    priced = price(org, seeds, pulled)
    assert priced.fallen == fallen
    kinds = {asset.id: asset.kind for asset in org.assets}
    lost = {name for name in fallen if kinds[name] in HOST_KINDS}
    assert priced.down == cut_off(org, pulled) | lost


@given(organisations(), st.data())
def test_one_more_lever_never_opens_a_link(org, data):
    levers = [lever.id for lever in org.levers]
    pulled = data.draw(st.sets(st.sampled_from(levers))) if levers else set()
    before, after = open_links(org, pulled), open_links(org, levers)
    assert (after <= before).all()
