"""A plan as BloodHound OpenGraph: the organisation, its zones and flows, and what the plan does.

To the graph that `endigue.writers.opengraph` writes are added a node for each zone, an edge for
each flow and for each asset's place in its zone, and a node for the plan with an edge to
whatever it acts on. Every asset that is treated as infected, falls, is cut or is saved has a
second kind that says so, to search and colour by; every link that the plan closes has `cut`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from io import BytesIO

from endigue.desk.plan_export import PlanExport
from endigue.kernel.instant import format_instant
from endigue.locale.speech import Speech
from endigue.organisation.levers import cut_off, open_links
from endigue.organisation.model import Lever, Organisation
from endigue.writers.opengraph import SOURCE_KIND, edge, entities_of, node, write_graph
from endigue.writers.plan_exports.words import PlanWords

Json = dict[str, object]

ZONE, PLAN = f"{SOURCE_KIND}Zone", f"{SOURCE_KIND}Plan"
IN_ZONE, FLOW, ACTS_ON = f"{SOURCE_KIND}InZone", f"{SOURCE_KIND}Flow", f"{SOURCE_KIND}ActsOn"

STATES = ("Infected", "Cut", "Fallen", "Saved")
"""The second kind of an asset, the first that is true of it."""


def write(export: PlanExport, speech: Speech) -> bytes:
    """The graph as JSON."""
    out = BytesIO()
    graph = _Graph(export, PlanWords(speech, export))
    write_graph(graph.nodes(), graph.edges(), out)
    return out.getvalue()


@dataclass(frozen=True)
class _Graph:
    export: PlanExport
    words: PlanWords

    def nodes(self) -> Iterator[Json]:
        organisation = self.export.organisation
        entities = entities_of(organisation)
        for asset in organisation.assets:
            found = node(asset, organisation, entities)
            state = self._state(asset.id)
            if state:
                found["kinds"] = [*_listed(found["kinds"]), SOURCE_KIND + state]
                found["properties"] = {**_mapped(found["properties"]), state.lower(): True}
            yield found
        for zone in organisation.zones:
            properties = {"name": zone.name or zone.id, "tier": zone.tier, "entity": zone.entity}
            if zone.id in self._acted_on:
                properties["cut"] = True
            yield {"id": _zone_id(zone.id), "kinds": [ZONE], "properties": properties}
        yield self._plan()

    def edges(self) -> Iterator[Json]:
        organisation = self.export.organisation
        travelled = open_links(self._pulled, self._levers)
        for position in range(len(organisation.links)):
            found = edge(position, organisation)
            if not travelled[position]:
                found["properties"] = {**_mapped(found["properties"]), "cut": True}
            yield found
        for asset in organisation.assets:
            if asset.zone:
                yield _edge(IN_ZONE, asset.id, _zone_id(asset.zone), {})
        closed = self._cut
        for flow in organisation.flows:
            about: Json = {"flow": flow.id, "protocol": flow.protocol, "port": flow.port}
            if flow.id in closed:
                about["cut"] = True
            ends = _zone_id(flow.source_zone), _zone_id(flow.target_zone)
            yield _edge(FLOW, *ends, about)
        yield from self._orders()

    def _orders(self) -> Iterator[Json]:
        organisation = self.export.organisation
        for number, action in enumerate(self.export.alternative.actions, start=1):
            about: Json = {
                "order": number,
                "action": self.words.order(action),
                "lever": action.lever,
                "leverkind": action.kind,
                "minutes": action.minutes,
                "crew": action.crew,
                "approval": action.approval,
                "d3fend": action.d3fend,
            }
            for target in _ends(organisation, action.target):
                yield _edge(ACTS_ON, self._plan_id, target, about)

    def _plan(self) -> Json:
        one = self.export.alternative
        tlp, pap = self.export.marking.words
        return {
            "id": self._plan_id,
            "kinds": [PLAN],
            "properties": {
                "name": self.words.title(),
                "description": self.words.summary(),
                "alternative": one.name,
                "at": format_instant(self.export.at),
                "harm": one.harm,
                "proven": one.proven,
                "actions": len(one.actions),
                "fallen": len(one.fallen),
                "saved": len(self.export.saved),
                "tlp": tlp,
                "pap": pap,
            },
        }

    @property
    def _plan_id(self) -> str:
        return f"plan:{self.export.fingerprint}"

    def _state(self, asset: str) -> str:
        sets = (self._seeds, self._cut, self._fallen, self.export.saved)
        return next((state for state, held in zip(STATES, sets, strict=True) if asset in held), "")

    @cached_property
    def _seeds(self) -> frozenset[str]:
        return frozenset(self.export.alternatives.evaluated_on)

    @cached_property
    def _fallen(self) -> frozenset[str]:
        return frozenset(self.export.alternative.fallen)

    @cached_property
    def _acted_on(self) -> frozenset[str]:
        return frozenset(action.target for action in self.export.alternative.actions)

    @cached_property
    def _cut(self) -> frozenset[str]:
        return cut_off(self._pulled, self._levers)

    @property
    def _levers(self) -> tuple[str, ...]:
        return tuple(action.lever for action in self.export.alternative.actions)

    @cached_property
    def _pulled(self) -> Organisation:
        """The organisation with the levers of the plan, whatever its folder describes now."""
        levers = tuple(
            Lever(one.lever, one.kind, one.target, one.minutes, one.crew, one.cost)
            for one in self.export.alternative.actions
        )
        return replace(self.export.organisation, levers=levers)


def _ends(organisation: Organisation, target: str) -> tuple[str, ...]:
    """The nodes that stand for what is acted on; both zones of a flow."""
    if target in organisation.asset_index:
        return (target,)
    if target in organisation.flow_index:
        flow = organisation.flows[organisation.flow_index[target]]
        zones = dict.fromkeys((flow.source_zone, flow.target_zone))
        return tuple(map(_zone_id, zones))
    return (_zone_id(target),)


def _zone_id(zone: str) -> str:
    return f"zone:{zone}"


def _edge(kind: str, start: str, end: str, properties: Json) -> Json:
    return {
        "kind": kind,
        "start": {"value": start, "match_by": "id"},
        "end": {"value": end, "match_by": "id"},
        "properties": properties,
    }


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _mapped(value: object) -> Json:
    return value if isinstance(value, dict) else {}
