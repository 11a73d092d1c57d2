from endigue.organisation.inventory import Inventory, Link
from endigue.organisation.model import (
    Asset,
    Crew,
    Entity,
    Flow,
    KOf,
    Lever,
    Manual,
    Operation,
    Organisation,
    Service,
    Zone,
)
from endigue.organisation.naming import NameProblem, adopt_known_assets, resolve_names

DC = Asset("S-1-1000", "DC01.ACME.TEST", "machine", aliases=("DC01", r"ACME\DC01$"))
ADMIN_A = Asset("S-1-500", "ADMIN@ACME.TEST", "account", aliases=("Administrator",))
ADMIN_B = Asset("S-2-500", "ADMIN@OTHER.TEST", "account", aliases=("administrator",))
GROUP = Asset("S-1-512", "Domain Admins", "group", aliases=("DC01",))
ORGANISATION = Organisation(
    name="acme",
    entities=(Entity("acme.test", "ACME.TEST"),),
    zones=(Zone("core", "Core of trust", "acme.test", 0),),
    assets=(DC, ADMIN_A, ADMIN_B, GROUP),
    flows=(Flow("web-in", "outside", "core", "tcp", 443),),
    crews=(Crew("endpoint", "endpoint", 2, "24/7", 6000),),
)


def lever(target: str, crew: str = "endpoint") -> Lever:
    return Lever("lever", "isolate_host", target, 5, crew, 500)


def operation(needs: KOf | str, entity: str = "", manual: Manual | None = None) -> Operation:
    return Operation("phones", {"en": "Phones"}, entity, needs, 1000, 1, 1, 2, manual)


def test_names_and_aliases_become_identifiers_whatever_their_case() -> None:
    needs = KOf(2, ("dc01", KOf(1, (r"acme\dc01$", "WEB-IN", "voip", "S-1-512"))))
    inventory = Inventory(
        services=(Service("voip", "pbx 1"),),
        assets=(Asset("pbx-1", "PBX 1", "appliance", zone="CORE OF TRUST", entity="Acme.Test"),),
        operations=(operation(needs, manual=Manual(1, 2, "Dc01.Acme.Test")),),
        levers=(lever("core of trust", "ENDPOINT"),),
    )
    resolved, problems = resolve_names(inventory, ORGANISATION)
    assert problems == ()
    assert resolved.services[0].needs == "pbx-1"
    assert (resolved.assets[0].zone, resolved.assets[0].entity) == ("core", "acme.test")
    found = resolved.operations[0]
    assert found.needs == KOf(2, ("S-1-1000", KOf(1, ("S-1-1000", "web-in", "voip", "S-1-512"))))
    assert found.manual is not None and found.manual.needs == "S-1-1000"
    assert found.entity == "acme.test"
    assert (resolved.levers[0].target, resolved.levers[0].crew) == ("core", "endpoint")


def test_an_unknown_name_is_a_problem_with_the_nearest_ones() -> None:
    resolved, (problem,) = resolve_names(Inventory(services=(Service("s", "DC1"),)), ORGANISATION)
    assert (problem.code, problem.subject, problem.name) == ("importing.name_unknown", "s", "DC1")
    assert problem.candidates[0] == "DC01"
    assert resolved.services[0].needs == "DC1"


def test_a_name_that_several_carry_is_a_problem_with_all_of_them() -> None:
    _, problems = resolve_names(Inventory(services=(Service("s", "Administrator"),)), ORGANISATION)
    assert problems == (
        NameProblem("importing.name_ambiguous", "s", "Administrator", ("S-1-500", "S-2-500")),
    )
    assert problems[0].arguments["candidates"] == "S-1-500, S-2-500"


def test_all_problems_are_told_at_once() -> None:
    inventory = Inventory(
        zones=(Zone("z", "Z", "nowhere", 1),),
        services=(Service("s", KOf(2, ("x1", "x2"))),),
        levers=(lever("nothing", "nobody"),),
    )
    _, problems = resolve_names(inventory, ORGANISATION)
    assert [problem.name for problem in problems] == ["nowhere", "x1", "x2", "nothing", "nobody"]


def test_an_operation_is_not_given_an_entity_where_there_are_two() -> None:
    two = Inventory(entities=(Entity("second", "Second"),), operations=(operation("DC01"),))
    resolved, problems = resolve_names(two, ORGANISATION)
    assert problems == () and resolved.operations[0].entity == ""


