from hypothesis import given
from hypothesis import strategies as st

from endigue.organisation.example.calibration import COMPANY_SHARES, FEWEST_STAFF
from endigue.organisation.example.staff import DEPARTMENTS, people
from endigue.organisation.model import Organisation


@given(st.integers(FEWEST_STAFF, 200_000))
def test_departments_add_up_and_none_is_off_its_share_by_one(staff: int) -> None:
    counts = people(staff)
    assert sum(counts.values()) == staff
    for one in DEPARTMENTS:
        exact = staff * COMPANY_SHARES[one.entity] * one.share
        assert abs(counts[one.code] - exact) < 1


def test_everybody_has_one_workstation_and_one_account(mutual: Organisation) -> None:
    workstations = [one for one in mutual.assets if one.zone.startswith("zone-ws-")]
    logins = [one for one in mutual.assets if one.kind == "account" and one.id[1:].isdigit()]
    assert len(workstations) == len(logins) == 700
    links = mutual.links
    sessions = links.kind == links.kinds.index("HasSession")
    holders = {mutual.assets[at].id for at in links.source[sessions]}
    assert {one.id for one in workstations} <= holders
    assert {one.id for one in logins} <= {mutual.assets[at].id for at in links.target[sessions]}
