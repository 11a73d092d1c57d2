"""A plan as OpenC2 commands: Language Specification 1.0, messages as in its HTTPS transfer.

What the language has words for is said in its own: `contain` a device, `deny` an IPv4 or IPv6
network or connection. The rest is said in targets of the namespace `x-endigue` (section 3.1.4
of the specification lets a producer define targets, never actions), which a consumer that does
not know them must refuse: better than a firewall that closes a port everywhere because a zone
has no network. Each command carries the lever, its D3FEND technique and what must be approved.
"""

from collections.abc import Iterator
from ipaddress import ip_network

import msgspec

from endigue.containment.plan import Action
from endigue.desk.plan_export import PlanExport
from endigue.kernel.instant import in_utc
from endigue.locale.speech import Speech
from endigue.organisation.addressing import Target, host_names, network_of, target_of
from endigue.organisation.model import Flow, Organisation
from endigue.writers.plan_exports.identifiers import uuid
from endigue.writers.plan_exports.words import PlanWords

NAMESPACE = "x-endigue"
PROTOCOLS = frozenset({"icmp", "tcp", "udp", "sctp"})
"""Those of the language (L4-Protocol)."""

_ACTIONS = {
    "isolate_host": "contain",
    "preserve": "contain",
    "unplug_zone": "contain",
    "disable_account": "deny",
    "pause_backups": "stop",
}
"""Of our own targets; any other is denied."""


def write(export: PlanExport, speech: Speech) -> bytes:
    """One JSON document with every command in order."""
    document = {
        "organisation": export.organisation.name,
        "alternative": export.alternative.name,
        "markings": list(export.marking.words),
        "messages": list(_messages(export, PlanWords(speech, export))),
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def _messages(export: PlanExport, words: PlanWords) -> Iterator[dict[str, object]]:
    for action in export.alternative.actions:
        yield {
            "headers": {
                "request_id": str(uuid("openc2", export.fingerprint, action.lever)),
                "created": int(in_utc(export.at).timestamp() * 1000),
                "from": "endigue",
            },
            "body": {"openc2": {"request": command(words, action)}},
        }


def command(words: PlanWords, action: Action) -> dict[str, object]:
    """The command of an action, in the language's own words where it has them."""
    export = words.export
    about: dict[str, object] = {
        "order": words.number(action),
        "description": words.order(action),
        "lever": action.lever,
        "kind": action.kind,
        "crew": action.crew,
        "approval": action.approval,
    }
    if action.d3fend:
        about["d3fend"] = action.d3fend
    said = standard(export.organisation, action) or _own(export.organisation, action)
    return {
        **said,
        "args": {"response_requested": "complete", NAMESPACE: about},
        "command_id": str(uuid("openc2 command", export.fingerprint, action.lever)),
    }


def standard(organisation: Organisation, action: Action) -> dict[str, object] | None:
    """Action and target that any consumer of the language knows; None where it has none."""
    target = target_of(organisation, action.target)
    match action.kind:
        case "isolate_host" | "preserve" if target.asset is not None:
            device = {"device_id": target.asset.id}
            if names := host_names(target.asset):
                device["hostname"] = names[0]
            return {"action": "contain", "target": {"device": device}}
        case "close_flow" if target.flow is not None:
            return _connection(organisation, target.flow)
        case "unplug_zone" if network := network_of(target.zone):
            return {"action": "deny", "target": {f"ipv{ip_network(network).version}_net": network}}
    return None


def _connection(organisation: Organisation, flow: Flow) -> dict[str, object] | None:
    """None unless both ends are networks of one version, and the protocol is known."""
    source = network_of(organisation.zone_by_id.get(flow.source_zone))
    target = network_of(organisation.zone_by_id.get(flow.target_zone))
    if not (source and target and flow.protocol.lower() in PROTOCOLS):
        return None
    versions = {ip_network(source).version, ip_network(target).version}
    if len(versions) != 1:
        return None
    connection: dict[str, object] = {
        "src_addr": source,
        "dst_addr": target,
        "protocol": flow.protocol.lower(),
    }
    if flow.port and flow.protocol.lower() != "icmp":
        connection["dst_port"] = flow.port
    return {"action": "deny", "target": {f"ipv{versions.pop()}_connection": connection}}


def _own(organisation: Organisation, action: Action) -> dict[str, object]:
    target = target_of(organisation, action.target)
    sort, described = _described(target, action.target)
    return {
        "action": _ACTIONS.get(action.kind, "deny"),
        "target": {f"{NAMESPACE}:{sort}": described},
    }


def _described(target: Target, identifier: str) -> tuple[str, dict[str, object]]:
    if target.flow is not None:
        flow = target.flow
        return "flow", {
            "id": flow.id,
            "source_zone": flow.source_zone,
            "target_zone": flow.target_zone,
            "protocol": flow.protocol,
            "port": flow.port,
        }
    if target.zone is not None:
        return "zone", {"id": target.zone.id, "name": target.zone.name}
    if target.asset is not None:
        return target.asset.kind, {"id": target.asset.id, "name": target.asset.name}
    return "thing", {"id": identifier}
