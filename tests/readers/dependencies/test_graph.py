import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.organisation.inventory import Inventory
from endigue.organisation.merge import merge_inventory
from endigue.organisation.model import KOf, Need, Organisation
from endigue.organisation.needs import is_met, with_services_down
from endigue.readers.dependencies.graph import Model, Thing, inventory, minimum


def model(things: dict[str, str], needs: list[tuple[str, str]], **least: str) -> Model:
    made = Model(least=least)
    for key, role in things.items():
        made.things[key] = Thing(key, key, role, role)  # type: ignore[arg-type]
    for key, on in needs:
        made.need(key, on)
    return made


def reasons(found: Inventory) -> dict[str, int]:
    return {one.why.removeprefix("importing."): one.count for one in found.left_out}


def leaves(need: Need) -> set[str]:
    return {need} if isinstance(need, str) else set().union(*map(leaves, need.of))


def test_operations_services_and_machines_with_what_they_need() -> None:
    found = inventory(
        model(
            {"pay": "operation", "app": "service", "vm": "machine", "host": "machine"},
            [("pay", "app"), ("app", "vm"), ("vm", "host")],
        )
    )
    assert [one.id for one in found.assets] == ["vm", "host"]
    services = {one.id: one.needs for one in found.services}
    assert services == {"app": "with-vm", "with-vm": KOf(2, ("vm", "host"))}
    assert [(one.id, one.needs) for one in found.operations] == [("pay", "app")]
    organisation = merge_inventory(None, found)
    down = with_services_down(organisation.service_by_id, ["host"])
    assert not is_met(organisation.operations[0].needs, down)


def test_an_operation_that_another_needs_is_needed_by_its_means() -> None:
    found = inventory(
        model({"a": "operation", "b": "operation", "m": "machine"}, [("a", "b"), ("b", "m")])
    )
    assert {one.id: one.needs for one in found.operations} == {"a": "means-of-b", "b": "means-of-b"}
    assert [(one.id, one.needs) for one in found.services] == [("means-of-b", "m")]


def test_operations_that_need_nothing_are_left_out_with_those_that_need_only_them() -> None:
    found = inventory(
        model({"a": "operation", "b": "operation", "c": "operation"}, [("a", "b"), ("b", "c")])
    )
    assert found.operations == ()
    assert reasons(found) == {"needs_nothing": 3}


def test_circles_repetitions_and_strangers_are_counted() -> None:
    found = inventory(
        model(
            {"a": "service", "b": "service", "m": "machine"},
            [("a", "b"), ("b", "a"), ("a", "m"), ("a", "m"), ("m", "m"), ("a", "gone")],
        )
    )
    assert reasons(found) == {
        "circle": 1, "said_twice": 1, "self_reference": 1, "end_unknown": 1,
    }  # fmt: skip
    assert {one.id: one.needs for one in found.services} == {"a": KOf(2, ("b", "m"))}
    assert [one.id for one in found.assets] == ["b", "m"]


def test_redundancy_is_so_many_of_its_needs() -> None:
    things = {"app": "service", "a": "machine", "b": "machine", "c": "machine"}
    needs = [("app", "a"), ("app", "b"), ("app", "c")]
    for least, k in (("", 3), ("disabled", 3), ("1", 1), ("2", 2), ("9", 3), ("50%", 2), ("0", 1)):
        (service,) = inventory(model(things, needs, app=least)).services
        assert service.needs == KOf(k, ("a", "b", "c"))
    with pytest.raises(ValueError, match=r".+"):
        minimum("some", 3)


def test_things_of_one_name_keep_identifiers_apart() -> None:
    made = Model()
    for key, name in (("Server::1", "DB 1"), ("Server::2", "db 1"), ("x", ""), ("y", "Größe, 2")):
        made.things[key] = Thing(key, name, "machine", "Server")
    found = inventory(made)
    assert [one.id for one in found.assets] == ["server::1", "server::2", "x", "größe-2"]
    assert found.assets[0].aliases == ("DB 1",)


keys = st.sampled_from("abcdefgh")
roles = st.sampled_from(["operation", "service", "machine"])


@given(
    things=st.dictionaries(keys, roles, min_size=1),
    needs=st.lists(st.tuples(keys, keys), max_size=25),
    least=st.dictionaries(keys, st.sampled_from(["1", "2", "50%", "disabled"])),
)
def test_whatever_is_read_makes_an_organisation_and_every_relation_is_counted(
    things: dict[str, str], needs: list[tuple[str, str]], least: dict[str, str]
) -> None:
    found = inventory(model(things, needs, **least))
    organisation: Organisation = merge_inventory(None, found)
    known = {one.id for one in (*found.assets, *found.services)}
    for one in (*found.services, *found.operations):
        assert leaves(one.needs) <= known
    # No service needs itself, however far round: the services lost with nothing lost are none.
    assert with_services_down(organisation.service_by_id, []) == frozenset()
    assert len({one.id for one in (*found.assets, *found.services, *found.operations)}) == (
        len(found.assets) + len(found.services) + len(found.operations)
    )
    assert sum(found.asset_counts.values()) == len(things)
