import pytest

from endigue.organisation.model import Organisation
from endigue.organisation.needs import is_met, leaves, with_services_down


def test_every_service_serves_an_operation_except_the_backups(mutual: Organisation) -> None:
    used = {leaf for one in mutual.operations for leaf in leaves(one.needs)}
    used |= {leaf for one in mutual.services for leaf in leaves(one.needs)}
    assert {one.id for one in mutual.services} - used == {"backups"}


@pytest.mark.parametrize(
    "host", ["srv-dc-01", "srv-dbcore-02", "srv-claims-03", "fw-dc-02", "nas-01", "srv-scan-01"]
)
def test_what_is_redundant_may_fail_once(mutual: Organisation, host: str) -> None:
    down = with_services_down(mutual.service_by_id, {host})
    assert all(is_met(one.needs, down) for one in mutual.operations)


def test_without_the_internet_what_is_on_line_stops_and_the_rest_runs(mutual: Organisation) -> None:
    closed = {
        flow.id for flow in mutual.flows if "zone-internet" in {flow.source_zone, flow.target_zone}
    }
    down = with_services_down(mutual.service_by_id, closed)
    stopped = {one.id for one in mutual.operations if not is_met(one.needs, down)}
    assert stopped == {
        "member-web-site",
        "member-area",
        "online-subscription",
        "online-appointments",
        "e-mail",
        "correspondents",
    }
