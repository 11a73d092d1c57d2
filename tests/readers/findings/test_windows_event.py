import pytest

from endigue.readers.findings._windows_event import account_of, computer_of, time_of


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"User": "LYS\\c.moreau", "SubjectUserName": "other"}, "LYS\\c.moreau"),
        (
            {"SubjectUserName": "SRV1$", "TargetUserName": "n.petit", "TargetDomainName": "LYS"},
            "LYS\\n.petit",
        ),
        ({"SubjectUserName": "-", "TargetUserName": "n.petit", "TargetDomainName": "-"}, "n.petit"),
        ({"User": "NT AUTHORITY\\SYSTEM"}, ""),
        ({}, ""),
    ],
)
def test_the_account_is_who_acted_and_not_the_system(data: object, expected: str) -> None:
    assert account_of({"EventData": data}) == expected


@pytest.mark.parametrize("event", [None, [], {}, {"System": None}, {"System": {"Computer": []}}])
def test_an_event_without_its_parts_names_nothing(event: object) -> None:
    assert computer_of(event) == account_of(event) == ""
    assert time_of(event) is None


def test_times_of_both_spellings_are_found() -> None:
    assert time_of({"System": {"TimeCreated": {"#attributes": {"SystemTime": "t"}}}}) == "t"
    assert time_of({"System": {"TimeCreated": {"SystemTime": 5.5}}}) == 5.5
