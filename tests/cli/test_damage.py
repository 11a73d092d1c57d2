"""`endigue damage` on the reference mutual, from raw evidence to the whole damage."""

import json
import random
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

SINCE = datetime(2026, 2, 5, 18, tzinfo=UTC)
FILES = 400


@pytest.fixture
def share(tmp_path: Path) -> tuple[Path, Path]:
    """A share of which a quarter of `claims` is encrypted and renamed, and its backup."""
    chance = random.Random(4)
    backup, tree = tmp_path / "backup", tmp_path / "share"
    for folder in ("claims", "staff"):
        (backup / folder).mkdir(parents=True)
        for number in range(FILES):
            words = chance.choices(["contribution", "member", "slip", "total"], k=200)
            text = " ".join(words) + f" {number}"
            (backup / folder / f"{number}.txt").write_text(text, encoding="utf-8")
    shutil.copytree(backup, tree)
    for number in range(0, FILES, 4):
        sound = tree / "claims" / f"{number}.txt"
        sound.with_name(f"{number}.txt.locked").write_bytes(chance.randbytes(2_000))
        sound.unlink()
    (tree / "claims" / "1.txt").unlink()
    return tree, backup


@pytest.fixture
def flows(tmp_path: Path) -> Path:
    """Ten days of a database server that sends little, then 400 MB to a new address at night."""
    chance = random.Random(7)
    folder = tmp_path / "zeek"
    folder.mkdir()
    rows = []

    def sent(target: str, at: datetime, count: int) -> None:
        rows.append({"ts": at.timestamp(), "id.orig_h": "10.0.5.11", "id.resp_h": target,
                     "proto": "tcp", "conn_state": "SF", "duration": 1.0, "orig_bytes": count,
                     "resp_bytes": 0})  # fmt: skip

    for hour in range(-240, 12):
        sent("20.1.1.1", SINCE + timedelta(hours=hour), chance.randint(1, 2_000_000))
    for minute in range(0, 120, 2):
        sent("185.9.9.9", SINCE + timedelta(hours=5, minutes=minute), 400_000_000 // 60)
    (folder / "conn.log").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return folder


@pytest.fixture
def case(endigue: Callable, examples: Path, tmp_path: Path) -> Path:
    case = tmp_path / "case"
    said = endigue(
        "communication", "record", case, "aware", "personal-data-breach",
        "--organisation", examples / "mutual", "--author", "A",
    )  # fmt: skip
    assert said.code == 0, said.err
    return case


def test_a_share_is_counted_by_data_set_and_beside_its_backup(
    endigue: Callable, case: Path, share: tuple[Path, Path]
) -> None:
    tree, backup = share
    said = endigue(
        "damage", "data", tree, "--of", "claims=data-claims", "--of", "staff=Dossiers du personnel",
        "--backup", backup, "--case", case, "--json",
    )  # fmt: skip
    assert said.code == 0, said.err
    claims, staff = (each["damage"] for each in said.json["trees"])
    assert (claims["encrypted"], claims["missing"], claims["files"]) == (FILES // 4, 1, FILES)
    assert claims["damaged"]["least"] <= FILES // 4 + 1 <= claims["damaged"]["most"]
    assert staff["damaged"] == {"least": 0, "likely": 0, "most": 0}
    assert staff["files"] == FILES
    shown = endigue("damage", "assess", case, lang="fr_FR.UTF-8")
    assert "data-claims" in shown.out and "confirmé" in shown.out


def test_what_left_is_found_and_its_bounds_hold(endigue: Callable, case: Path, flows: Path) -> None:
    until = (SINCE + timedelta(hours=11)).isoformat()
    said = endigue(
        "damage", "exfiltration", flows, "--since", SINCE.isoformat(), "--until", until,
        "--case", case, "--json",
    )  # fmt: skip
    assert said.code == 0, said.err
    found = said.json["exfiltration"]
    (host,) = found["hosts"]
    assert host["host"] == "10.0.5.11"
    assert host["destinations"] == ["185.9.9.9"]
    assert host["excess"]["least"] <= 400_000_000 <= host["excess"]["most"]
    assert found["total"]["most"] < 410_000_000
    text = endigue("damage", "exfiltration", flows, "--since", SINCE.isoformat(), "--until", until)
    assert "to where nobody went before" in text.out
    assert "by chance alone" in text.out


def test_the_last_good_backup_stands_before_the_safe_date(
    endigue: Callable, case: Path, tmp_path: Path
) -> None:
    listed = tmp_path / "backups.csv"
    listed.write_text(
        "dataset,taken_at,location,copy,verified\n"
        "data-claims,2026-02-01T02:00:00Z,vault,offline,yes\n"
        "data-claims,2026-02-04T02:00:00Z,vault,immutable,\n"
        "data-claims,2026-02-06T02:00:00Z,vault,immutable,\n"
        "data-members,2026-02-04T02:00:00Z,vault,offline,no\n",
        encoding="utf-8",
    )
    said = endigue("restoration", "safe-date", case, "2026-02-05T00:00:00Z")
    assert said.code == 0, said.err
    said = endigue("damage", "backups", listed, "--case", case, "--json")
    assert said.code == 0, said.err
    good = {each["subject"]: each for each in said.json["last_good"]}
    assert good["data-claims"]["backup"]["taken_at"] == "2026-02-04T02:00:00Z"
    assert good["data-claims"]["verified"]["taken_at"] == "2026-02-01T02:00:00Z"
    assert good["data-claims"]["passed_over"] == {"after_safe_date": 1}
    assert good["data-members"]["backup"] is None
    damage = endigue("damage", "assess", case, "--json").json["damage"]
    applications = {each["service"]: each for each in damage["applications"]}
    assert any(each["without"] == ["data-members"] for each in applications.values())


def test_the_whole_damage_is_put_together(
    endigue: Callable, case: Path, share: tuple[Path, Path]
) -> None:
    tree, backup = share
    endigue(
        "damage", "data", tree, "--of", "claims=data-claims", "--backup", backup, "--case", case
    )
    endigue("damage", "state", case, "data-members", "confidentiality", "confirmed",
            "--people", 5200, "--reason", "leak site", "--author", "K")  # fmt: skip
    said = endigue(
        "damage", "assess", case, "--stopped", "2026-02-06T18:00:00Z", "--at",
        "2026-02-07T18:00:00Z", "--down", "srv-file-01", "--json",
    )  # fmt: skip
    assert said.code == 0, said.err
    damage = said.json["damage"]
    data = {each["id"]: each for each in damage["data"]}
    assert data["data-claims"]["availability"]["state"] == "confirmed"
    assert data["data-members"]["confidentiality"]["people"] == {
        "least": 5200, "likely": 5200, "most": 5200,
    }  # fmt: skip
    assert damage["people_read"]["least"] == 5200
    assert damage["money"]["operations"] == sum(each["lost"] for each in damage["operations"])
    assert all(each["hours"] == 24 for each in damage["operations"])
    assert {"no_flows", "no_backups"} <= set(damage["gaps"])
    before = endigue("journal", "show", case, "--json").json["entries"]
    again = endigue("damage", "assess", case, "--stopped", "2026-02-06T18:00:00Z", "--at",
                    "2026-02-07T18:00:00Z", "--down", "srv-file-01")  # fmt: skip
    assert "People without their data" in again.out
    assert endigue("journal", "show", case, "--json").json["entries"] == before


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("data", "TREE", "--of", "claims=data-klaims"), "data-claims"),
        (("data", "TREE", "--of", "nothing=data-claims"), "nothing"),
        (("data", "TREE", "--of", "data-claims", "--of", "data-staff"), "once"),
        (("backups", "LIST"), "data-klaims"),
    ],
)
def test_a_slip_is_refused_with_a_sentence_and_nothing_is_written(
    endigue: Callable, case: Path, share: tuple[Path, Path], tmp_path: Path,
    words: tuple[str, ...], expected: str,
) -> None:  # fmt: skip
    listed = tmp_path / "l.csv"
    listed.write_text("dataset,taken_at\ndata-klaims,2026-02-01T02:00:00Z\n", encoding="utf-8")
    before = endigue("journal", "show", case, "--json").json["entries"]
    places = {"TREE": str(share[0]), "LIST": str(listed)}
    said = endigue("damage", *(places.get(word, word) for word in words), "--case", case)
    assert said.code == 2
    assert expected in said.err and "Traceback" not in said.err
    assert endigue("journal", "show", case, "--json").json["entries"] == before


def test_a_case_without_an_organisation_is_refused(endigue: Callable, tmp_path: Path) -> None:
    said = endigue("damage", "assess", tmp_path / "nowhere")
    assert said.code == 2
    assert "no case" in said.err
