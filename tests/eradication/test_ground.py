from clean_house import links
from endigue.eradication.ground import Ground
from endigue.organisation.model import Asset, KOf, Organisation, Service

CORE = frozenset({"dc-1", "esx-1"})


def test_an_asset_stands_on_the_core_its_host_and_its_domain(ground: Ground) -> None:
    assert ground.core == CORE
    assert ground.below("pc-1") == CORE
    assert ground.below("dc-1") == {"esx-1"}
    assert ground.below("esx-1") == frozenset()
    assert ground.below("dom") == CORE
    assert ground.below("acc-1") == CORE


def test_a_controller_outside_of_the_core_bears_its_domain() -> None:
    assets = (Asset("dc", "", "machine"), Asset("dom", "", "directory"),
              Asset("ou", "", "directory"), Asset("pc", "", "machine"))  # fmt: skip
    rows = (("dc", "DCFor", "dom"), ("dom", "Contains", "ou"), ("ou", "Contains", "pc"))
    ground = Ground(Organisation("O", assets=assets, links=links(assets, *rows)))
    assert ground.below("pc") == {"dc"}
    assert ground.bearing == {"dc"}


def test_containers_in_a_circle_are_gone_round_once() -> None:
    assets = (Asset("a", "", "directory"), Asset("b", "", "directory"))
    rows = (("a", "Contains", "b"), ("b", "Contains", "a"))
    assert Ground(Organisation("O", assets=assets, links=links(assets, *rows))).below("a") == set()


def test_what_a_service_names_waits_for_the_services_that_it_needs(ground: Ground) -> None:
    everything = CORE | {"db-1", "app-1", "acc-1"}
    assert ground.firm(everything).bears("app-1")
    without = ground.firm(everything - {"db-1"})
    assert not without.bears("app-1")
    assert without.missing("app-1") == ("data",)
    assert ground.firm(everything - {"db-1"} | {"db-2"}).bears("app-1"), "one of two is enough"


def test_machines_that_stand_on_each_other_come_back_together() -> None:
    assets = (Asset("a", "", "machine"), Asset("b", "", "machine"))
    rows = (("a", "Hosts", "b"), ("b", "Hosts", "a"))
    ground = Ground(Organisation("O", assets=assets, links=links(assets, *rows)))
    assert ground.firm(frozenset({"a", "b"})).bears("a")
    assert not ground.firm(frozenset({"b"})).bears("a")
    assert not ground.firm(frozenset({"a"})).bears("a")


def test_clean_is_not_enough_where_what_is_below_stands_on_nothing_clean(ground: Ground) -> None:
    assert ground.firm(frozenset({"dc-1"})).missing("pc-1") == ("dc-1", "esx-1")


def test_what_was_scrapped_is_in_nobodys_way(ground: Ground) -> None:
    assert ground.firm(frozenset({"dc-1"}), frozenset({"esx-1"})).bears("pc-1")


def test_a_service_that_needs_itself_twice_is_asked_once() -> None:
    assets = (Asset("a", "", "machine"), Asset("b", "", "machine"))
    services = (Service("low", "a"), Service("high", KOf(2, ("low", KOf(1, ("b", "a"))))))
    ground = Ground(Organisation("O", assets=assets, services=services))
    assert ground.firm(frozenset({"a"})).bears("b")
    assert not ground.firm(frozenset()).bears("b")
