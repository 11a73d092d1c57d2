from itertools import chain, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endigue.kernel.identifier import is_identifier
from endigue.organisation.example.calibration import FEWEST_STAFF, MOST_STAFF
from endigue.organisation.example.mutual import reference_mutual
from endigue.organisation.model import HOST_KINDS, Organisation
from endigue.organisation.needs import leaves, services_in_order
from endigue.readers.lever_figures import load_lever_figures

FIGURES = load_lever_figures()


def identifiers(organisation: Organisation) -> list[str]:
    parts = (
        organisation.entities,
        organisation.zones,
        organisation.assets,
        organisation.flows,
        organisation.levers,
        organisation.services,
        organisation.operations,
        organisation.crews,
    )
    return [one.id for one in chain.from_iterable(parts)]


def same(one: Organisation, other: Organisation) -> bool:
    columns = ("source", "target", "kind", "port", "flow")
    links = zip(*((getattr(o.links, name) for name in columns) for o in (one, other)), strict=True)
    parts = ("assets", "zones", "flows", "levers", "services", "operations", "crews", "legal")
    return all(np.array_equal(a, b) for a, b in links) and all(
        getattr(one, part) == getattr(other, part) for part in parts
    )


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 2**32), staff=st.integers(FEWEST_STAFF, 900))
def test_whatever_the_seed_and_size_everything_fits_together(seed: int, staff: int) -> None:
    mutual = reference_mutual(seed, staff, figures=FIGURES)
    names = identifiers(mutual)
    assert len(set(names)) == len(names)
    assert all(is_identifier(name) for name in names)
    assert len(services_in_order(mutual.service_by_id)) == len(mutual.services)
    resolvable = {*mutual.asset_index, *mutual.flow_index, *mutual.service_by_id}
    needs = [one.needs for one in (*mutual.services, *mutual.operations)]
    needs += [one.manual.needs for one in mutual.operations if one.manual and one.manual.needs]
    assert {leaf for need in needs for leaf in leaves(need)} <= resolvable


def test_links_stay_within_their_tables(mutual: Organisation) -> None:
    links = mutual.links
    for column in (links.source, links.target):
        assert 0 <= column.min() <= column.max() < len(mutual.assets)
    assert 0 <= links.kind.min() <= links.kind.max() == len(links.kinds) - 1
    assert -1 == links.flow.min() <= links.flow.max() < len(mutual.flows)
    assert (links.source != links.target).all()


def test_a_link_by_a_flow_has_its_port_and_joins_its_zones(mutual: Organisation) -> None:
    links = mutual.links
    for at in np.flatnonzero(links.flow >= 0).tolist():
        flow = mutual.flows[links.flow[at]]
        source, target = mutual.assets[links.source[at]], mutual.assets[links.target[at]]
        assert links.port[at] == flow.port
        assert {source.zone, target.zone} == {flow.source_zone, flow.target_zone}


def test_the_size_is_that_of_the_reference_case(mutual: Organisation) -> None:
    machines = [one for one in mutual.assets if one.kind in {"machine", "appliance"} and one.zone]
    assert 950 <= len(machines) <= 1050
    assert 10 <= len(mutual.links) / len(machines) <= 20
    assert 40 <= len(mutual.services) <= 70
    assert 25 <= len(mutual.operations) <= 30
    assert mutual.legal["beneficiaries"] == 1_000_000


def test_names_of_hosts_are_their_own(mutual: Organisation) -> None:
    aliases = [alias for one in mutual.assets for alias in one.aliases]
    assert len(set(aliases)) == len(aliases)
    hosts = [one for one in mutual.assets if one.kind in {"machine", "appliance"} and one.zone]
    assert all(len(one.aliases) >= 4 and len(one.name) <= 15 for one in hosts)


def test_what_falls_costs_something(mutual: Organisation) -> None:
    hosts = [one for one in mutual.assets if one.kind in HOST_KINDS and one.zone]
    assert all(one.fall_cost > 0 and one.rebuild_hours > 0 for one in hosts)


def test_the_same_seed_gives_the_same_and_another_seed_another(mutual: Organisation) -> None:
    assert same(mutual, reference_mutual(5, figures=FIGURES))
    assert not same(mutual, reference_mutual(6, figures=FIGURES))


def test_everything_grows_in_proportion_to_the_staff() -> None:
    sizes = [700, 1400, 2800]
    grown = [reference_mutual(5, staff, figures=FIGURES) for staff in sizes]
    counts = np.array([[len(one.assets), len(one.links), len(one.levers)] for one in grown])
    steps = [(after - before) / 700 for before, after in pairwise(counts)]
    assert np.allclose(steps[1] / 2, steps[0], rtol=0.03)
    worth = [sum(one.value_per_hour for one in each.operations) for each in grown]
    assert worth[2] == 2 * worth[1] == 4 * worth[0]
    assert [one.legal["clients"] for one in grown] == [600_000, 1_200_000, 2_400_000]


@pytest.mark.parametrize("staff", [FEWEST_STAFF - 1, MOST_STAFF + 1])
def test_a_size_without_sense_is_an_error(staff: int) -> None:
    with pytest.raises(ValueError, match=f"staff, not {staff}"):
        reference_mutual(5, staff, figures=FIGURES)
