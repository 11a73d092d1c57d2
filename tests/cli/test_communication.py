from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import NOW

from endigue.kernel.instant import parse_instant

FRIDAY = "2021-02-05T19:00:00+01:00"


@pytest.fixture
def case(endigue: Callable, examples: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    said = endigue(
        "communication", "record", folder, "aware", "personal-data-breach", "--author", "keeper",
        "--occurred", FRIDAY, "--organisation", examples / "mutual", "--json",
    )  # fmt: skip
    assert said.code == 0, said.err
    assert said.json == {"entries": [2, 3], "occurred_at": "2021-02-05T18:00:00Z"}
    return folder


def test_clocks_have_the_documented_keys_and_the_times_of_the_law(
    endigue: Callable, case: Path
) -> None:
    endigue("communication", "record", case, "classified-major", "--author", "k", "--company",
            "mutual", "--occurred", "2021-02-05T21:00:00+01:00")  # fmt: skip
    said = endigue("communication", "clocks", case, "--at", "2021-02-08T08:00:00+01:00",
                   "--law", "2026-01-01", "--json").json  # fmt: skip
    keys = "regime company name starts safe legal article missing"
    assert all(set(keys.split()) <= clock.keys() for clock in said["clocks"])
    found = {(c["regime"], c["name"], c["company"]): c for c in said["clocks"]}
    initial = found["DORA", "initial", "mutual"]
    assert initial["safe"] == "2021-02-06T00:00:00Z"
    assert initial["legal"] == "2021-02-08T11:00:00Z"
    assert found["DORA", "initial", "provident"]["missing"] == ["classified-major"]
    assert found["GDPR", "authority", "it"]["legal"] == "2021-02-08T18:00:00Z"
    assert ("DORA", "initial", "care") not in found
    assert [move["name"] for move in said["moves"]] == ["initial"]
    assert said["classification"]["mutual"]["major"] is None


def test_clocks_are_those_that_were_known_at_an_instant(endigue: Callable, case: Path) -> None:
    before = endigue("communication", "clocks", case, "--at", FRIDAY, "--json")
    assert before.code == 2  # nothing was written then, not even the organisation
    now = endigue("communication", "clocks", case, "--company", "mutual", "--json").json
    assert {clock["company"] for clock in now["clocks"]} == {"mutual"}


def test_a_withdrawn_record_moves_the_clock_and_says_so(endigue: Callable, case: Path) -> None:
    said = endigue(
        "communication", "withdraw", case, 3, "--reason", "no", "--author", "k", "--json"
    )
    assert said.json == {"entry": 4, "withdrawn": 3}
    moves = endigue("communication", "clocks", case, "--json").json["moves"]
    assert {(move["cause"], move["entry"]) for move in moves} == {("withdrawn", 4)}


def test_events_are_listed_with_their_values(endigue: Callable) -> None:
    events = {e["event"]: e for e in endigue("communication", "events", "--json").json["events"]}
    assert events["clients-affected"]["value"] == "count"
    assert events["intermediate-submitted"]["repeatable"] is True


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("record", "CASE", "awere", "--author", "k"), "aware"),
        (("record", "CASE", "aware", "--author", "k", "--company", "moon"), "mutual"),
        (("record", "CASE", "aware", "--author", "k", "--occurred", "2031-01-01T00:00Z"), "2031"),
        (("record", "nowhere", "aware", "--author", "k"), "nowhere"),
        (("withdraw", "CASE", "1", "--author", "k", "--reason", "r"), "1"),
        (("clocks", "CASE", "--law", "tomorrow"), "tomorrow"),
        (("clocks", "nowhere"), "nowhere"),
    ],
)
def test_what_makes_no_sense_is_one_sentence_and_leaves_the_case_alone(
    endigue: Callable, case: Path, words: tuple[str, ...], expected: str
) -> None:
    before = endigue("journal", "verify", case, "--json").json
    said = endigue("communication", *(str(case) if w == "CASE" else w for w in words))
    assert (said.code, said.out) == (2, "")
    assert expected in said.err
    assert len(said.err.strip().splitlines()) == 1
    assert endigue("journal", "verify", case, "--json").json == before


def test_people_read_clocks_in_both_languages(endigue: Callable, case: Path) -> None:
    for lang, words in (("en_GB.UTF-8", "DORA initial notification"),
                        ("fr_FR.UTF-8", "Notification initiale DORA")):  # fmt: skip
        said = endigue("communication", "clocks", case, "--law", "2026-01-01", lang=lang)
        assert said.code == 0
        assert words.split()[0] in said.out


