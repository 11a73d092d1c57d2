"""The made incident: who received, who clicked, whose machine went wrong, and where it began."""

import importlib.util
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
SEVEN = timedelta(minutes=7)


@pytest.fixture(scope="module")
def made() -> ModuleType:
    path = ROOT / "scripts" / "example_message.py"
    spec = importlib.util.spec_from_file_location("example_message", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def scanned(endigue: Callable, folder: Path, *more: object) -> dict:
    logs = [("--proxy", "proxy.log"), ("--dns", "dns.log"), ("--events", "events.jsonl")]
    given = [word for option, name in logs if (folder / name).exists()
             for word in (option, folder / name)]  # fmt: skip
    said = endigue(
        "evidence", "scan", "messages", folder / "messages", "--bad", "documents-rh[.]example",
        "--domain", "mutuelle.example", *given, *more, "--json",
    )  # fmt: skip
    assert said.code == 0, said.err
    return said.json


@pytest.mark.parametrize("behind", [timedelta(), SEVEN, -SEVEN], ids=["right", "behind", "ahead"])
@pytest.mark.parametrize("redirect", [False, True], ids=["direct", "redirect"])
@pytest.mark.parametrize("without", ["", "proxy.log", "dns.log"])
def test_recipients_clicks_machines_and_patient_zero_are_found(
    endigue: Callable, tmp_path: Path, made: ModuleType, behind: timedelta, redirect: bool,
    without: str,
) -> None:  # fmt: skip
    truth = made.truth()
    made.write(tmp_path, made.Variant(behind, redirect, frozenset({without})))
    found = scanned(endigue, tmp_path)
    assert set(found["recipients"]) == truth.recipients
    assert len(found["campaign"]) == 37
    assert set(found["clicked"]) == truth.clicked
    wrong = {host for host, about in found["machines"].items() if about["clicked"]}
    assert wrong == truth.wrong
    assert set(found["machines"]) - wrong == {truth.moved_to}
    assert all(about["explained"] for about in found["machines"].values())
    origin = found["origin"]
    assert origin["roots"][0]["step"]["kind"] == "campaign"
    assert origin["patient_zero"]["host"] == truth.patient_zero
    assert [way[-1]["host"] for way in origin["movements"]][:1] == [truth.moved_to]
    if without != "proxy.log":
        assert origin["established"]
        assert len(found["opened"]) == 3
    else:
        assert not origin["established"]
        assert [each["about"] for each in origin["missing"]] == ["proxy"]


def test_without_the_message_the_answer_says_what_is_missing(
    endigue: Callable, tmp_path: Path, made: ModuleType
) -> None:
    truth = made.truth()
    made.write(tmp_path, made.Variant(without=frozenset({"messages"})))
    found = scanned(endigue, tmp_path)
    assert (found["campaign"], found["recipients"]) == ([], [])
    origin = found["origin"]
    assert not origin["established"]
    best = origin["roots"][0]
    assert (best["step"]["kind"], best["step"]["host"]) == ("click", truth.patient_zero)
    wanted = best["missing"][0]
    assert wanted["code"] == "message_of_click"
    assert f"{wanted['about']}@mutuelle.example" in truth.clicked


def test_a_hole_in_the_proxy_log_is_named_with_its_hours(
    endigue: Callable, tmp_path: Path, made: ModuleType
) -> None:
    made.write(tmp_path, made.Variant(hole=(timedelta(hours=2), timedelta(hours=5))))
    found = scanned(endigue, tmp_path)
    assert set(found["clicked"]) == made.truth().clicked
    missing = [each for each in found["origin"]["roots"][0]["missing"] if each["about"] == "proxy"]
    assert [(each["code"], each["start"][11:15], each["end"][11:15]) for each in missing] == [
        ("silent", "08:5", "12:0"),
    ]


def test_without_events_nobody_is_said_to_have_gone_wrong(
    endigue: Callable, tmp_path: Path, made: ModuleType
) -> None:
    made.write(tmp_path, made.Variant(without=frozenset({"events.jsonl"})))
    found = scanned(endigue, tmp_path)
    assert set(found["clicked"]) == made.truth().clicked
    assert (found["machines"], found["origin"]["roots"]) == ({}, [])
    assert [each["about"] for each in found["origin"]["missing"]] == ["hosts"]


def test_a_case_keeps_findings_and_trace_and_tells_the_same_origin(
    endigue: Callable, tmp_path: Path, examples: Path
) -> None:
    case = tmp_path / "case"
    found = scanned(endigue, examples / "message", "--case", case)
    told = endigue("evidence", "origin", case, "--json").json
    assert told["origin"]["patient_zero"]["host"] == found["origin"]["patient_zero"]["host"]
    assert told["origin"]["established"]
    entries = endigue("journal", "verify", case, "--json").json["entries"]
    scanned(endigue, examples / "message", "--case", case)
    assert endigue("journal", "verify", case, "--json").json["entries"] == entries
    said = endigue("evidence", "origin", case, lang="fr_FR.UTF-8")
    assert "Patient zéro" in said.out


def test_raw_files_of_all_kinds_are_sorted_out_by_themselves(
    endigue: Callable, examples: Path
) -> None:
    said = endigue("evidence", "origin", examples / "message", "--bad", "documents-rh.example",
                   "--json").json  # fmt: skip
    assert said["origin"]["established"]
    bare = endigue("evidence", "origin", examples / "message", "--bad", "documents-rh.example")
    assert "Patient zero: ws-011" in bare.out


def test_what_is_no_evidence_and_no_known_bad_thing_is_refused_in_one_sentence(
    endigue: Callable, tmp_path: Path, examples: Path
) -> None:
    (tmp_path / "x.txt").write_text("x")
    assert endigue("evidence", "origin", tmp_path).code == 2
    mails = examples / "message" / "messages"
    said = endigue("evidence", "scan", "messages", mails, "--bad", "nonsense")
    assert (said.code, said.err.count("\n")) == (2, 1)
    plain = endigue("evidence", "scan", "messages", mails, "--domain", "mutuelle.example")
    assert "no verdict" in plain.out
    assert "the text shown names another site" in " ".join(plain.out.split())
