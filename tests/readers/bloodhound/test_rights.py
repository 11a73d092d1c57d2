from collections.abc import Callable
from typing import Any

import pytest

from endigue.readers.bloodhound.ends import End
from endigue.readers.bloodhound.rights import access_relation


@pytest.mark.parametrize(
    ("right", "target", "why"),
    [
        ("GenericAll", "Container", ""),
        ("AllExtendedRights", "User", ""),
        ("AllExtendedRights", "Domain", ""),
        ("AllExtendedRights", "CertTemplate", "importing.no_path_alone"),
        ("GetChanges", "Domain", "importing.half_of_a_right"),
        ("ManageCA", "EnterpriseCA", "importing.no_path_alone"),
        ("WritePKINameFlag", "CertTemplate", "importing.no_path_alone"),
        ("SomethingNew", "User", "importing.kind_not_understood"),
    ],
)
def test_a_right_is_a_path_by_its_name_and_what_it_is_on(
    right: str, target: str, why: str, ace: Callable[..., Any]
) -> None:
    relation = access_relation(ace(right, 1), End("T", target))
    assert (relation.kind, relation.why) == (right, why)


def test_rights_of_owner_rights_belong_to_the_owner_who_has_a_link_of_its_own(
    ace: Callable[..., Any],
) -> None:
    relation = access_relation(ace("GenericAll", "ACME.TEST-S-1-3-4"), End("T", "User"))
    assert relation.why == "importing.owner_rights"


def test_an_entry_without_a_right_is_counted_as_such() -> None:
    relation = access_relation({}, End("T", "User"))
    assert (relation.kind, relation.why) == ("Aces", "importing.kind_not_understood")