def test_a_machine_that_a_scan_finds_is_the_one_that_the_directory_knows() -> None:
    seen = Asset("10.0.0.1", "10.0.0.1", "machine", zone="net", aliases=("dc01.acme.test",))
    new = Asset("10.0.0.9", "10.0.0.9", "machine")
    scan = Inventory(
        assumes=True,
        assets=(Asset("scanner", "scanner", "machine"), seen, new),
        links=(Link("scanner", "10.0.0.1", "NetworkReach", 445),),
        levers=(lever("10.0.0.1"), Lever("i", "isolate_host", "10.0.0.9", 5, "endpoint", 500)),
    )
    has_lever = Organisation(name="x", assets=(DC,), levers=(lever("S-1-1000"),))
    adopted = adopt_known_assets(scan, has_lever)
    assert [asset.id for asset in adopted.assets] == ["scanner", "S-1-1000", "10.0.0.9"]
    assert adopted.assets[1] == Asset(
        "S-1-1000", "DC01.ACME.TEST", "machine", zone="net",
        aliases=("DC01", r"ACME\DC01$", "10.0.0.1"),
    )  # fmt: skip
    assert adopted.links == (Link("scanner", "S-1-1000", "NetworkReach", 445),)
    assert [one.target for one in adopted.levers] == ["10.0.0.9"]
    kept = adopt_known_assets(scan, Organisation(name="x", assets=(DC,))).levers
    assert [one.target for one in kept] == ["S-1-1000", "10.0.0.9"]


def test_an_asset_that_could_be_two_or_is_of_another_kind_stays_itself() -> None:
    two = Asset("new", "Administrator", "account")
    other = Asset("10.0.0.2", "x", "appliance", aliases=("DC01.acme.test",))
    adopted = adopt_known_assets(Inventory(assets=(two, other)), ORGANISATION)
    assert adopted.assets == (two, other)


def test_what_was_assumed_gives_way_and_what_people_wrote_does_not() -> None:
    known = Asset("S-1", "PAY01", "machine", os="Linux", rebuild_hours=20, fall_cost=500)
    crew = Crew("endpoint", "endpoint", 9, "24/7", 7000)
    organisation = Organisation(name="x", assets=(known,), crews=(crew,))
    said = Asset("S-1", "PAY01", "machine", os="Windows", rebuild_hours=8, fall_cost=48_000)
    other = Asset("10.0.0.1", "PAY01", "machine", os="Windows", records=3, rebuild_hours=8)
    assumed_crew = Crew("endpoint", "endpoint", 4, "24/7", 6000)

    def adopted(asset: Asset, *, assumes: bool) -> Inventory:
        brought = Inventory(assets=(asset,), crews=(assumed_crew,), assumes=assumes)
        return adopt_known_assets(brought, organisation)

    again = adopted(said, assumes=True)
    assert again.crews == ()
    (asset,) = again.assets
    assert (asset.os, asset.rebuild_hours, asset.fall_cost) == ("Windows", 20, 500)

    (asset,) = adopted(other, assumes=True).assets
    assert (asset.id, asset.os, asset.records, asset.rebuild_hours) == ("S-1", "Linux", 3, 20)

    written = adopted(other, assumes=False)
    assert written.crews == (assumed_crew,)
    (asset,) = written.assets
    assert (asset.id, asset.os, asset.records, asset.rebuild_hours) == ("S-1", "Windows", 3, 8)
    assert asset.aliases == ("10.0.0.1",)


def test_a_machine_of_another_domain_with_the_same_label_is_another_machine() -> None:
    partner = Asset("dc01.partner.test", "dc01.partner.test", "machine", aliases=("dc01",))
    bare = Asset("10.0.0.3", "dc01", "machine")
    labelled = Asset("dc01", "DC01", "machine")
    adopted = adopt_known_assets(Inventory(assets=(partner, bare, labelled)), ORGANISATION)
    assert [asset.id for asset in adopted.assets] == ["dc01.partner.test", "S-1-1000"]
    assert set(adopted.assets[1].aliases) == {"DC01.ACME.TEST", r"ACME\DC01$", "10.0.0.3"}


def test_what_is_known_by_its_identifier_is_known_whatever_names_it_shares() -> None:
    again = Asset("S-1-500", "ADMIN@ACME.TEST", "account", aliases=("Administrator",), records=2)
    (asset,) = adopt_known_assets(Inventory(assets=(again,)), ORGANISATION).assets
    assert (asset.id, asset.records) == ("S-1-500", 2)
