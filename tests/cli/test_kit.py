from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import pyzipper

PASSPHRASE = "six words that nobody would guess"


def test_a_kit_is_packed_and_the_crisis_takes_its_numbers_over(
    endigue: Callable, examples: Path, tmp_path: Path
) -> None:
    kit, case = tmp_path / "kit", tmp_path / "case"
    extract = tmp_path / "members.csv"
    extract.write_text("id,name\n1,Anne Essai\n", encoding="utf-8")
    said = endigue(
        "continuity", "kit", examples / "mutual", "--out", kit, "--copies", "2", "--extract",
        extract, "--json",
    )  # fmt: skip
    assert said.code == 0, said.err
    files = said.json["files"]
    assert {"READ-ME.txt", "sheets.pdf", "contacts.pdf", "page.html", "issued.jsonl"} <= set(files)
    assert "forms/CS-claim-slip.pdf" in files and "forms/PY-payroll-repeat.pdf" in files
    assert (kit / "extracts" / "members.csv").read_text(encoding="utf-8").endswith("Anne Essai\n")
    assert all((kit / name).stat().st_size for name in files)
    # How an intruder can move in the organisation stays out of it.
    assert not (kit / "extracts" / "links.csv").exists()
    merged = endigue("continuity", "merge", case, kit, "--json")
    assert merged.code == 0, merged.err
    assert merged.json["counts"]["issued"] == len(said.json["ranges"]) * (2 + 500)


def test_a_passphrase_encrypts_all_of_it(endigue: Callable, examples: Path, tmp_path: Path) -> None:
    secret, kit = tmp_path / "passphrase.txt", tmp_path / "kit"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
    said = endigue(
        "continuity", "kit", examples / "mutual", "--out", kit, "--copies", "1", "--case",
        tmp_path / "case", "--passphrase-file", secret, lang="fr_FR.UTF-8",
    )  # fmt: skip
    assert said.code == 0, said.err
    assert sorted(path.name for path in kit.iterdir()) == ["READ-ME.txt", "kit.zip"]
    assert "7-Zip" in (kit / "READ-ME.txt").read_text(encoding="utf-8")
    with pyzipper.AESZipFile(BytesIO((kit / "kit.zip").read_bytes())) as opened:
        opened.setpassword(PASSPHRASE.encode())
        assert opened.read("sheets.pdf").startswith(b"%PDF")
        assert "Kit de continuité" in opened.read("READ-ME.txt").decode()
    counts = endigue("continuity", "records", tmp_path / "case", "--json").json["counts"]
    assert counts["sheets"]["missing"] == counts["issued"] > 0


@pytest.mark.parametrize("trouble", ["short", "taken", "twice", "contacts"])
def test_what_makes_no_sense_is_one_sentence_and_nothing_is_written(
    endigue: Callable, examples: Path, tmp_path: Path, trouble: str
) -> None:
    organisation, kit, secret = tmp_path / "org", tmp_path / "kit", tmp_path / "secret"
    assert endigue("organisation", "example", "mutual", "--into", organisation).code == 0
    secret.write_text("short\n" if trouble == "short" else PASSPHRASE, encoding="utf-8")
    more: tuple[object, ...] = ()
    if trouble == "taken":
        kit.mkdir()
    if trouble == "twice":
        more = ("--extract", secret, "--extract", secret)
    if trouble == "contacts":
        (organisation / "contacts.csv").write_text("who\nx\n", encoding="utf-8")
    said = endigue(
        "continuity", "kit", organisation, "--out", kit, "--passphrase-file", secret, *more
    )
    assert (said.code, said.out, len(said.err.splitlines())) == (2, "", 1)
    assert not kit.exists() or list(kit.iterdir()) == []
