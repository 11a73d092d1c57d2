import io
from collections.abc import Callable
from pathlib import Path

import pytest

from endigue.continuity.handwork.serials import serial

CALL = {
    "day": "08/02/2021", "hour": "9h05", "person": "Anne Essai", "phone": "0612345678",
    "about": "refund", "urgent": "no", "request": "When am I paid?", "answered": "yes",
}  # fmt: skip


def typed(**changes: str) -> list[str]:
    return [f"{name}={value}" for name, value in {**CALL, **changes}.items()]


@pytest.fixture
def case(endigue: Callable, tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    words = ("--form", "CA", "--desk", "Telephone [bold]1", "--count", "5")
    assert endigue("continuity", "forms", "issue", folder, *words).code == 0
    return folder


def enter(endigue: Callable, case: Path, number: int, *words: str) -> object:
    named = serial("CA", number)
    return endigue("continuity", "enter", case, "--serial", named, "--author", "A", *words)


def test_the_forms_are_named_with_those_that_are_keyed_twice(endigue: Callable) -> None:
    said = endigue("continuity", "forms", "list")
    assert "claim-slip" in said.out and "Keyed twice" in said.out
    answer = endigue("continuity", "forms", "list", "--json").json
    assert {"id", "code", "field", "pays"} <= answer["forms"][0].keys()


def test_ranges_go_on_where_the_last_ended_and_never_overlap(endigue: Callable, case: Path) -> None:
    words = ("continuity", "forms", "issue", case, "--form", "call-sheet", "--desk", "B")
    answer = endigue(*words, "--count", "3", "--json").json
    assert (answer["first"], answer["last"]) == (serial("CA", 6), serial("CA", 8))
    said = endigue(*words, "--count", "3", "--from", "4")
    assert (said.code, said.out) == (2, "")
    assert "already issued" in said.err
    assert endigue(*words, "--count", "3", "--from", "999999").code == 2


def test_a_sheet_is_entered_and_the_others_are_missing(endigue: Callable, case: Path) -> None:
    said = enter(endigue, case, 2, *typed())
    assert (said.code, said.err) == (0, "")
    assert "entered" in said.out
    said = endigue("continuity", "forms", "missing", case)
    assert f"{serial('CA', 3)} … {serial('CA', 5)}" in said.out
    assert "Telephone [bold]1" in said.out
    assert "Sheets missing: 4." in said.out


def test_everything_wrong_is_said_at_once_and_nothing_is_written(
    endigue: Callable, case: Path
) -> None:
    before = endigue("journal", "verify", case, "--json").json
    said = enter(endigue, case, 2, *typed(hour="25h00", phone="12", day=""), "colour=red")
    assert (said.code, said.out) == (2, "")
    assert len(said.err.splitlines()) == 5
    for word in ("25h00", "phone", "day", "colour", "4 things"):
        assert word in said.err
    assert endigue("journal", "verify", case, "--json").json == before


def test_the_same_event_on_another_sheet_is_refused_unless_it_is_meant(
    endigue: Callable, case: Path
) -> None:
    assert enter(endigue, case, 1, *typed()).code == 0
    said = enter(endigue, case, 2, *typed(hour="10h00"))
    assert said.code == 2
    assert serial("CA", 1) in said.err
    assert enter(endigue, case, 2, *typed(hour="10h00"), "--anyway").code == 0
    # Their second keying is no third event.
    assert enter(endigue, case, 1, *typed()).code == 0
    assert enter(endigue, case, 2, *typed(hour="10h00")).code == 0
    said = endigue("continuity", "records", case)
    assert f"Perhaps one event twice: {serial('CA', 1)}, {serial('CA', 2)}" in said.out


def test_a_second_keying_that_differs_is_a_conflict_that_a_correction_settles(
    endigue: Callable, case: Path
) -> None:
    assert enter(endigue, case, 1, *typed()).code == 0
    said = enter(endigue, case, 1, *typed(phone="0612345679"))
    assert "conflict (phone)" in said.out
    assert "the keyings of this sheet differ (phone)" in endigue("continuity", "records", case).out
    said = enter(endigue, case, 1, *typed(), "--correct", "Called back: it is 78")
    assert "entered" in said.out
    said = enter(endigue, case, 4, *typed(), "--correct", "x", "--anyway")
    assert said.code == 2
    assert "nothing is known" in said.err


def test_a_batch_that_does_not_balance_is_refused(
    endigue: Callable, case: Path, tmp_path: Path
) -> None:
    file = tmp_path / "batch.csv"
    names = "serial,period,member,person,amount,means,day"
    rows = [f"{serial('CO', n)},202102,1234567{n},Anne,10.5{n},cash,2021-02-08" for n in (1, 2)]
    file.write_text("\n".join([names, *rows]), encoding="utf-8")
    words = ("continuity", "enter", case, "--file", file, "--author", "A")
    for more, expected in (
        (("--count", "3"), "counted by hand were 3"),
        (("--sum", "21.04"), "added by hand it was 21.04"),
        (("--sum", "much"), "much"),
    ):
        said = endigue(*words, *more)
        assert (said.code, said.out) == (2, "")
        assert expected in said.err
    said = endigue(*words, "--count", "2", "--sum", "21,03", "--json")
    assert [one["state"] for one in said.json["entered"]] == ["unissued", "unissued"]


def test_wrong_serials_of_a_batch_are_named_by_line(
    endigue: Callable, case: Path, tmp_path: Path
) -> None:
    file = tmp_path / "batch.csv"
    file.write_text("serial,period\nCA-000001-9,1\nXX,2\n", encoding="utf-8")
    said = endigue("continuity", "enter", case, "--file", file, "--author", "A")
    assert said.code == 2
    assert "line 2" in said.err and "line 3" in said.err


def test_sheets_that_come_back_are_written_down(endigue: Callable, case: Path) -> None:
    words = ("continuity", "forms", "return", case)
    said = endigue(*words, serial("CA", 2), serial("CA", 4), "--how", "spoiled", "--reason", "Wet")
    assert (said.code, said.out) == (0, "Sheets written down: 3.\n")
    counts = endigue("continuity", "records", case, "--json").json["counts"]
    assert counts["sheets"]["spoiled"] == 3
    for more in (
        (serial("CA", 2), serial("CS", 4), "--how", "lost", "--reason", "x"),
        (serial("CA", 4), serial("CA", 2), "--how", "lost", "--reason", "x"),
        (serial("CA", 4), "--how", "lost", "--reason", " "),
    ):
        said = endigue(*words, *more)
        assert (said.code, said.out, len(said.err.splitlines())) == (2, "", 1)


def test_a_key_with_a_file_that_does_not_hold_is_refused_whole_or_merged_without_it(
    endigue: Callable, case: Path, tmp_path: Path
) -> None:
    key, laptop = tmp_path / "key", tmp_path / "laptop"
    key.mkdir()
    enter(endigue, laptop, 1, *typed(), "--device", "laptop 1", "--screen")
    assert endigue("journal", "export", laptop, "--out", key / "a.jsonl").code == 0
    whole = (key / "a.jsonl").read_bytes()
    (key / "b.jsonl").write_bytes(whole[:-20])
    said = endigue("continuity", "merge", case, key)
    assert (said.code, said.out) == (2, "")
    assert "b.jsonl" in said.err
    said = endigue("continuity", "merge", case, key, "--leave-bad", lang="fr_FR.UTF-8")
    assert said.code == 0
    assert "Écarté, non intègre\u00a0: b.jsonl" in said.out
    counts = endigue("continuity", "records", case, "--json").json["counts"]
    assert counts["sheets"]["entered"] == 1


@pytest.mark.parametrize(
    "words",
    [
        ("continuity", "records", "CASE", "--state", "gone"),
        ("continuity", "records", "none"),
        ("continuity", "merge", "CASE", "none"),
        ("continuity", "enter", "CASE", "--author", "A"),
        ("continuity", "enter", "CASE", "--author", "A", "--serial", "CA-000001-4", "day"),
        ("continuity", "forms", "issue", "CASE", "--form", "x", "--desk", "A", "--count", "1"),
        ("continuity", "forms", "issue", "CASE", "--form", "CA", "--desk", " ", "--count", "1"),
    ],
)
def test_what_makes_no_sense_is_one_sentence(
    endigue: Callable, case: Path, words: tuple[str, ...], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    said = endigue(*(str(case) if word == "CASE" else word for word in words))
    assert (said.code, said.out, len(said.err.splitlines())) == (2, "", 1)


def test_sheets_are_asked_for_one_after_the_other_and_each_is_written_at_once(
    endigue: Callable, case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = ["day", "hour", "person", None, "phone", "about", "urgent", "request", "answered"]
    whole = [CALL.get(name, "") if name else "" for name in order]
    wrong = ["25h", *whole[1:]]
    lines = [serial("CA", 1), *whole, serial("CS", 2), serial("CA", 2), *wrong, ""]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines) + "\n"))
    said = endigue("continuity", "enter", case, "--ask", "CA", "--author", "A", "--json")
    assert said.code == 0, said.err
    assert [one["serial"] for one in said.json["entered"]] == [serial("CA", 1)]
    assert "Telephone to call back" in said.err
    assert "is no sheet of call-sheet" in said.err
    assert "'25h' is no date" in said.err
