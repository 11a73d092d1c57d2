import json
from pathlib import Path

from endigue.desk.plan_export import PlanExport
from endigue.locale.speech import Speech
from endigue.readers.opengraph import read
from endigue.writers.plan_exports.opengraph import write


def graph(export: PlanExport, speech: Speech) -> tuple[dict[str, dict], list[dict]]:
    document = json.loads(write(export, speech))["graph"]
    nodes = {node["id"]: node for node in document["nodes"]}
    assert len(nodes) == len(document["nodes"])
    for edge in document["edges"]:
        assert {edge["start"]["value"], edge["end"]["value"]} <= nodes.keys()
    return nodes, document["edges"]


def state(node: dict) -> str:
    return node["kinds"][1] if len(node["kinds"]) > 1 else ""


def test_what_is_infected_cut_fallen_or_saved_can_be_searched_by_kind(
    plan, english: Speech
) -> None:
    export: PlanExport = plan("off", "iso-srv")
    nodes, _ = graph(export, english)
    assert {asset: state(nodes[asset]) for asset in ("pc", "srv", "pbx", "vault", "partner")} == {
        "pc": "EndigueInfected",
        "srv": "EndigueCut",
        "pbx": "EndigueFallen",
        "vault": "EndigueSaved",
        "partner": "",
    }
    assert state(nodes["S-1-5-21-1-2-3-1104"]) == "EndigueCut"
    assert nodes["vault"]["properties"]["saved"] is True


def test_nothing_travels_from_what_has_fallen_to_what_is_saved_but_over_links_that_are_cut(
    plan, english: Speech
) -> None:
    export: PlanExport = plan("off", "iso-srv", "iso-pbx")
    nodes, edges = graph(export, english)
    fallen = {"EndigueInfected", "EndigueFallen"}
    links = [edge for edge in edges if edge["kind"] == "AdminTo"]
    assert len(links) == len(export.organisation.links)
    for edge in links:
        source, target = (nodes[edge[end]["value"]] for end in ("start", "end"))
        open_ = "cut" not in edge["properties"]
        if open_ and state(source) in fallen:
            assert state(target) in fallen


def test_the_plan_points_at_whatever_it_acts_on_in_order(plan, english: Speech) -> None:
    export: PlanExport = plan()
    nodes, edges = graph(export, english)
    orders = [edge for edge in edges if edge["kind"] == "EndigueActsOn"]
    (plan_node,) = (node for node in nodes.values() if node["kinds"] == ["EndiguePlan"])
    assert plan_node["properties"]["tlp"] == "TLP:AMBER+STRICT"
    assert {edge["start"]["value"] for edge in orders} == {plan_node["id"]}
    numbers = {edge["properties"]["order"]: edge["properties"]["lever"] for edge in orders}
    actions = enumerate(export.alternative.actions, start=1)
    assert numbers == {number: action.lever for number, action in actions}
    ends = [edge["end"]["value"] for edge in orders if edge["properties"]["lever"] == "shut"]
    assert ends == ["zone:10.0.1.0/24", "zone:10.0.2.0/24"]


def test_zones_and_flows_stand_in_it_and_what_is_cut_says_so(plan, english: Speech) -> None:
    nodes, edges = graph(plan(), english)
    zones = {own: node for own, node in nodes.items() if node["kinds"] == ["EndigueZone"]}
    assert len(zones) == 5
    assert zones["zone:internet"]["properties"]["cut"] is True
    flows = {
        edge["properties"]["flow"]: edge["properties"].get("cut", False)
        for edge in edges
        if edge["kind"] == "EndigueFlow"
    }
    assert flows == {"smb": True, "web": True}
    placed = [edge for edge in edges if edge["kind"] == "EndigueInZone"]
    assert len(placed) == 6


def test_the_organisation_reads_back_from_it_and_the_plan_is_left_out(
    plan, english: Speech, tmp_path: Path
) -> None:
    export: PlanExport = plan()
    file = tmp_path / "plan.json"
    file.write_bytes(write(export, english))
    found = read([str(file)])
    assert found.assets == export.organisation.assets
    assert len(found.links) == len(export.organisation.links)
    left = {(one.kind, one.why): one.count for one in found.left_out}
    assert left["EndigueZone", "importing.part_of_a_plan"] == 5
    assert left["EndiguePlan", "importing.part_of_a_plan"] == 1


def test_a_plan_that_does_nothing_cuts_nothing(idle: PlanExport, english: Speech) -> None:
    nodes, edges = graph(idle, english)
    assert not any("cut" in one["properties"] for one in (*nodes.values(), *edges))
