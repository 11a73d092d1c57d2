import pytest

from endigue.desk.refusal import Refusal
from endigue.organisation.model import Asset
from endigue.readers.bloodhound import resolved as module
from endigue.readers.bloodhound.ends import End
from endigue.readers.bloodhound.raw import Relation
from endigue.readers.bloodhound.resolved import Resolved


def known(*names: str) -> Resolved:
    assets = {name: Asset(id=name.lower(), name=name, kind="account") for name in names}
    return Resolved(assets=assets, deleted={"GONE"}, names={"NEW": "New one"})


def relation(source: str, target: str, kind: str = "User", why: str = "") -> Relation:
    return Relation(End(source, kind), End(target, kind), "GenericAll", why)


def test_every_relation_is_a_link_or_counted_with_its_reason() -> None:
    resolved = known("A", "B")
    resolved.add(
        [
            relation("A", "B"),
            relation("A", "B"),
            relation("A", "A"),
            relation("GONE", "B"),
            relation("STRANGE", "B", "Base"),
            relation("two words", "B"),
            relation("B", "A", why="importing.owner_rights"),
        ]
    )
    assert [(link.source, link.target) for link in resolved.links()] == [("a", "b")]
    assert {why.partition(".")[2]: count for (_, why), count in resolved.left_out.items()} == {
        "said_twice": 1, "self_reference": 1, "deleted_end": 1, "unknown_end": 2,
        "owner_rights": 1,
    }  # fmt: skip
    assert resolved.stubs == {}


def test_a_stub_is_made_only_where_both_ends_can_be() -> None:
    resolved = known("A")
    resolved.add([relation("NEW", "GONE"), relation("NEW", "A")])
    assert resolved.stubs == {"NEW": "User"}
    assert resolved.assets["NEW"] == Asset(id="NEW", name="New one", kind="account")


def test_a_conclusion_that_says_nothing_new_is_not_counted() -> None:
    resolved = known("A", "B")
    resolved.add([relation("A", "B")])
    resolved.conclude([relation("A", "B"), relation("X", "B", ""), relation("B", "A")])
    assert len(resolved.links()) == 2
    assert not resolved.left_out


def test_the_number_of_links_is_bounded_derived_ones_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_LINKS", 1)
    resolved = known("A", "B")
    resolved.conclude([relation("A", "B")])
    with pytest.raises(Refusal) as refusal:
        resolved.conclude([relation("B", "A")])
    assert refusal.value.code == "importing.too_many_relations"
