"""An import over an organisation: what it says wins, what it leaves out stays."""

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.kernel.money import Cents
from endigue.organisation.inventory import Inventory, Link
from endigue.organisation.merge import MergeError, merge_inventory
from endigue.organisation.model import Asset, Entity, Flow, Organisation, Service, Zone

ASSETS = tuple(Asset(name, name.upper(), "machine") for name in ("a", "b", "c"))
FLOWS = (Flow("f", "z", "z", "tcp", 443),)


def rows(organisation: Organisation) -> list[tuple[str, str, str, int, str]]:
    links = organisation.links
    columns = (links.source, links.target, links.kind, links.port, links.flow)
    return [
        (
            organisation.assets[source].id,
            organisation.assets[target].id,
            links.kinds[kind],
            port,
            "" if flow < 0 else organisation.flows[flow].id,
        )
        for source, target, kind, port, flow in zip(
            *(column.tolist() for column in columns), strict=True
        )
    ]


def test_a_first_import_is_an_organisation_called_after_its_first_entity() -> None:
    inventory = Inventory(entities=(Entity("corp", "Corp"),), assets=ASSETS)
    organisation = merge_inventory(None, inventory)
    assert (organisation.name, organisation.assets) == ("Corp", ASSETS)
    assert merge_inventory(None, Inventory(assets=ASSETS)).name


def test_what_the_import_says_wins_and_what_it_leaves_out_stays() -> None:
    known = Asset(
        "a", "Alpha", "machine", "lan", os="Windows 10", rebuild_hours=12, fall_cost=Cents(5),
        aliases=("A1",),
    )  # fmt: skip
    brought = Asset("a", "a", "machine", os="Windows 11", records=3, aliases=("A2", "A1"))
    merged = merge_inventory(
        Organisation(name="x", assets=(known,)), Inventory(assets=(brought, ASSETS[1]))
    )
    assert merged.assets == (
        msgspec.structs.replace(known, os="Windows 11", records=3, aliases=("A1", "A2")),
        ASSETS[1],
    )


def test_an_identifier_keeps_its_kind() -> None:
    base = Organisation(name="x", assets=ASSETS, zones=(Zone("z", "Z", "", 1),))
    cases = [
        (Inventory(services=(Service("a", "b"),)), "a", "service", "machine"),
        (Inventory(assets=(Asset("z", "Z", "machine"),)), "z", "machine", "zone"),
        (Inventory(assets=(Asset("a", "A", "account"),)), "a", "account", "machine"),
    ]
    for inventory, found, brought, known in cases:
        with pytest.raises(MergeError) as caught:
            merge_inventory(base, inventory)
        assert caught.value.code == "organisation.merge_other_kind"
        assert caught.value.arguments == {
            "found": found, "brought": brought, "known": known, "count": 1,
        }  # fmt: skip


def test_a_link_to_nowhere_is_refused() -> None:
    link = Link("a", "nowhere", "AdminTo", flow="nothing")
    with pytest.raises(MergeError) as caught:
        merge_inventory(None, Inventory(assets=ASSETS, links=(link,)))
    assert caught.value.code == "organisation.merge_unknown_end"
    assert caught.value.arguments == {"found": "nowhere", "count": 2}


links = st.builds(
    Link,
    st.sampled_from("abc"),
    st.sampled_from("abc"),
    st.sampled_from(["AdminTo", "MemberOf"]),
    st.sampled_from([0, 445]),
    st.sampled_from(["", "f"]),
)


@given(st.lists(links), st.lists(links))
def test_links_are_those_of_both_each_once_in_order(first: list[Link], second: list[Link]) -> None:
    base = merge_inventory(None, Inventory(assets=ASSETS, flows=FLOWS, links=tuple(first)))
    merged = merge_inventory(base, Inventory(links=tuple(second)))
    expected = dict.fromkeys(msgspec.structs.astuple(link) for link in [*first, *second])
    assert rows(merged) == list(expected)


@given(st.lists(links))
def test_the_same_import_twice_changes_nothing(brought: list[Link]) -> None:
    inventory = Inventory(assets=ASSETS, flows=FLOWS, links=tuple(brought))
    once = merge_inventory(None, inventory)
    assert merge_inventory(once, inventory) == once
    assert once.links.kind.dtype == np.int16
