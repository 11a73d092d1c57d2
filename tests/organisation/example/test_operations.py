from endigue.organisation.harm import manual_share
from endigue.organisation.model import Organisation
from endigue.organisation.needs import is_met, leaves, with_services_down


def test_everything_runs_when_nothing_is_down(mutual: Organisation) -> None:
    down = with_services_down(mutual.service_by_id, ())
    assert down == frozenset()
    assert all(is_met(one.needs, down) for one in mutual.operations)


def test_nothing_runs_when_the_whole_system_is_down_but_hands_do(mutual: Organisation) -> None:
    connected = [one.id for one in mutual.assets if one.zone or one.kind == "account"]
    down = with_services_down(mutual.service_by_id, connected)
    assert not any(is_met(one.needs, down) for one in mutual.operations)
    by_hand = [one for one in mutual.operations if one.manual is not None]
    assert len(by_hand) >= 15
    assert all(one.manual.needs and is_met(one.manual.needs, down) for one in by_hand)


def test_hand_work_needs_nothing_that_an_intruder_or_a_lever_can_reach(
    mutual: Organisation,
) -> None:
    kits = {
        leaf
        for one in mutual.operations
        if one.manual is not None and one.manual.needs is not None
        for leaf in leaves(one.manual.needs)
    }
    places = {mutual.asset_index[kit] for kit in kits}
    assert all(mutual.assets[place].zone == "" for place in places)
    assert places.isdisjoint(mutual.links.source.tolist() + mutual.links.target.tolist())
    assert kits.isdisjoint(lever.target for lever in mutual.levers)


def test_hands_never_do_the_whole_work_except_where_nothing_arrives(mutual: Organisation) -> None:
    hours = mutual.parameters.hours
    shares = {one.id: manual_share(one, hours) for one in mutual.operations if one.manual}
    counted = [one.id for one in mutual.operations if one.manual and one.arrivals_per_hour]
    assert all(0 < shares[name] < 1 for name in counted)


def test_a_dead_line_comes_after_its_goal(mutual: Organisation) -> None:
    assert all(0 < one.rto_hours < one.mtpd_hours for one in mutual.operations)


def test_names_are_in_both_languages(mutual: Organisation) -> None:
    for one in mutual.operations:
        assert set(one.name) == {"fr", "en"}
        assert all(one.name.values())
