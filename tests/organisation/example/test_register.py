import numpy as np
import pytest

from endigue.organisation.example.register import Register, Ways
from endigue.organisation.model import Asset


def machines(*names: str) -> list[Asset]:
    return [Asset(name, name, "machine") for name in names]


def test_blocks_say_where_their_assets_stand() -> None:
    register = Register()
    register.enlist("first", machines("a", "b"))
    register.enlist("second", machines("c"))
    assert register.at("second", "first").tolist() == [2, 0, 1]
    assert register.ids("first") == ("a", "b")


def test_a_block_has_one_meaning() -> None:
    register = Register()
    register.enlist("first", machines("a"))
    with pytest.raises(ValueError, match="first"):
        register.enlist("first", machines("b"))


def test_links_stand_once_and_none_leads_to_its_own_source() -> None:
    ways = Ways()
    ways.lead("A", np.array([0, 1, 2], np.int32), 2, port=445, flow=3)
    ways.lead("B", 0, 2)
    ways.lead("A", 0, 2, port=445, flow=3)
    links = ways.links()
    rows = zip(links.source, links.target, links.kind, links.port, links.flow, strict=True)
    assert [tuple(map(int, row)) for row in rows] == [
        (0, 2, 0, 445, 3),
        (1, 2, 0, 445, 3),
        (0, 2, 1, 0, -1),
    ]
    assert links.kinds == ("A", "B")
    assert links.source.dtype == np.int32
    assert links.kind.dtype == np.int16


def test_every_source_leads_to_every_target() -> None:
    ways = Ways()
    ways.lead_each("A", np.array([0, 1], np.int32), np.array([5, 6, 7], np.int32))
    links = ways.links()
    pairs = set(zip(links.source.tolist(), links.target.tolist(), strict=True))
    assert pairs == {(source, target) for source in (0, 1) for target in (5, 6, 7)}
