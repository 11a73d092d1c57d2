from dataclasses import replace

import pytest

from endigue.containment.enforcement.rails import Rails, rails_hit
from endigue.kernel.money import Cents
from endigue.organisation.model import (
    Asset,
    Flow,
    Lever,
    Operation,
    Organisation,
    Service,
    Zone,
)


def lever(name, kind, target):
    return Lever(name, kind, target, 5.0, "it", Cents(0))


@pytest.fixture
def organisation():
    return Organisation(
        "Small",
        zones=(
            Zone("mgmt", "10.77.0.0/24", "co", 0),
            Zone("srv", "10.77.4.0/24", "co", 1),
            Zone("voip", "Telephones", "co", 1),
        ),
        assets=(
            Asset("adm-1", "ADM-1", "machine", "mgmt", aliases=("10.77.0.2",)),
            Asset("dc-1", "DC-1", "machine", "srv", aliases=("10.77.4.11",)),
            Asset("pbx", "PBX", "machine", "voip"),
            Asset("root", "root", "account"),
            Asset("deputy", "deputy", "account"),
        ),
        flows=(Flow("ssh", "mgmt", "srv", "tcp", 22), Flow("web", "mgmt", "srv", "tcp", 80)),
        levers=(
            lever("isolate-adm", "isolate_host", "adm-1"),
            lever("isolate-dc", "isolate_host", "dc-1"),
            lever("isolate-pbx", "isolate_host", "pbx"),
            lever("unplug-mgmt", "unplug_zone", "mgmt"),
            lever("unplug-voip", "unplug_zone", "voip"),
            lever("close-ssh", "close_flow", "ssh"),
            lever("close-web", "close_flow", "web"),
            lever("disable-root", "disable_account", "root"),
            lever("disable-deputy", "disable_account", "deputy"),
        ),
        services=(Service("voice", "pbx"),),
        operations=(
            Operation("calls", {"fr": "Téléphonie", "en": "Calls"}, "co", "voice",
                      Cents(1), 1.0, 1.0, 1.0),
        ),
    )  # fmt: skip


RAILS = Rails(
    ourselves=("10.77.0.2",),
    components=("10.77.4.11",),
    administrators=("root", "deputy"),
    never=("dc-1",),
)


@pytest.mark.parametrize(
    ("name", "hit"),
    [
        ("isolate-adm", ("cuts_us_off",)),
        ("unplug-mgmt", ("cuts_us_off",)),
        ("close-ssh", ("cuts_us_off",)),
        ("close-web", ()),
        ("isolate-pbx", ("telephone",)),
        ("unplug-voip", ("telephone",)),
        ("isolate-dc", ("never",)),
        ("disable-root", ()),
    ],
)
def test_what_must_not_be_cut_is_named_by_its_rail(organisation, name, hit):
    assert rails_hit(organisation, RAILS, name, ()) == hit


def test_the_last_administrator_stays(organisation):
    assert rails_hit(organisation, RAILS, "disable-deputy", ("disable-root",)) == (
        "last_administrator",
    )


def test_a_telephone_that_is_down_already_cannot_be_stopped_again(organisation):
    assert rails_hit(organisation, RAILS, "unplug-voip", ("isolate-pbx",)) == ()


def test_without_a_configuration_only_the_telephone_is_known_by_its_name(organisation):
    hit = {one.id: rails_hit(organisation, Rails(), one.id, ()) for one in organisation.levers}
    assert {name for name, rails in hit.items() if rails} == {"isolate-pbx", "unplug-voip"}


def test_which_operations_are_the_telephone_can_be_said(organisation):
    assert rails_hit(organisation, Rails(telephone=("claims",)), "isolate-pbx", ()) == ()


@pytest.mark.parametrize(
    ("component", "hit"),
    [
        ("api.console.example", ("cuts_us_off",)),
        ("1.1.1.1", ("cuts_us_off",)),
        ("10.77.4.11", ()),
        ("192.168.1.9", ()),
        ("dc-1", ()),
    ],
)
def test_the_internet_is_not_cut_in_front_of_a_component_that_stands_behind_it(
    organisation, component, hit
):
    cut = lever("cut-internet", "cut_internet", "internet")
    wider = replace(
        organisation,
        zones=(*organisation.zones, Zone("internet", "Internet", "co", 9)),
        levers=(*organisation.levers, cut),
    )
    assert rails_hit(wider, Rails(components=(component,)), "cut-internet", ()) == hit
