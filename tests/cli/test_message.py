from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

STAFF = """
audience = "staff"
text = { fr = "N’allumez pas votre poste.", en = "Do not switch on your computer." }
never = [{ fr = "Se connecter, même de chez soi.", en = "Log on, even from home." }]
"""
LETTER = """
company = "mutual"
what = { fr = "Des serveurs ont été chiffrés.", en = "Servers were encrypted." }
consequences = { fr = "Hameçonnage.", en = "Phishing." }
measures = { fr = "Systèmes coupés.", en = "Systems cut off." }
signed = { fr = "La présidence.", en = "The chair." }
[[profile]]
id = "contact"
concerned = { fr = "Nom.", en = "Name." }
[[profile]]
id = "health"
concerned = { fr = "Remboursements.", en = "Reimbursements." }
"""
PEOPLE = "name,profile,address1\nALPHA Personne,contact,1 quai\nBETA Personne,health,2 quai\n"


@pytest.fixture
def case(endigue: Callable, examples: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    said = endigue(
        "communication", "record", folder, "aware", "--author", "Keeper",
        "--occurred", "2021-02-05T19:00:00+01:00", "--organisation", examples / "mutual",
    )  # fmt: skip
    assert said.code == 0, said.err
    for person, role in (("Director", "strategic"), ("Press", "communication"),
                         ("Counsel", "legal")):  # fmt: skip
        endigue("communication", "role", "give", folder, person, role, "--author", "Director")
    (tmp_path / "staff.toml").write_text(STAFF, "utf-8")
    (tmp_path / "letter.toml").write_text(LETTER, "utf-8")
    (tmp_path / "list").mkdir()
    (tmp_path / "list" / "people.csv").write_text(PEOPLE, "utf-8")
    return folder


Run = Callable[..., dict]


@pytest.fixture
def run(endigue: Callable, case: Path) -> Run:
    def command(*words: object, code: int = 0):  # type: ignore[no-untyped-def]
        said = endigue("communication", "message", words[0], case, *words[1:], "--json")
        assert said.code == code, said.err
        return said.json if code == 0 else said.err

    return command


def passed(run: Run, audience: str, number: int = 1) -> None:
    assert run("draft", audience, "--author", "Press") == {"audience": audience, "number": number}
    run("review", audience, number, "--author", "Counsel")
    run("approve", audience, number, "--author", "Director")


def test_a_staff_instruction_goes_from_words_to_paper(
    run: Run, endigue: Callable, case: Path, tmp_path: Path
) -> None:
    run("write", tmp_path / "staff.toml", "--author", "Press")
    preview = run("preview", "staff", "--out", tmp_path / "preview")
    passed(run, "staff")
    out = tmp_path / "out"
    made = run("issue", "staff", 1, "--out", out, "--author", "Press")
    assert made["files"] == preview["files"] == [
        "staff-001.en.pdf", "staff-001.en.txt", "staff-001.fr.pdf", "staff-001.fr.txt",
    ]  # fmt: skip
    assert "DRAFT" in (tmp_path / "preview" / "staff-001.en.txt").read_text("utf-8")
    assert "DRAFT" not in (out / "staff-001.en.txt").read_text("utf-8")
    passed(run, "staff", 2)
    run("issue", "staff", 2, "--out", out, "--author", "Press")
    assert "This replaces no. 1" in (out / "staff-002.en.txt").read_text("utf-8")
    notices = run("show")["notices"]
    assert [(one["number"], one["replaces"]) for one in notices] == [(1, 0), (2, 1)]
    for lang, title in (("en_GB.UTF-8", "Staff instruction"), ("fr_FR.UTF-8", "Consigne")):
        assert title in endigue("communication", "message", "show", case, lang=lang).out


def test_letters_are_made_from_a_list_that_is_never_recorded(
    run: Run, endigue: Callable, case: Path, tmp_path: Path
) -> None:
    run("letter", tmp_path / "letter.toml", "--author", "Press")
    assert run("preview", "people", "--out", tmp_path / "preview")["files"] == [
        "draft-letters-001-0000001-0000002.pdf"
    ]
    merge = ("merge", 1, "--people", tmp_path / "list" / "people.csv", "--author", "Press")
    out = tmp_path / "letters"
    passed(run, "people")
    made = run(*merge, "--out", out)
    assert (made["people"], made["by_profile"]) == (2, {"contact": 1, "health": 1})
    printed = out / "letters-001-0000001-0000002.pdf"
    assert len(pypdfium2.PdfDocument(printed.read_bytes())) == 2
    assert {path.stat().st_mode & 0o077 for path in out.iterdir()} == {0}
    run(*merge, "--out", tmp_path / "each", "--each")
    assert len(list((tmp_path / "each").glob("*.pdf"))) == 2
    endigue("journal", "export", case, "--out", tmp_path / "logbook.jsonl")
    logbook = (tmp_path / "logbook.jsonl").read_text("utf-8")
    assert "letters_merged" in logbook
    assert "ALPHA" not in logbook and "1 quai" not in logbook
    assert not any(b"ALPHA" in path.read_bytes() for path in (case / "blobs").iterdir())
    assert "merge" in run("issue", "people", 1, "--out", out, "--author", "Press", code=2)


def test_neither_list_nor_letters_may_lie_where_the_public_reads(
    run: Run, case: Path, tmp_path: Path
) -> None:
    run("letter", tmp_path / "letter.toml", "--author", "Press")
    passed(run, "people")
    public = tmp_path / "public"
    (public / "api" / "v2").mkdir(parents=True)
    (public / "api" / "v2" / "summary.json").write_text("{}")
    (public / "people.csv").write_text(PEOPLE, "utf-8")
    listed = tmp_path / "list" / "people.csv"
    for people, out in ((listed, public / "letters"), (public / "people.csv", tmp_path / "out")):
        said = run("merge", 1, "--people", people, "--out", out, "--author", "Press", code=2)
        assert "the public reads" in said
    assert not (public / "letters").exists() and not (tmp_path / "out").exists()
    assert run("show")["merges"] == []


def test_a_wrong_list_is_one_sentence_and_nothing_is_written(
    run: Run, case: Path, tmp_path: Path
) -> None:
    run("letter", tmp_path / "letter.toml", "--author", "Press")
    passed(run, "people")
    wrong = tmp_path / "list" / "wrong.csv"
    wrong.write_text(PEOPLE.replace("health", "moon"), "utf-8")
    out = tmp_path / "out"
    said = run("merge", 1, "--people", wrong, "--out", out, "--author", "Press", code=2)
    assert "line 3" in said and "moon" in said and len(said.strip().splitlines()) == 1
    assert not out.exists()
