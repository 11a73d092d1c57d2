"""A plan as a CACAO 2.0 playbook (OASIS Committee Specification 01).

The actions of each crew follow one another in the order of the plan; crews work in parallel.
The playbook asks first whether an OpenC2 gateway is given: without one, which is the default,
every step is done by hand; with one, the steps that OpenC2 has words for are sent to it.
"""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from endigue.containment.doctrine import technique_address
from endigue.containment.plan import Action
from endigue.desk.plan_export import PlanExport
from endigue.locale.speech import Speech
from endigue.organisation.addressing import addresses, host_names, target_of
from endigue.organisation.model import Asset
from endigue.writers.plan_exports import openc2
from endigue.writers.plan_exports.identifiers import instant, named, uuid
from endigue.writers.plan_exports.words import PlanWords

GATEWAY = "__openc2_gateway__"
TIMEOUT = 24 * 3_600_000
"""Milliseconds after which a step fails, assumed: people do these, and tools that fail a step
by hand after some minutes would fail most of them."""

Json = dict[str, object]

_HOSTS = frozenset({"machine", "appliance", "external"})

_ACTIVITIES = {
    "disable_account": "restrict-access",
    "close_flow": "configure-systems",
    "suspend_mail": "configure-systems",
    "cut_trust": "configure-systems",
}
"""Any other disconnects a system."""


def write(export: PlanExport, speech: Speech) -> bytes:
    """The playbook as JSON."""
    document = _Playbook(export, PlanWords(speech, export)).document()
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


