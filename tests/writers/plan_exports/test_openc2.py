import json
from ipaddress import ip_network
from uuid import UUID

import pytest

from endigue.desk.plan_export import PlanExport
from endigue.locale.speech import Speech
from endigue.writers.plan_exports.openc2 import write

ACTIONS = {
    *("scan", "locate", "query", "deny", "contain", "allow", "start", "stop", "restart", "cancel"),
    *("set", "update", "redirect", "create", "delete", "detonate", "restore", "copy"),
    *("investigate", "remediate"),
}
"""Those of the Language Specification 1.0, section 3.3.1.1; a producer may not add any."""

SPECIFIERS = {
    "device": {"hostname", "idn_hostname", "device_id"},
    "ipv4_connection": {"src_addr", "src_port", "dst_addr", "dst_port", "protocol"},
    "ipv6_connection": {"src_addr", "src_port", "dst_addr", "dst_port", "protocol"},
}
"""Of the targets of section 3.4.1 that we use."""


def commands(export: PlanExport, speech: Speech) -> dict[str, dict]:
    """The commands by lever, each checked against the specification."""
    document = json.loads(write(export, speech))
    found = {}
    for message in document["messages"]:
        assert message.keys() == {"headers", "body"}
        UUID(message["headers"]["request_id"])
        request = message["body"]["openc2"]["request"]
        assert request.keys() <= {"action", "target", "args", "actuator", "profile", "command_id"}
        assert request["action"] in ACTIONS
        ((kind, target),) = request["target"].items()
        if kind in SPECIFIERS:
            assert target and target.keys() <= SPECIFIERS[kind]
        elif kind in {"ipv4_net", "ipv6_net"}:
            assert f"ipv{ip_network(target).version}_net" == kind
        else:
            assert kind.startswith("x-endigue:")
        args = request["args"]
        assert args.keys() == {"response_requested", "x-endigue"}
        found[args["x-endigue"]["lever"]] = request
    return found


def test_every_action_is_a_command_in_order(plan, english: Speech) -> None:
    export: PlanExport = plan()
    found = commands(export, english)
    assert list(found) == [action.lever for action in export.alternative.actions]
    orders = [one["args"]["x-endigue"]["order"] for one in found.values()]
    assert orders == list(range(1, len(orders) + 1))


@pytest.mark.parametrize(
    ("lever", "action", "target"),
    [
        ("iso-pc", "contain", {"device": {"device_id": "pc", "hostname": "PC-1.ACME.TEST"}}),
        ("iso-srv", "contain", {"device": {"device_id": "srv", "hostname": "srv"}}),
        (
            "shut",
            "deny",
            {
                "ipv4_connection": {
                    "src_addr": "10.0.1.0/24",
                    "dst_addr": "10.0.2.0/24",
                    "dst_port": 445,
                    "protocol": "tcp",
                }
            },
        ),
        ("far-away", "deny", {"ipv6_net": "2001:db8:4::/64"}),
        ("cut-net", "deny", {"x-endigue:zone": {"id": "internet", "name": "Internet"}}),
        ("pause", "stop", {"x-endigue:machine": {"id": "vault", "name": "VAULT"}}),
        (
            "off",
            "deny",
            {"x-endigue:account": {"id": "S-1-5-21-1-2-3-1104", "name": "jane@acme.test"}},
        ),
    ],
)
def test_what_the_language_has_words_for_is_said_in_them(
    plan, english: Speech, lever: str, action: str, target: dict
) -> None:
    found = commands(plan(), english)[lever]
    assert (found["action"], found["target"]) == (action, target)


def test_a_flow_between_zones_without_networks_closes_no_port_everywhere(
    plan, english: Speech
) -> None:
    found = commands(plan(), english)["shut-web"]
    ((kind, target),) = found["target"].items()
    assert kind == "x-endigue:flow"
    assert target["source_zone"] == "office" and target["port"] == 443


def test_the_same_plan_gives_the_same_bytes(plan, english: Speech) -> None:
    assert write(plan(), english) == write(plan(), english)


def test_a_plan_that_does_nothing_has_no_command(idle: PlanExport, english: Speech) -> None:
    assert commands(idle, english) == {}
