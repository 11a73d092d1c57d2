from clean_house import links
from endigue.eradication.core.privileged import Rights, Way, privileged
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
    assert found.ways == (Way("bob", "CanRDP", "dc"), Way("bob", "AddMember", "g"))


def test_a_policy_that_reaches_the_core_counts_with_it() -> None:
    found = privileged(
        rights(("gpo", "GPLink", "ou"), ("ou", "Contains", "dc"), ("bob", "GenericWrite", "gpo")),
        "dom", frozenset({"dc"}),
    )  # fmt: skip
    assert found.ways == (Way("bob", "GenericWrite", "gpo"),)


def test_a_session_outside_of_the_core_exposes_and_one_inside_does_not() -> None:
    found = privileged(
        rights(("adm", "AdminTo", "dc"), ("pc", "HasSession", "adm"), ("dc", "HasSession", "adm")),
        "dom", frozenset({"dc"}),
    )  # fmt: skip
    assert found.exposures == (Way("pc", "HasSession", "adm"),)


def test_groups_in_a_circle_end() -> None:
    found = privileged(
        rights(("g", "DCSync", "dom"), ("h", "MemberOf", "g"), ("g", "MemberOf", "h")),
        "dom", frozenset(),
    )  # fmt: skip
    assert found.principals == {"g", "h"}