def test_a_report_is_written_with_what_it_lacks_in_plain_words(
    endigue: Callable, case: Path, tmp_path: Path
) -> None:
    words = ("communication", "report", case, "initial", "--company", "mutual", "--law",
             "2026-01-01", "--out", tmp_path / "out")  # fmt: skip
    said = endigue(*words, "--json").json
    assert said["files"] == ["dora-initial-mutual.json", "dora-initial-mutual.pdf"]
    assert said["complete"] is False
    assert {"field": "2.2", "state": "missing", "record": ["detected"]} in said["missing"]
    assert said["schema"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == said["files"]
    french = endigue(*words, lang="fr_FR.UTF-8")
    assert "inscrivez detected" in french.out


@pytest.mark.parametrize("schema", ["absent.json", "not-a-schema.json"])
def test_a_schema_that_cannot_be_used_leaves_nothing_written(
    endigue: Callable, case: Path, tmp_path: Path, schema: str
) -> None:
    (tmp_path / "not-a-schema.json").write_text("[")
    out = tmp_path / "out"
    said = endigue("communication", "report", case, "initial", "--company", "mutual", "--law",
                   "2026-01-01", "--out", out, "--schema", tmp_path / schema)  # fmt: skip
    assert said.code == 2
    assert schema in said.err
    assert not out.exists()


def test_notices_and_the_register_are_written(
    endigue: Callable, case: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    said = endigue("communication", "notice", case, "gdpr", "--company", "mutual", "--out", out,
                   "--json").json  # fmt: skip
    assert said["files"] == ["notice-gdpr.pdf"]
    assert "breach-nature" in said["missing"]
    said = endigue("communication", "register", case, "--out", out, "--json").json
    assert said["companies"] == ["mutual", "provident", "care", "it"]
    assert {path.name for path in out.iterdir()} == {
        "notice-gdpr.pdf", "register-of-breaches.csv", "register-of-breaches.pdf",
    }  # fmt: skip
    refused = endigue("communication", "notice", case, "gdpr", "--out", tmp_path / "no")
    assert refused.code == 2 and "mutual" in refused.err
    assert not (tmp_path / "no").exists()


BULLETIN = """
url = "https://etat.example"
next_update = 2021-02-06T10:00:00+01:00
update = { fr = "Nos systèmes sont déconnectés.", en = "Our systems are disconnected." }
[[service]]
operation = "telephone"
state = "stopped"
"""


@pytest.fixture
def cell(endigue: Callable, case: Path, tmp_path: Path) -> Path:
    """A case with people who hold roles, and a bulletin beside it."""
    give = ("communication", "role", "give", case)
    for person, role in (("Director", "strategic"), ("Press", "communication"),
                         ("Counsel", "legal"), ("Guest", "observer")):  # fmt: skip
        said = endigue(*give, person, role, "--author", "Director", "--json")
        assert said.json == {"person": person, "roles": [role]}
    (tmp_path / "bulletin.toml").write_text(BULLETIN, encoding="utf-8")
    return case


def test_a_page_goes_out_as_it_was_approved(endigue: Callable, cell: Path, tmp_path: Path) -> None:
    def run(*words: object) -> dict[str, object]:
        said = endigue("communication", "status", words[0], cell, *words[1:], "--json")
        assert said.code == 0, said.err
        return said.json

    run("tell", tmp_path / "bulletin.toml", "--author", "Press")
    assert run("draft", "--author", "Press") == {"version": 1}
    run("review", 1, "--author", "Counsel")
    run("approve", 1, "--author", "Director")
    preview = run("build", "--out", tmp_path / "preview")
    out = run("publish", 1, "--out", tmp_path / "public", "--author", "Press")
    assert set(out["files"]) == set(preview["files"]) > {"index.html", "en/index.html"}
    assert b"BROUILLON" not in (tmp_path / "public" / "index.html").read_bytes()
    assert "Plateforme téléphonique" in (tmp_path / "public" / "index.html").read_text("utf-8")
    assert b"DRAFT" in (tmp_path / "preview" / "en" / "index.html").read_bytes()
    assert out["places"] == [
        {"place": str(tmp_path / "public"), "sent": len(out["files"]), "already": 0}
    ]
    second = run("publish", 1, "--out", tmp_path / "public", "--author", "Press")
    assert second["places"][0]["already"] == len(out["files"])
    for place, code in ((("--to", "sftp://a b/x"), 2), ((), 2), (("--to", "s3://bucket"), 2)):
        said = endigue("communication", "status", "publish", cell, 1, *place, "--author", "Press")
        assert (said.code, len(said.err.strip().splitlines())) == (code, 1)
    (version,) = run("show")["versions"]
    assert version["published"]["author"] == "Press"
    correction = ("--corrects", 1, "--correction-fr", "x", "--correction-en", "y")
    assert run("draft", "--author", "Press", *correction) == {"version": 2}
    for lang in ("en_GB.UTF-8", "fr_FR.UTF-8"):
        assert "Counsel" in endigue("communication", "status", "show", cell, lang=lang).out


def test_an_attempt_by_the_wrong_role_is_refused_and_listed(
    endigue: Callable, cell: Path, tmp_path: Path
) -> None:
    tell = ("communication", "status", "tell", cell, tmp_path / "bulletin.toml")
    said = endigue(*tell, "--author", "Counsel")
    assert said.code == 2 and "strategic, communication" in said.err
    said = endigue("communication", "record", cell, "aware", "--author", "Guest")
    assert said.code == 2 and "Guest" in said.err
    listed = endigue("communication", "role", "list", cell, "--json").json
    assert [(one["person"], one["action"]) for one in listed["refused"]] == [
        ("Counsel", "write-bulletin"), ("Guest", "record"),
    ]  # fmt: skip
    taken = endigue("communication", "role", "take", cell, "Guest", "observer", "--author",
                    "Director", "--json")  # fmt: skip
    assert taken.json == {"person": "Guest", "roles": []}
    assert "Counsel" in endigue("communication", "role", "list", cell).out


def test_the_cell_acts_decides_doubts_and_reports(
    endigue: Callable, cell: Path, tmp_path: Path
) -> None:
    def run(*words: object, code: int = 0):  # type: ignore[no-untyped-def]
        said = endigue("communication", "cell", words[0], cell, *words[1:], "--json")
        assert said.code == code, said.err
        return said.json if code == 0 else said.err

    action = run("act", "call", "--owner", "Finance", "--due", FRIDAY, "--author", "Keeper")
    run("close", action["entry"], "--author", "Keeper")
    asked = run("ask", "Cut?", "--option", "yes=x", "--option", "no=y", "--author", "Keeper")
    assert "strategic" in run("decide", asked["entry"], "yes", "--author", "Keeper", code=2)
    run("decide", asked["entry"], "yes", "--reason", "r", "--review", FRIDAY, "--author",
        "Director")  # fmt: skip
    doubt = run("doubt", "since when?", "--author", "Keeper")
    run("settle", doubt["entry"], "--author", "Keeper")
    out = tmp_path / "papers"
    words = ("situation", "--out", out, "--summary", "s", "--next", FRIDAY, "--author", "Keeper")
    preview = run(*words, "--preview")
    report = run(*words)
    assert preview["number"] == report["number"] == 1
    assert run(*words)["number"] == 2
    assert len(report["head"]) == 64
    (decision,) = run("decisions", "--out", out)["decisions"]
    assert (decision["option"], decision["decided_by"]) == ("yes", "Director")
    run("wall", "--out", out)
    run("handover", "logbook", "--to", "B", "--out", out, "--author", "Keeper")
    assert {path.name for path in out.iterdir()} == {
        "situation-001.pdf", "situation-002.pdf", "decisions.csv", "decisions.pdf", "wall.pdf",
        "handover.pdf",
    }  # fmt: skip
    reviewed = run("review", "--out", tmp_path / "review")
    assert reviewed["files"] == ["review.pdf", "timeline.csv"]
    assert reviewed["spans"]["aware first-situation"] == (NOW - parse_instant(FRIDAY)).seconds
    assert "option" in run("ask", "Cut?", "--option", "=x", "--author", "Keeper", code=2)


def test_each_company_sees_its_own_clocks_and_papers_and_the_group_sees_all(
    endigue: Callable, cell: Path, tmp_path: Path
) -> None:
    def run(*words: object, code: int = 0):  # type: ignore[no-untyped-def]
        said = endigue("communication", *words, "--json")
        assert said.code == code, said.err
        return said.json if code == 0 else said.err

    given = run("role", "scope", cell, "Counsel", "care", "--author", "Director")
    assert given == {"person": "Counsel", "companies": ["care"]}
    assert run("role", "list", cell)["scopes"] == {"Counsel": ["care"]}
    own = run("clocks", cell, "--viewer", "Counsel")
    assert {clock["company"] for clock in own["clocks"]} == {"care"}
    assert {move["company"] for move in own["moves"]} <= {"care"}
    everything = {
        clock["company"] for clock in run("clocks", cell, "--viewer", "Director")["clocks"]
    }
    assert everything == {"mutual", "provident", "care", "it"}
    out = ("--out", tmp_path / "out", "--viewer", "Counsel")
    assert run("register", cell, *out)["companies"] == ["care"]
    assert run("notice", cell, "gdpr", *out)["company"] == "Rivages Soins et Optique"
    assert "mutual" in run("notice", cell, "gdpr", "--company", "mutual", *out, code=2)
    run("cell", "wall", cell, *out)
    assert run("cell", "review", cell, *out)["limits"]["done"] == 0
    entries = endigue("journal", "verify", cell, "--json").json["entries"]
    run("cell", "situation", cell, *out, "--summary", "s", "--author", "Press")
    assert endigue("journal", "verify", cell, "--json").json["entries"] == entries
    record = ("record", cell, "high-risk=yes", "--author", "Counsel")
    assert "care" in run(*record, code=2)
    assert run(*record, "--company", "care")["entries"]
