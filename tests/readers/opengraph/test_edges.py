from collections.abc import Callable
from typing import Any

import pytest

from endigue.organisation.inventory import Inventory
from endigue.readers.opengraph import edges

Graph = Callable[..., Inventory]
NODES = [
    {"id": "u1", "kinds": ["User"], "properties": {"name": "alice", "team": 3}},
    {"id": "u2", "kinds": ["User"], "properties": {"name": "bob", "team": 3}},
    {"id": "s1", "kinds": ["Server"], "properties": {"name": "FILES", "site": "north"}},
    {"id": "s2", "kinds": ["Server"], "properties": {"name": "web", "site": "north"}},
    {"id": "g1", "kinds": ["Group"], "properties": {"name": "web"}},
]


def edge(start: Any, end: Any, kind: str = "HasAccess") -> dict[str, Any]:
    return {"kind": kind, "start": start, "end": end, "properties": None}


def by_id(value: object, **more: object) -> dict[str, object]:
    return {"value": value, "match_by": "id", **more}


def matching(*conditions: tuple[str, object]) -> dict[str, object]:
    matchers = [{"key": key, "operator": "equals", "value": value} for key, value in conditions]
    return {"match_by": "property", "property_matchers": matchers}


@pytest.mark.parametrize(
    ("end", "found"),
    [
        (by_id("S1"), "s1"),
        ({"value": "s1"}, "s1"),
        ({"value": "files", "match_by": "name"}, "s1"),
        ({"value": "web", "match_by": "name", "kind": "Group"}, "g1"),
        (matching(("site", "NORTH"), ("name", "web")), "s2"),
        (matching(("name", "files")), "s1"),
    ],
)
def test_an_end_is_found_by_id_name_or_properties(
    end: dict[str, object], found: str, graph: Graph
) -> None:
    (link,) = graph(NODES, [edge(by_id("u1"), end)]).links
    assert (link.source, link.target, link.kind) == ("u1", found, "HasAccess")


@pytest.mark.parametrize(
    ("end", "why"),
    [
        ({"value": "web", "match_by": "name"}, "ambiguous_end"),
        (matching(("site", "north")), "ambiguous_end"),
        (matching(("team", 3), ("site", "north")), "unknown_end"),
        (matching(), "unknown_end"),
        (matching(("nothing", None)), "unknown_end"),
        ({"value": "", "match_by": "name"}, "unknown_end"),
        (by_id("nowhere"), "unknown_end"),
        (by_id("nowhere", kind="Strange"), "unknown_end"),
        (by_id(None), "unknown_end"),
        (by_id("u1"), "self_reference"),
        (None, "unknown_end"),
    ],
)
def test_an_end_that_is_not_one_node_leaves_the_edge_out(
    end: object, why: str, graph: Graph
) -> None:
    inventory = graph(NODES, [edge(by_id("u1"), end)])
    assert inventory.links == ()
    assert [(one.kind, one.why) for one in inventory.left_out] == [
        ("HasAccess", f"importing.{why}")
    ]


def test_an_end_of_known_kind_that_is_not_a_node_is_counted_apart(graph: Graph) -> None:
    inventory = graph(NODES, [edge(by_id("u1"), by_id("S-9", kind="Computer"))])
    assert inventory.asset_counts["Computer (referenced only)"] == 1
    assert [link.target for link in inventory.links] == ["S-9"]
    assert "isolate-S-9" not in {lever.id for lever in inventory.levers}


def test_edges_that_bloodhound_never_walks_and_repetitions_are_counted(graph: Graph) -> None:
    inventory = graph(
        NODES,
        [
            edge(by_id("u1"), by_id("s1"), "GetChanges"),
            edge(by_id("u1"), by_id("s1"), "MemberOfLocalGroup"),
            edge(by_id("u1"), by_id("s1")),
            edge(by_id("u1"), by_id("s1")),
            {"start": by_id("u1"), "end": by_id("s1")},
            "no edge",
        ],
    )
    assert inventory.link_counts == {"HasAccess": 1}
    assert {(one.kind, one.count, one.why) for one in inventory.left_out} == {
        ("GetChanges", 1, "importing.no_path_alone"),
        ("MemberOfLocalGroup", 1, "importing.no_path_alone"),
        ("HasAccess", 1, "importing.said_twice"),
        ("edge", 2, "importing.object_broken"),
    }


def test_an_end_that_matches_too_many_nodes_is_ambiguous_at_once(
    graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edges, "MOST_MATCHES", 1)
    inventory = graph(NODES, [edge(by_id("u1"), matching(("site", "north"), ("site", "north")))])
    assert [one.why for one in inventory.left_out] == ["importing.ambiguous_end"]
