import json

import pytest

from endigue.actuators.openc2 import OpenC2
from endigue.actuators.web import Web
from endigue.containment.enforcement.change import CannotPlan, Trouble
from endigue.containment.enforcement.order import Order
from fake_vendors import Vendors

HOST = Order("cut", "isolate_host", "pc-1", "asset", "PC-1", ("PC-1", "pc-1.mutual.example"))
FLOW = Order("cut", "close_flow", "f", "flow", "f", source_network="10.77.2.0/24",
             target_network="10.77.4.0/24", protocol="tcp", port=445)  # fmt: skip
ZONE = Order("cut", "unplug_zone", "lan", "zone", "lan", network="2001:db8::/64")


def consumer(vendors: Vendors) -> OpenC2:
    return OpenC2("edge", Web(vendors.address("consumer")))


def test_a_machine_and_a_flow_are_said_in_the_words_of_the_language():
    vendors = Vendors()
    edge = consumer(vendors)
    for order in (HOST, FLOW):
        edge.apply(edge.plan(order))
    assert {json.dumps(json.loads(one)) for one in vendors.consumer.denied} == {
        '{"device": {"device_id": "pc-1", "hostname": "pc-1"}}',
        '{"ipv4_connection": {"dst_addr": "10.77.4.0/24", "dst_port": 445, '
        '"protocol": "tcp", "src_addr": "10.77.2.0/24"}}',
    }


def test_the_same_command_has_the_same_number_and_the_undo_another():
    vendors = Vendors()
    edge = consumer(vendors)
    change = edge.plan(HOST)
    (line,) = edge.preview(change)
    assert edge.preview(edge.plan(HOST)) == (line,)
    request = json.loads(line.removeprefix("POST "))
    assert request["body"]["openc2"]["request"]["command_id"] == request["headers"]["request_id"]


@pytest.mark.parametrize(
    "order",
    [
        ZONE,  # the consumer has no ipv6_net
        Order("cut", "close_flow", "f", "flow", "f", protocol="tcp", port=445),
        Order("cut", "close_flow", "f", "flow", "f", source_network="10.0.0.0/8",
              target_network="2001:db8::/64", protocol="tcp"),
    ],
)  # fmt: skip
def test_what_the_consumer_or_the_language_has_no_words_for_is_left_to_people(order):
    with pytest.raises(CannotPlan) as cannot:
        consumer(Vendors()).plan(order)
    assert cannot.value.code == "enforcement.no_words"


@pytest.mark.parametrize(("status", "answer"), [(501, "refused"), (400, "refused"), (500, "late")])
def test_a_status_inside_an_answer_that_says_yes_counts(status, answer):
    vendors = Vendors()
    edge = consumer(vendors)
    change = edge.plan(HOST)
    vendors.consumer.status = status
    with pytest.raises(Trouble) as trouble:
        edge.apply(change)
    assert (trouble.value.answer, trouble.value.detail) == (answer, f"{status} said so")


def test_without_a_command_that_looks_nothing_is_claimed():
    edge = consumer(Vendors())
    change = edge.plan(HOST)
    edge.apply(change)
    assert edge.verify(change).state == "unknown"
