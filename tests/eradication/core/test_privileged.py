import pytest

from clean_house import links
from endigue.containment.way import Way
from endigue.eradication.core.privileged import Rights, is_of_windows, privileged
from endigue.organisation.model import Asset, Organisation


def rights(*rows: tuple[str, str, str]) -> Rights:
    names = dict.fromkeys(name for source, _, target in rows for name in (source, target))
    assets = tuple(Asset(name, name, "account") for name in names)
    return Rights(Organisation("R", assets=assets, links=links(assets, *rows)))


def test_members_of_members_hold_what_their_group_holds() -> None:
    found = privileged(
        rights(("g", "DCSync", "dom"), ("h", "MemberOf", "g"), ("ann", "MemberOf", "h")),
        "dom", frozenset({"dc"}),
    )  # fmt: skip
    assert found.principals == {"g", "h", "ann"}
    assert found.ways == ()


def test_a_right_by_somebody_else_is_a_way_in() -> None:
    found = privileged(
        rights(("g", "AdminTo", "dc"), ("bob", "AddMember", "g"), ("bob", "CanRDP", "dc")),
        "dom", frozenset({"dc"}),
    )  # fmt: skip
    assert found.ways == (Way("bob", "dc", "CanRDP"), Way("bob", "g", "AddMember"))


def test_a_policy_that_reaches_the_core_counts_with_it() -> None:
    found = privileged(
        rights(("gpo", "GPLink", "ou"), ("ou", "Contains", "dc"), ("bob", "GenericWrite", "gpo")),
        "dom", frozenset({"dc"}),
    )  # fmt: skip
    assert found.ways == (Way("bob", "gpo", "GenericWrite"),)


def test_a_session_outside_of_the_core_exposes_and_one_inside_does_not() -> None:
    found = privileged(
        rights(("adm", "AdminTo", "dc"), ("pc", "HasSession", "adm"), ("dc", "HasSession", "adm")),
        "dom", frozenset({"dc"}),
    )  # fmt: skip
    assert found.exposures == (Way("pc", "adm", "HasSession"),)


def test_groups_in_a_circle_end() -> None:
    found = privileged(
        rights(("g", "DCSync", "dom"), ("h", "MemberOf", "g"), ("g", "MemberOf", "h")),
        "dom", frozenset(),
    )  # fmt: skip
    assert found.principals == {"g", "h"}


@pytest.mark.parametrize(
    ("identifier", "of_windows"),
    [
        ("S-1-5-21-1-2-3-512", True), ("S-1-5-21-1-2-3-519", True), ("S-1-5-21-1-2-3-1512", False),
        ("CORP.LOCAL-S-1-5-32-544", True), ("CORP.LOCAL-S-1-5-32-545", False), ("admins", False),
    ],
)  # fmt: skip
def test_what_windows_makes_for_a_domain_is_known_by_its_number(
    identifier: str, of_windows: bool
) -> None:
    assert is_of_windows(Asset(identifier, "x", "group")) == of_windows
    assert is_of_windows(Asset("g", "x", "group", aliases=("x", identifier))) == of_windows


def test_rights_of_the_groups_of_windows_are_by_design_in_their_own_domain() -> None:
    links_ = rights(
        ("ea", "GenericAll", "dom"), ("ann", "MemberOf", "ea"), ("foreign", "GenericAll", "dom"),
        ("ou", "Contains", "dc"), ("ea", "Owns", "ou"),
    )  # fmt: skip
    found = privileged(
        links_, "dom", frozenset({"dc"}), lambda asset: frozenset({"ea"} if asset == "dom" else ())
    )
    assert found.principals == {"ea", "ann"}
    assert found.ways == (Way("foreign", "dom", "GenericAll"),)
