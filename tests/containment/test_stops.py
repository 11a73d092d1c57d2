import pytest

from endigue.containment.pricer import Pricer
from endigue.containment.stops import stops
from endigue.organisation.model import KOf
from endigue.organisation.needs import first_missing, is_met, with_services_down


def told(org, seeds, pulled):
    pricer = Pricer(org)
    return {one.operation: one for one in stops(pricer, pricer.price(seeds, pulled), pulled)}


@pytest.fixture
def org(write):
    return write(
        {
            "pc": ("machine", "office", 1),
            "srv": ("machine", "room", 1),
            "acc": ("account", "", 1),
        },
        links=[("pc", "acc")],
        flows={"f": ("office", "room")},
        levers={"iso": ("pc", 1), "off": ("acc", 1), "close": ("f", 1), "plug": ("room", 1)},
        services={"web": KOf(2, ("srv", "acc"))},
        operations={"desk": ("pc", 1), "shop": ("web", 1), "mail": ("f", 1)},
    )


def test_what_the_intruder_took_is_his_even_where_we_isolate_it(org):
    found = told(org, ["pc"], ["iso"])
    assert list(found) == ["desk"]
    assert (found["desk"].chain, found["desk"].by, found["desk"].levers) == (
        ("pc",),
        "intruder",
        (),
    )


def test_an_account_that_fell_still_works_until_we_disable_it(org):
    assert "shop" not in told(org, ["pc"], [])
    found = told(org, ["pc"], ["off"])["shop"]
    assert (found.chain, found.by, found.levers) == (("web", "acc"), "cut", ("off",))


def test_a_zone_takes_down_its_hosts_and_the_flows_that_end_in_it(org):
    found = told(org, [], ["plug", "close"])
    assert found["shop"].levers == ("plug",)
    assert found["mail"].levers == ("close", "plug")


@pytest.mark.parametrize("seed", range(6_100, 6_140))
def test_every_operation_that_is_down_has_a_reason_that_holds(draw, seed):
    instance = draw(seed)
    org, pulled = instance.organisation, [lever.id for lever in instance.organisation.levers][::2]
    pricer = Pricer(org)
    situation = pricer.price(instance.seeds, pulled)
    lost = with_services_down(org.service_by_id, situation.down)
    found = stops(pricer, situation, pulled)
    assert tuple(one.operation for one in found) == situation.operations_down
    by_id = {operation.id: operation for operation in org.operations}
    for one in found:
        needs = by_id[one.operation].needs
        assert not is_met(needs, lost)
        assert one.chain == first_missing(needs, lost, org.service_by_id)
        if one.by == "cut":
            # Without those levers, and with no intruder, the root is up.
            rest = [lever for lever in pulled if lever not in one.levers]
            assert one.levers
            assert one.chain[-1] not in pricer.price((), rest).down
        else:
            assert one.chain[-1] in pricer.price(instance.seeds, pulled).down
