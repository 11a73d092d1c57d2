from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from endigue.communication.bulletin import Bulletin
from endigue.communication.facts import BulletinWritten, ScopeGiven

GATES = (("Pia", "communication"), ("Lea", "legal"), ("Dan", "strategic"))
WORDS = {
    "audience": "staff", "title_en": "What to do", "title_fr": "Que faire",
    "text_en": "Stay calm {x <b>", "text_fr": "Restez calmes",
}  # fmt: skip


@pytest.fixture
def cell(door):
    return [door.enter(person, role) for person, role in GATES]


def names_in(answer) -> list[str]:
    assert answer.headers["content-type"] == "application/zip"
    return ZipFile(BytesIO(answer.content)).namelist()


def approved_page(door, cell) -> None:
    press, legal, director = cell
    door.room.record("Pia", BulletinWritten(Bulletin()))
    press.post("/tell/draft")
    legal.post("/tell/step", data={"step": "review", "version": "1"})
    director.post("/tell/step", data={"step": "approve", "version": "1"})


def test_an_approved_page_is_left_in_the_folder_of_the_case_and_nowhere_else(door, cell) -> None:
    press, legal, _ = cell
    data = {"version": "1", "folder": "/tmp/elsewhere", "out": "../../elsewhere"}
    assert press.post("/tell/publish", data=data).status_code == 422, "there is no version yet"
    approved_page(door, cell)
    assert legal.post("/tell/publish", data=data).status_code == 403
    folder = Path(door.room.location) / "public"
    assert not folder.exists()
    assert press.post("/tell/publish", data=data).status_code == 303
    state = door.room.chronicle.ledger.communication.pages[1]
    assert state.published.author == "Pia"
    assert (folder / "index.html").is_file()
    assert not Path("/tmp/elsewhere").exists()
    assert "Publish to the folder" not in press.get("/tell").text


def test_a_draft_is_not_published(door, cell) -> None:
    press, *_ = cell
    door.room.record("Pia", BulletinWritten(Bulletin()))
    press.post("/tell/draft")
    assert press.post("/tell/publish", data={"version": "1"}).status_code == 422
    assert not (Path(door.room.location) / "public").exists()


def test_a_situation_report_is_numbered_written_and_given_as_pdf(door) -> None:
    client = door.enter("Ann", "logbook-keeper")
    for number in (1, 2):
        data = {"summary": "Contained <b>so far", "next": "2026-02-07T08:00"}
        answer = client.post("/tell/situation", data=data)
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")
        line = door.room.chronicle.lines()[-1]
        assert line.fact == "communication.situation_reported"
        assert line.told.arguments["number"] == number


@pytest.mark.parametrize("data", [{}, {"summary": " "}, {"summary": "x", "next": "soon"}])
def test_a_situation_report_that_says_nothing_is_refused(door, data) -> None:
    before = door.room.chronicle.ledger.head
    assert door.enter("Ann").post("/tell/situation", data=data).status_code == 422
    assert door.room.chronicle.catch_up().head == before


def test_an_observer_reports_no_situation(door) -> None:
    client = door.enter("Oli", "observer")
    assert client.post("/tell/situation", data={"summary": "x"}).status_code == 403


def test_a_notice_goes_from_words_to_issue_by_several_people(door, cell) -> None:
    press, legal, director = cell
    assert legal.post("/tell/message", data=WORDS).status_code == 403
    assert press.post("/tell/message", data=WORDS).status_code == 303
    page = press.get("/tell/notices").text
    assert "What to do" in page and "<b>" not in page.split("What to do")[1].split("</p>")[1]
    to = {"audience": "staff", "number": "1"}
    assert press.post("/tell/notices", data={**to, "step": "draft"}).status_code == 303
    assert press.post("/tell/notices", data={**to, "step": "review"}).status_code == 403
    assert director.post("/tell/notices", data={**to, "step": "approve"}).status_code == 422
    assert legal.post("/tell/notices", data={**to, "step": "review"}).status_code == 303
    assert press.post("/tell/notices", data={**to, "step": "issue"}).status_code == 422
    assert director.post("/tell/notices", data={**to, "step": "approve"}).status_code == 303
    issued = press.post("/tell/notices", data={**to, "step": "issue"})
    assert any(name.endswith(".pdf") for name in names_in(issued))
    state = door.room.chronicle.ledger.communication.notices.notices[("staff", 1)]
    assert state.issued.author == "Pia"
    assert set(state.files) == set(names_in(issued)), "what was given out is what is written"


@pytest.mark.parametrize(
    "data",
    [
        {**WORDS, "audience": "people"},
        {**WORDS, "audience": "moon"},
        {**WORDS, "text_fr": ""},
        {"audience": "staff"},
        {**WORDS, "text_en": "x" * 4001},
        {**WORDS, "text_en": "{no-such-event}", "text_fr": "{no-such-event}"},
    ],
)
def test_words_that_cannot_be_told_are_refused(door, data) -> None:
    client = door.enter("Pia", "communication")
    before = door.room.chronicle.ledger.head
    assert client.post("/tell/message", data=data).status_code == 422
    assert door.room.chronicle.catch_up().head == before


def test_the_next_notice_is_seen_as_a_draft(door) -> None:
    client = door.enter("Pia", "communication")
    assert client.get("/tell/notices/preview?audience=staff").status_code == 422
    client.post("/tell/message", data=WORDS)
    assert names_in(client.get("/tell/notices/preview?audience=staff"))
    assert client.get("/tell/notices/preview?audience=people").status_code == 422
    assert client.get("/tell/notices/preview").status_code == 422


def test_the_files_for_authorities_say_what_is_missing_and_are_downloaded(door) -> None:
    client = door.enter("Ann")
    page = client.get("/tell/regulators").text
    assert "answers are missing" in page
    links = [part.split('"')[0] for part in page.split('href="/tell/regulators/file?')[1:]]
    assert links
    for link in (links[0], links[-1]):
        address = "/tell/regulators/file?" + link.replace("&amp;", "&")
        assert any(name.endswith(".pdf") for name in names_in(client.get(address)))


@pytest.mark.parametrize("query", ["", "what=moon", "what=../../etc", "what=initial&company=no"])
def test_a_paper_that_is_none_is_refused(door, query: str) -> None:
    answer = door.enter("Ann").get(f"/tell/regulators/file?{query}")
    assert answer.status_code in (404, 422)


def test_who_speaks_for_one_company_gets_no_paper_of_another(door) -> None:
    companies = [one.id for one in door.room.profile(door.room.chronicle.ledger).companies]
    own, other = companies[0], companies[-1]
    assert own != other
    client = door.enter("Cleo")
    door.room.record("Dan", ScopeGiven("Cleo", (own,)))
    page = client.get("/tell/regulators").text
    assert f"company={other}" not in page
    for what in ("initial", "gdpr", "complaint"):
        answer = client.get(f"/tell/regulators/file?what={what}&company={other}")
        assert answer.status_code == 403
    assert client.post("/tell/situation", data={"summary": "x"}).status_code == 200
    assert not any(
        line.fact == "communication.situation_reported" for line in door.room.chronicle.lines()
    ), "a report of a part is not the group's"


def test_an_empty_case_is_shown(empty_door) -> None:
    client = empty_door.enter("Ann")
    assert client.get("/tell/notices").status_code == 200
    assert client.get("/tell/regulators").status_code == 422
    assert client.post("/tell/situation", data={"summary": "x"}).status_code == 422
