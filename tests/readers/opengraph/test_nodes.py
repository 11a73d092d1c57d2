from collections.abc import Callable

import pytest

from endigue.organisation.inventory import Inventory

Graph = Callable[..., Inventory]


@pytest.mark.parametrize(
    ("kinds", "kind"),
    [
        (["Computer", "Base"], "machine"),
        (["Person", "User"], "account"),
        (["AZVM"], "machine"),
        (["AZServicePrincipal", "AZBase"], "account"),
        (["EndigueMailbox"], "mailbox"),
        (["SQLServer"], "directory"),
        ([], "directory"),
    ],
)
def test_the_first_kind_that_is_known_says_what_a_node_is(
    kinds: list[str], kind: str, graph: Graph
) -> None:
    inventory = graph([{"id": "n", "kinds": kinds}])
    assert inventory.assets[0].kind == kind
    assert inventory.asset_counts == {(kinds or ["node"])[0]: 1}


def test_properties_give_the_names_that_people_use(graph: Graph) -> None:
    properties = {
        "name": "PAY01.ACME.TEST", "samaccountname": "PAY01$", "aliases": ["pay"],
        "operatingsystem": "Windows Server 2022", "objectid": "N", "email": None,
    }  # fmt: skip
    (asset,) = graph([{"id": "n", "kinds": ["Computer"], "properties": properties}]).assets
    assert (asset.name, asset.aliases) == ("PAY01.ACME.TEST", ("pay", "PAY01$"))
    assert (asset.rebuild_hours, asset.fall_cost) == (8.0, 48000)


def test_nodes_that_cannot_be_assets_are_counted(graph: Graph) -> None:
    nodes = [{"id": "a"}, {"id": "A"}, {"id": "b c"}, {}, 7, {"id": None, "kinds": ["User"]}]
    inventory = graph([*nodes, {"id": "z", "kinds": 7, "properties": [1]}])
    assert [asset.id for asset in inventory.assets] == ["a", "z"]
    assert {(one.kind, one.count, one.why) for one in inventory.left_out} == {
        ("node", 1, "importing.object_twice"),
        ("node", 3, "importing.object_broken"),
        ("User", 1, "importing.object_broken"),
    }


def test_machines_can_be_isolated_and_enabled_accounts_disabled(graph: Graph) -> None:
    inventory = graph(
        [
            {"id": "pc", "kinds": ["Computer"], "properties": {"zone": "core", "zonetier": 0}},
            {"id": "on", "kinds": ["User"]},
            {"id": "off", "kinds": ["User"], "properties": {"enabled": False}},
            {"id": "db", "kinds": ["SQLServer"]},
        ]
    )
    assert [(lever.target, lever.kind, lever.approval) for lever in inventory.levers] == [
        ("pc", "isolate_host", "strategic"),
        ("on", "disable_account", "operational"),
    ]


def test_figures_outside_all_reason_are_not_taken(graph: Graph) -> None:
    properties = {"rebuildhours": -3, "restoregb": 1e300, "records": -1, "fallcost": 10**30}
    (asset,) = graph([{"id": "a", "kinds": ["EndigueMachine"], "properties": properties}]).assets
    assert (asset.rebuild_hours, asset.restore_gb, asset.records) == (0.0, 0.0, 0)
    assert asset.fall_cost <= 10**15
