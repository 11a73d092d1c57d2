from collections.abc import Callable
from pathlib import Path

import pytest

FRIDAY = "2021-02-05T19:00:00+01:00"


@pytest.fixture
def case(endigue: Callable, examples: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    said = endigue("communication", "record", folder, "aware", "--author", "Keeper",
                   "--occurred", FRIDAY, "--organisation", examples / "mutual")  # fmt: skip
    assert said.code == 0, said.err
    return folder


def test_evidence_is_taken_handed_over_checked_and_printed(
    endigue: Callable, case: Path, tmp_path: Path
) -> None:
    def run(*words: object, code: int = 0):  # type: ignore[no-untyped-def]
        said = endigue("communication", "custody", words[0], case, *words[1:], "--json")
        assert said.code == code, said.err
        return said.json if code == 0 else said.err

    image = tmp_path / "srv-1.dd"
    image.write_bytes(b"bytes")
    taken = run("take", "image of srv-1", "--kind", "disk", "--file", image, "--by", "Expert",
                "--seal", "S-1", "--occurred", FRIDAY, "--author", "Keeper")  # fmt: skip
    assert (taken["number"], taken["size"], len(taken["sha256"])) == (1, 5, 64)
    run("hand", 1, "--from", "Expert", "--to", "Police", "--why", "complaint", "--author", "Keeper")
    assert "Police" in run("hand", 1, "--from", "Expert", "--to", "Lab", "--why", "w", "--author",
                           "Keeper", code=2)  # fmt: skip
    assert run("check", 1, image, "--author", "Keeper")["same"] is True
    image.write_bytes(b"other")
    assert run("check", 1, image, "--author", "Keeper")["same"] is False
    out = tmp_path / "out"
    (exhibit,) = run("register", "--out", out)["exhibits"]
    assert (exhibit["holder"], exhibit["transfers"], exhibit["altered"]) == ("Police", 1, True)
    assert {path.name for path in out.iterdir()} == {"evidence-register.csv",
                                                     "evidence-register.pdf"}  # fmt: skip
    assert "none-such" in run("take", "x", "--file", tmp_path / "none-such", "--by", "E",
                              "--author", "K", code=2)  # fmt: skip


def test_the_call_tree_is_printed_before_it_is_needed(
    endigue: Callable, examples: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "organisation"
    folder.mkdir()
    (folder / "organisation.toml").write_bytes(
        (examples / "mutual" / "organisation.toml").read_bytes()
    )
    words = ("communication", "calls", folder, "--out", tmp_path / "out")
    assert "contacts.csv" in endigue(*words).err
    header = "name,telephone,role,called_by\n"
    (folder / "contacts.csv").write_text(header + "Head,1,director,\nPress,2,press,Head\n")
    said = endigue(*words, "--json").json
    assert (said["people"], said["minutes"], said["files"]) == (2, 3.0, ["calls.pdf"])
    for row, told in (("Lost,3,,Moon\n", "Moon"), ("Head,3,,\n", "Head")):
        (folder / "contacts.csv").write_text(header + "Head,1,director,\n" + row)
        refused = endigue(*words)
        assert (refused.code, told in refused.err) == (2, True)
