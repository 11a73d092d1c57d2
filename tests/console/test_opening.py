import pytest

from endigue.console.opening import checked_name, open_door
from endigue.desk.refusal import Refusal


def opened(door, person: str) -> str:
    room = door.room
    code = open_door(room.case, room.chronicle.catch_up(), room.access, room.rulebook.roles, person)
    room.chronicle.catch_up()
    return code


def test_the_first_person_may_give_roles_and_the_next_holds_none(door) -> None:
    opened(door, "Ann")
    opened(door, "Bob")
    roles = door.room.chronicle.ledger.communication.roles
    assert roles == {"Ann": ("strategic",)}
    assert [one.person for one in door.room.access.accounts()] == ["Ann", "Bob"]


def test_an_account_that_there_is_keeps_its_password(door) -> None:
    door.enter("Ann")
    before = door.room.access.account("Ann")
    opened(door, "Ann")
    assert door.room.access.account("Ann") == before


@pytest.mark.parametrize("name", ["", "   ", "x" * 101, "a\x00b", "a\u202eb"])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(Refusal):
        checked_name(name)


def test_spaces_around_and_within_a_name_are_one() -> None:
    assert checked_name("  Ann \n Lee ") == "Ann Lee"
