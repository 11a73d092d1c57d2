from io import BytesIO
from zipfile import ZipFile

import pytest

from endigue.console.pages.letters import MOST_PEOPLE

WORDS = {
    "company": "mutual",
    **{f"{name}_{language}": f"{name} {language} <b>"
       for name in ("what", "consequences", "measures", "signed") for language in ("en", "fr")},
    "id_1": "members", "concerned_1_en": "names", "concerned_1_fr": "noms",
}  # fmt: skip
LIST = b"name,address1,address2,profile,language\nA. Exemple,1 rue X,75000 Paris,members,fr\n"


@pytest.fixture
def cell(door):
    return [door.enter("Pia", "communication"), door.enter("Lea", "legal"),
            door.enter("Dan", "strategic")]  # fmt: skip


def made(client, content: bytes = LIST, number: str = "1"):
    files = {"file": ("../people.csv", content)}
    return client.post("/tell/letters/files", files=files, data={"number": number})


def approved(cell) -> None:
    press, legal, director = cell
    assert press.post("/tell/letters", data=WORDS).status_code == 303
    assert press.post("/tell/letters/step", data={"step": "draft"}).status_code == 303
    one = {"number": "1"}
    assert legal.post("/tell/letters/step", data={**one, "step": "review"}).status_code == 303
    assert director.post("/tell/letters/step", data={**one, "step": "approve"}).status_code == 303


def test_a_letter_goes_from_words_to_paper_and_the_logbook_names_nobody(door, cell) -> None:
    press, legal, _ = cell
    approved(cell)
    page = press.get("/tell/letters").text
    assert "what en &lt;b&gt;" in page
    answer = made(press)
    names = ZipFile(BytesIO(answer.content)).namelist()
    assert "letters.csv" in names and any(one.endswith(".pdf") for one in names)
    state = door.room.chronicle.ledger.communication.notices.notices[("people", 1)]
    assert state.issued.author == "Pia"
    body = "".join(door.room.chronicle.entry(one.sequence).body
                   for one in door.room.chronicle.lines()[-2:])  # fmt: skip
    assert "Exemple" not in body and '"people":1' in body
    assert made(legal).status_code == 403


def test_the_letter_is_seen_before_as_a_draft_to_invented_people(door, cell) -> None:
    press, *_ = cell
    assert press.get("/tell/letters/preview").status_code == 422, "nothing is written"
    press.post("/tell/letters", data=WORDS)
    answer = press.get("/tell/letters/preview")
    assert all(one.startswith("draft-") for one in ZipFile(BytesIO(answer.content)).namelist())


def test_a_letter_that_is_not_approved_is_not_made(door, cell) -> None:
    press, legal, director = cell
    assert made(press).status_code == 422
    press.post("/tell/letters", data=WORDS)
    press.post("/tell/letters/step", data={"step": "draft"})
    assert press.post("/tell/letters/step", data={"step": "review", "number": "1"}).status_code in (
        403, 422,
    )  # fmt: skip
    assert director.post(
        "/tell/letters/step", data={"step": "approve", "number": "1"}
    ).status_code == 422  # fmt: skip
    assert made(press).status_code == 422
    assert (
        legal.post("/tell/letters/step", data={"step": "dance", "number": "1"}).status_code == 422
    )


@pytest.mark.parametrize(
    "changed",
    [{"id_1": ""}, {"id_1": "<b>"}, {"what_fr": ""}, {"company": "moon"}, {"concerned_1_en": ""},
     {"what_en": "x" * 4001}, {"id_2": "members"}],
)  # fmt: skip
def test_words_that_say_too_little_are_refused(cell, door, changed) -> None:
    before = door.room.chronicle.ledger.head
    assert cell[0].post("/tell/letters", data={**WORDS, **changed}).status_code == 422
    assert door.room.chronicle.catch_up().head == before


@pytest.mark.parametrize(
    "content",
    [b"", b"\0\1", b"name\n", b"name,profile\nX,strangers\n",
     b"name,address1,profile,language\n" + b"X,Y,members,fr\n" * (MOST_PEOPLE + 1)],
)  # fmt: skip
def test_a_list_that_is_none_or_too_long_makes_nothing(door, cell, content: bytes) -> None:
    approved(cell)
    before = door.room.chronicle.ledger.head
    assert made(cell[0], content).status_code == 422
    assert door.room.chronicle.catch_up().head == before


def test_only_press_and_direction_write_it_and_an_empty_case_is_shown(cell, empty_door) -> None:
    assert cell[1].post("/tell/letters", data=WORDS).status_code == 403
    press = empty_door.enter("Pia", "communication")
    assert press.get("/tell/letters").status_code == 200
    assert press.post("/tell/letters", data=WORDS).status_code == 422
