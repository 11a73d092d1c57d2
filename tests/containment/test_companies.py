from dataclasses import replace
from itertools import pairwise

import pytest

from endigue.containment.companies import companies
from endigue.containment.ownership import Ownership
from endigue.containment.price import Simulator
from endigue.containment.pricer import Pricer
from endigue.containment.way import Way
from endigue.organisation.model import Entity, Zone


@pytest.fixture
def group(write):
    """The mutual trusts its sister, and the sister's printer stands alone; nobody owns the rest."""
    org = write(
        {
            "pc": ("machine", "m-lan", 10),
            "srv": ("machine", "m-lan", 200),
            "trust": ("external", "", 0),
            "s-dc": ("machine", "s-lan", 3_000),
            "s-srv": ("machine", "s-lan", 400),
            "p-srv": ("machine", "p-lan", 70),
        },
        links=[("pc", "srv"), ("srv", "trust"), ("trust", "s-dc"), ("s-dc", "s-srv")],
        flows={"f": ("s-lan", "p-lan")},
        levers={
            "iso": ("pc", 1),
            "cut-trust": ("trust", 20),
            "close": ("f", 5),
            "off": ("p-srv", 6),
        },
        operations={"claims": ("srv", 10), "care": ("s-srv", 100), "prints": ("f", 7)},
    )
    owners = {"m-lan": "mutual", "s-lan": "sister", "p-lan": "printer"}
    operations = {"claims": "mutual", "care": "sister", "prints": "printer"}
    return replace(
        org,
        entities=tuple(Entity(name, name.title()) for name in ("mutual", "sister", "printer")),
        zones=tuple(Zone(one.id, one.name, owners[one.id], 1) for one in org.zones),
        operations=tuple(
            type(one)(**{**_fields(one), "entity": operations[one.id]}) for one in org.operations
        ),
    )


def _fields(struct):
    return {name: getattr(struct, name) for name in struct.__struct_fields__}


def told(org, seeds, pulled):
    pricer = Pricer(org)
    found = companies(pricer, Ownership(org), pricer.price(seeds, pulled), pulled)
    return {one.entity: one for one in found}


def test_who_is_touched_to_which_degree_and_through_what(group):
    found = told(group, ["pc"], [])
    assert {name: one.touched for name, one in found.items()} == {
        "mutual": "infected",
        "sister": "reached",
        "printer": "untouched",
        "": "reached",
    }
    sister = found["sister"]
    assert sister.crossing == Way("trust", "s-dc", "AnyWay")
    assert [way.target for way in sister.through] == ["srv", "trust", "s-dc"]
    assert (sister.source, found[""].source) == ("", "mutual")
    assert (found["mutual"].crossing, found["mutual"].source) == (None, "")
    assert (sister.fallen, sister.infected, sister.operations_down) == (2, 0, 1)
    assert sister.harm == 3_400 + 100 * 48


def test_cutting_the_trust_is_a_lever_like_any_other_and_spares_the_sister(group):
    found = told(group, ["pc"], ["cut-trust"])
    assert found["sister"].touched == "untouched"
    assert found["sister"].harm == 0
    assert (found[""].touched, found[""].actions, found[""].levers_cost) == ("cut", 1, 20)
    assert found["mutual"].harm == 210 + 10 * 48


def test_a_company_that_only_our_cut_stops_is_cut(group):
    found = told(group, ["pc"], ["cut-trust", "close", "off"])
    # The flow begins in the sister's network: its lever counts there, its operation does not.
    assert (found["sister"].touched, found["sister"].actions) == ("cut", 1)
    assert (found["printer"].touched, found["printer"].operations_down) == ("cut", 1)
    assert found["printer"].harm == 6 + 7 * 48


@pytest.mark.parametrize("seed", range(6_000, 6_040))
def test_companies_sum_up_to_the_whole(draw, seed):
    instance = draw(seed)
    assets = tuple(
        type(one)(**{**_fields(one), "entity": ("", "one", "two")[place % 3]})
        for place, one in enumerate(instance.organisation.assets)
    )
    org = replace(instance.organisation, assets=assets, entities=(Entity("one", "One"),))
    pulled = [lever.id for lever in org.levers][::2]
    found = told(org, instance.seeds, pulled)
    price = Simulator(org).price(instance.seeds, pulled)
    for field in ("harm", "operations_loss", "fallen_loss", "levers_cost"):
        assert sum(getattr(one, field) for one in found.values()) == getattr(price, field)
    assert sum(one.fallen for one in found.values()) == len(price.fallen)
    assert sum(one.actions for one in found.values()) == len(pulled)
    for one in found.values():
        if one.touched == "reached":
            assert one.crossing is not None
            assert one.through[-1] == one.crossing
            assert one.through[0].source in instance.seeds
            assert all(here.target == there.source for here, there in pairwise(one.through))
