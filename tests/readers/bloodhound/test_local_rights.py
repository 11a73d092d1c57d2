from collections.abc import Callable
from typing import Any

import pytest

from endigue.organisation.inventory import Inventory
from endigue.readers.bloodhound import read

PC = "S-1-5-21-1-2-3-1000"
Group = Callable[..., dict[str, Any]]


def person(number: int, kind: str = "User") -> dict[str, str]:
    return {"ObjectIdentifier": f"S-1-5-21-1-2-3-{number}", "ObjectType": kind}


def local(rid: int) -> dict[str, str]:
    return {"ObjectIdentifier": f"{PC}-{rid}", "ObjectType": "LocalGroup"}


def group(rid: int, *members: dict[str, str], collected: bool = True) -> dict[str, Any]:
    return {
        "ObjectIdentifier": f"{PC}-{rid}",
        "Name": "G",
        "Collected": collected,
        "FailureReason": None,
        "Results": list(members),
        "LocalNames": [],
    }


def right(*holders: dict[str, str], privilege: str = "SeRemoteInteractiveLogonRight") -> Any:
    return {"Privilege": privilege, "Collected": True, "Results": list(holders), "LocalNames": []}


@pytest.fixture
def computer(collection: Callable[..., str], thing: Callable[..., Any]) -> Callable[..., Inventory]:
    """Reads one computer with these local groups and rights, users 1 to 3 and groups 11, 12."""

    def make(
        *groups: dict[str, Any], rights: list[Any] | None = None, **fields: object
    ) -> Inventory:
        pc = thing(
            "Computer", 1000, "PC", {"LocalGroups": groups, "UserRights": rights or [], **fields}
        )
        members = {11: [person(1)], 12: [person(1), person(2)]}
        return read(
            [
                collection(
                    computers=[pc],
                    users=[thing("User", number) for number in (1, 2, 3)],
                    groups=[thing("Group", n, "", {"Members": m}) for n, m in members.items()],
                )
            ]
        )

    return make


def links(inventory: Inventory, kind: str) -> set[str]:
    return {
        link.source.rpartition("-")[2]
        for link in inventory.links
        if link.kind == kind and link.target == PC
    }


def left_out(inventory: Inventory, why: str) -> dict[str, int]:
    return {one.kind: one.count for one in inventory.left_out if one.why == f"importing.{why}"}


@pytest.mark.parametrize(
    ("rid", "kind"),
    [(544, "AdminTo"), (555, "CanRDP"), (562, "ExecuteDCOM"), (580, "CanPSRemote")],
)
def test_members_of_a_controlling_group_get_its_link(
    rid: int, kind: str, computer: Callable[..., Inventory]
) -> None:
    inventory = computer(group(rid, person(1), person(11, "Group")))
    assert links(inventory, kind) == {"1", "11"}


def test_other_local_groups_give_no_control_and_are_counted_by_their_number(
    computer: Callable[..., Inventory],
) -> None:
    inventory = computer(group(545, person(1), person(2)), group(546, person(3)))
    assert left_out(inventory, "group_gives_no_control") == {
        "MemberOfLocalGroup-545": 2, "MemberOfLocalGroup-546": 1,
    }  # fmt: skip


def test_what_could_not_be_collected_is_left_out(computer: Callable[..., Inventory]) -> None:
    inventory = computer(group(544, person(1), collected=False))
    assert links(inventory, "AdminTo") == set()
    assert left_out(inventory, "not_collected") == {"AdminTo": 1}


def test_nested_local_groups_are_replaced_by_their_members_even_in_a_circle(
    computer: Callable[..., Inventory],
) -> None:
    inventory = computer(
        group(544, local(1001), person(3)),
        group(1001, local(1002), person(1)),
        group(1002, local(1001), local(544), person(2)),
    )
    assert links(inventory, "AdminTo") == {"1", "2", "3"}
    assert left_out(inventory, "expanded") == {"AdminTo": 1}


def test_a_local_account_becomes_an_asset_with_its_name(
    computer: Callable[..., Inventory],
) -> None:
    account = {"ObjectIdentifier": f"{PC}-500", "ObjectType": "LocalUser"}
    found = group(544, account)
    found["LocalNames"] = [{"ObjectIdentifier": f"{PC}-500", "PrincipalName": "ADMIN@PC"}]
    inventory = computer(found)
    stub = next(asset for asset in inventory.assets if asset.id == f"{PC}-500")
    assert (stub.kind, stub.name) == ("account", "ADMIN@PC")


def test_remote_desktop_users_get_in_where_the_right_was_not_collected(
    computer: Callable[..., Inventory],
) -> None:
    assert links(computer(group(555, person(1))), "CanRDP") == {"1"}


def test_remote_desktop_users_get_in_where_their_group_holds_the_right(
    computer: Callable[..., Inventory],
) -> None:
    inventory = computer(group(555, person(1)), rights=[right(local(544), local(555))])
    assert links(inventory, "CanRDP") == {"1"}


def test_a_remote_desktop_user_without_the_right_does_not_get_in(
    computer: Callable[..., Inventory],
) -> None:
    inventory = computer(
        group(544, person(3)), group(555, person(1), person(2)), rights=[right(local(544))]
    )
    assert links(inventory, "CanRDP") == set()
    assert left_out(inventory, "no_remote_logon_right") == {"CanRDP": 2}


def test_a_direct_member_that_holds_the_right_through_a_group_gets_in(
    computer: Callable[..., Inventory],
) -> None:
    inventory = computer(group(555, person(2), person(3)), rights=[right(person(12, "Group"))])
    assert links(inventory, "CanRDP") == {"2"}
    assert left_out(inventory, "no_remote_logon_right") == {"CanRDP": 1}


def test_one_group_for_the_desktop_and_another_for_the_right_let_their_common_members_in(
    computer: Callable[..., Inventory],
) -> None:
    inventory = computer(group(555, person(11, "Group")), rights=[right(person(12, "Group"))])
    assert links(inventory, "CanRDP") == {"1"}


def test_other_rights_are_no_path_and_are_named(computer: Callable[..., Inventory]) -> None:
    inventory = computer(rights=[right(person(1), privilege="SeBackupPrivilege")])
    assert left_out(inventory, "no_path_alone") == {"SeBackupPrivilege": 1}


def test_schema_4_has_the_same_groups_under_their_names(
    computer: Callable[..., Inventory],
) -> None:
    inventory = computer(LocalAdmins={"Collected": True, "Results": [person(1)]})
    assert links(inventory, "AdminTo") == {"1"}


def test_a_policy_makes_local_administrators_on_every_computer_that_it_affects(
    collection: Callable[..., str], thing: Callable[..., Any]
) -> None:
    changes = {
        "LocalAdmins": [person(1), person(2)],
        "RemoteDesktopUsers": [person(3)],
        "AffectedComputers": [person(1000, "Computer"), person(1001, "Computer")],
    }
    inventory = read(
        [
            collection(
                ous=[thing("OU", "OU-1", "", {"GPOChanges": changes})],
                users=[thing("User", number) for number in (1, 2, 3)],
                computers=[thing("Computer", number) for number in (1000, 1001)],
            )
        ]
    )
    assert inventory.link_counts == {"AdminTo": 4, "CanRDP": 2}
