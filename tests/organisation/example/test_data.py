from endigue.organisation.example.calibration import RECORD_COST
from endigue.organisation.model import Organisation


def test_the_member_directory_holds_everybody(mutual: Organisation) -> None:
    records = {one.id: one.records for one in mutual.assets if one.kind == "dataset"}
    assert records["data-members"] == mutual.legal["beneficiaries"]
    assert all(0 < count <= 1_000_000 for count in records.values())


def test_people_of_the_mutual_are_informed_once_if_all_its_data_fall(mutual: Organisation) -> None:
    lost = sum(
        one.fall_cost for one in mutual.assets if one.kind == "dataset" and one.entity == "mutual"
    )
    people = 1_000_000 * RECORD_COST
    assert people <= lost <= 1.02 * people


def test_who_holds_the_database_holds_the_data(mutual: Organisation, reached) -> None:
    assert "data-claims" in reached(mutual, ["srv-dbcore-03"])
