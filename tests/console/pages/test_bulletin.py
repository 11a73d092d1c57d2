import pytest

from endigue.communication.facts import BulletinWritten

WORDS = {"update_en": "Stopped {x <b>", "update_fr": "Arrêté"}


def bulletins(door) -> list[object]:
    return [one.bulletin for one in door.room.chronicle.ledger.communication.bulletins]


def test_what_is_to_be_told_is_written_and_stands_on_the_page(door) -> None:
    press = door.enter("Pia", "communication")
    name = door.room.organisation(door.room.chronicle.ledger).operations[0].id
    data = {**WORDS, f"state_{name}": "partly", "next": "2026-02-07T08:00", "contact_en": "3939",
            "contact_fr": "3939"}  # fmt: skip
    assert press.post("/tell/bulletin", data=data).status_code == 303
    (said,) = bulletins(door)
    assert [(one.operation, one.state) for one in said.service] == [(name, "partly")]
    assert said.service[0].name.fr and said.service[0].name.en
    assert said.contact.en == "3939"
    assert said.data is None, "what is left empty stays as it was told before"
    page = press.get("/tell").text
    assert "as told before: runs in part or by hand" in page
    assert "<b>" not in page.split("Stopped")[-1][:8]


def test_what_was_told_before_stays(door) -> None:
    press = door.enter("Pia", "communication")
    one, other = (each.id for each in door.room.organisation(
        door.room.chronicle.ledger).operations[:2])  # fmt: skip
    press.post("/tell/bulletin", data={f"state_{one}": "stopped"})
    press.post("/tell/bulletin", data={f"state_{other}": "slow"})
    assert [len(each.service) for each in bulletins(door)] == [1, 1]
    page = press.get("/tell").text
    assert "as told before: stopped" in page and "as told before: runs with delays" in page


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"update_en": " ", "update_fr": ""},
        {"update_en": "only one language"},
        {"update_en": "x" * 4001, "update_fr": "x"},
        {"update_en": "{no-such-event}", "update_fr": "{no-such-event}"},
        {**WORDS, "next": "soon"},
        {"state_no-such": "stopped"},
        {"state_telephone": "dancing"},
    ],
)
def test_what_cannot_be_told_is_refused(door, data) -> None:
    press = door.enter("Pia", "communication")
    before = door.room.chronicle.ledger.head
    assert press.post("/tell/bulletin", data=data).status_code == 422
    assert door.room.chronicle.catch_up().head == before


def test_who_speaks_for_nobody_writes_nothing_and_is_not_offered_to(door, empty_door) -> None:
    legal = door.enter("Lea", "legal")
    assert legal.post("/tell/bulletin", data=WORDS).status_code == 403
    assert "/tell/bulletin" not in legal.get("/tell").text
    assert not any(isinstance(one, BulletinWritten) for one in bulletins(door))
    press = empty_door.enter("Pia", "communication")
    assert press.post("/tell/bulletin", data=WORDS).status_code == 422
