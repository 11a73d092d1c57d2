from endigue.organisation.model import Organisation
from endigue.organisation.needs import leaves


def test_every_lever_acts_on_something_and_no_two_on_the_same(mutual: Organisation) -> None:
    there = {one.id for part in (mutual.assets, mutual.flows, mutual.zones) for one in part}
    targets = [lever.target for lever in mutual.levers if lever.kind != "suspend_mail"]
    assert set(targets) <= there
    assert len(set(targets)) == len(targets)


def test_every_connected_host_and_account_flow_and_zone_has_a_lever(mutual: Organisation) -> None:
    targets = {lever.target for lever in mutual.levers}
    hosts = {one.id for one in mutual.assets if one.zone and one.kind in {"machine", "appliance"}}
    accounts = {one.id for one in mutual.assets if one.kind == "account"}
    assert hosts | accounts <= targets
    assert {one.id for one in mutual.flows} | {one.id for one in mutual.zones} <= targets


def test_crews_of_levers_are_there(mutual: Organisation) -> None:
    assert {lever.crew for lever in mutual.levers} <= {crew.id for crew in mutual.crews}


def test_the_doctrine_comes_first(mutual: Organisation) -> None:
    mandatory = [lever.kind for lever in mutual.levers if lever.doctrine == "mandatory"]
    assert mandatory == ["cut_internet", "pause_backups", "preserve", "preserve"]
    deferrable = {lever.kind for lever in mutual.levers if lever.doctrine == "deferrable"}
    assert deferrable == {"isolate_host", "disable_account"}


def test_what_stops_an_operation_is_for_the_strategic_cell(mutual: Organisation) -> None:
    needed = {
        leaf for part in (mutual.services, mutual.operations) for one in part
        for leaf in leaves(one.needs)
    }  # fmt: skip
    for lever in mutual.levers:
        if lever.target.startswith("pc-"):
            assert lever.approval == "operational"
        elif lever.target in needed or lever.kind == "unplug_zone":
            assert lever.approval == "strategic"