@dataclass(frozen=True)
class _Playbook:
    """One playbook while it is written: steps, agents and targets as they come up."""

    export: PlanExport
    words: PlanWords
    steps: dict[str, Json] = field(default_factory=dict)
    agents: dict[str, Json] = field(default_factory=dict)
    targets: dict[str, Json] = field(default_factory=dict)

    def document(self) -> Json:
        actions = self.export.alternative.actions
        start, end = self._id("start"), self._id("end")
        first = self._ways(actions, end) if actions else end
        self.steps[start] = {"type": "start", "on_completion": first}
        self.steps[end] = {"type": "end"}
        kinds = {step["type"] for step in self.steps.values()}
        author = named("identity", self.export.organisation.name)
        at = instant(self.export.at)
        marks = self._marks(author, at)
        playbook: Json = {
            "type": "playbook",
            "spec_version": "cacao-2.0",
            "id": self._id("playbook"),
            "name": self.words.title(),
            "description": self.words.summary(),
            "playbook_types": ["mitigation"],
            "playbook_activities": sorted({_activity(one) for one in actions}) or ["step-sequence"],
            "playbook_processing_summary": {
                "manual_playbook": not self._automated(actions),
                "parallel_processing": "parallel" in kinds,
                "if_logic": "if-condition" in kinds,
                "data_markings": True,
            },
            "created_by": author,
            "created": at,
            "modified": at,
            "labels": ["containment", self.export.alternative.name],
            "markings": list(marks),
            "workflow_start": start,
            "workflow": self.steps,
            "data_marking_definitions": marks,
        }
        if self._automated(actions):
            playbook["playbook_variables"] = {GATEWAY: self._gateway_variable()}
        if self.agents:
            playbook["agent_definitions"] = self.agents
        if self.targets:
            playbook["target_definitions"] = self.targets
        return playbook

    def _id(self, kind: str, *parts: str) -> str:
        return named(kind, self.export.fingerprint, *parts)

    def _automated(self, actions: Sequence[Action]) -> bool:
        return any(openc2.standard(self.export.organisation, action) for action in actions)

    def _ways(self, actions: Sequence[Action], end: str) -> str:
        """The first step: by hand, or the choice between that and the gateway."""
        if not self._automated(actions):
            return self._by_crew(actions, end, by_gateway=False)
        choice, done = self._id("if-condition"), self._id("end", "choice")
        self.steps[done] = {"type": "end"}
        self.steps[choice] = {
            "type": "if-condition",
            "name": self.words.speech.say("containment.export_choice"),
            "condition": f"{GATEWAY}:value != ''",
            "on_true": self._by_crew(actions, done, by_gateway=True),
            "on_false": self._by_crew(actions, done, by_gateway=False),
            "on_completion": end,
        }
        return choice

    def _by_crew(self, actions: Sequence[Action], end: str, *, by_gateway: bool) -> str:
        """The first step of a branch a crew, or of the only one; `end` comes after it."""
        crews = list(dict.fromkeys(action.crew for action in actions))
        way = "gateway" if by_gateway else "hand"
        if len(crews) == 1:
            return self._chain(actions, end, way)
        parallel = self._id("parallel", way)
        branches = []
        for crew in crews:
            done = self._id("end", way, crew)
            self.steps[done] = {"type": "end"}
            mine = [action for action in actions if action.crew == crew]
            branches.append(self._chain(mine, done, way))
        self.steps[parallel] = {
            "type": "parallel",
            "name": self.words.speech.say("containment.export_parallel"),
            "next_steps": branches,
            "on_completion": end,
        }
        return parallel

    def _chain(self, actions: Sequence[Action], end: str, way: str) -> str:
        steps = [step for action in actions for step in self._steps(action, way)]
        followers = [*(own for own, _ in steps[1:]), end]
        for (own, step), after in zip(steps, followers, strict=True):
            self.steps[own] = {**step, "on_completion": after}
        return steps[0][0]

    def _steps(self, action: Action, way: str) -> Iterator[tuple[str, Json]]:
        """One step; one more where the strategic cell must approve what a machine will do."""
        own = self._id("action", way, action.lever)
        if way == "hand" or openc2.standard(self.export.organisation, action) is None:
            yield own, self._step(action, list(self._by_hand(action)), self._crew(action))
            return
        if action.approval == "strategic":
            approval = self._step(action, [self._approval()], self._crew(action))
            yield self._id("action", way, action.lever, "approval"), approval
        yield (
            own,
            {
                **self._step(action, [self._openc2(action)], self._producer()),
                "targets": [self._gateway()],
            },
        )

    def _step(self, action: Action, commands: list[Json], agent: str) -> Json:
        step: Json = {
            "type": "action",
            "name": self.words.order(action),
            "description": self.words.description(action),
            "timeout": TIMEOUT,
            "commands": commands,
            "agent": agent,
            "targets": [self._target(action)],
        }
        if action.d3fend:
            step["external_references"] = [
                {
                    "name": f"MITRE D3FEND {action.d3fend}",
                    "source": "MITRE D3FEND",
                    "external_id": action.d3fend,
                    "url": technique_address(action.d3fend),
                }
            ]
        return step

    def _approval(self) -> Json:
        said = self.words.speech.say("containment.export_ask_approval")
        return {"type": "manual", "command": said}

    def _by_hand(self, action: Action) -> Iterator[Json]:
        if action.approval == "strategic":
            yield self._approval()
        yield {
            "type": "manual",
            "command": self.words.order(action),
            "description": self.words.undo(action),
            "playbook_activity": _activity(action),
        }

    def _openc2(self, action: Action) -> Json:
        request = openc2.command(self.words, action)
        message = {
            "headers": {"request_id": str(uuid("cacao", self.export.fingerprint, action.lever))},
            "body": {"openc2": {"request": request}},
        }
        return {
            "type": "openc2-http",
            "command": "POST /.well-known/openc2 HTTP/1.1",
            "headers": {"Content-Type": ["application/openc2+json;version=1.0"]},
            "content_b64": b64encode(msgspec.json.encode(message)).decode(),
            "description": self.words.order(action),
            "playbook_activity": _activity(action),
        }

    def _crew(self, action: Action) -> str:
        own = self._id("group", action.crew)
        self.agents[own] = {"type": "group", "name": self.words.crew(action)}
        return own

    def _producer(self) -> str:
        own = self._id("security-category", "producer")
        self.agents[own] = {
            "type": "security-category",
            "name": "OpenC2 producer",
            "category": ["orchestrator"],
        }
        return own

    def _gateway(self) -> str:
        own = self._id("http-api", "gateway")
        self.targets[own] = {
            "type": "http-api",
            "name": "OpenC2 gateway",
            "address": {"dname": [f"{GATEWAY}:value"]},
            "port": "443",
        }
        return own

    def _gateway_variable(self) -> Json:
        return {
            "type": "string",
            "description": self.words.speech.say("containment.export_gateway"),
            "value": "",
            "constant": False,
            "external": True,
        }

    def _target(self, action: Action) -> str:
        asset = target_of(self.export.organisation, action.target).asset
        name = self.words.name(action.target)
        address = {} if asset is None else _address(asset)
        if address:
            own = self._id("net-address", action.target)
            self.targets[own] = {"type": "net-address", "name": name, "address": address}
            return own
        own = self._id("security-category", action.target)
        category = "firewall"
        if asset is not None:
            category = "server" if asset.kind in _HOSTS else "aaa"
        self.targets[own] = {"type": "security-category", "name": name, "category": [category]}
        return own

    def _marks(self, author: str, at: str) -> dict[str, Json]:
        tlp, pap = self.export.marking.words
        about: Json = {"created_by": author, "created": at}
        marks: tuple[Json, ...] = (
            {"type": "marking-tlp", "tlpv2_level": tlp},
            {"type": "marking-statement", "statement": pap},
        )
        found: dict[str, Json] = {}
        for mark in marks:
            own = self._id(str(mark["type"]))
            found[own] = {"id": own, **mark, **about}
        return found


def _address(asset: Asset) -> dict[str, list[str]]:
    """Where a host is found; empty for anything else."""
    if asset.kind not in _HOSTS:
        return {}
    found = {"dname": host_names(asset), "ipv4": addresses(asset, 4), "ipv6": addresses(asset, 6)}
    return {kind: list(values) for kind, values in found.items() if values}


def _activity(action: Action) -> str:
    return _ACTIVITIES.get(action.kind, "disconnect-system")
