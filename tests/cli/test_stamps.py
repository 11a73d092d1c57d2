from collections.abc import Callable
from pathlib import Path

from stamping_authority import authority, openssl


def test_a_stamp_is_asked_answered_imported_and_verified_without_a_network(
    endigue: Callable, examples: Path, tmp_path: Path
) -> None:
    case = tmp_path / "case"
    endigue("communication", "record", case, "aware", "--author", "Keeper", "--organisation",
            examples / "mutual", "--occurred", "2021-02-05T19:00:00+01:00")  # fmt: skip

    def run(*words: object, code: int = 0):  # type: ignore[no-untyped-def]
        said = endigue("journal", "stamp", words[0], case, *words[1:], "--json")
        assert said.code == code, said.err
        return said

    asked = run("request", "--out", tmp_path / "head.tsq", "--author", "Keeper").json
    ours, stranger = authority(tmp_path / "ours"), authority(tmp_path / "stranger")
    (tmp_path / "head.tsr").write_bytes(ours.answer((tmp_path / "head.tsq").read_bytes()))
    take = ("import", tmp_path / "head.tsr", "--author", "Keeper", "--roots")
    refused = run(*take, stranger.folder / "root.pem", code=2)
    assert len(refused.err.strip().splitlines()) == 1
    taken = run(*take, ours.folder / "root.pem").json
    assert (taken["entry"], taken["hash"]) == (asked["entry"], asked["hash"])
    held = run("verify", "--out", tmp_path / "out").json
    assert held["ok"] is True
    openssl("ts", "-verify", "-digest", asked["hash"], "-in",
            tmp_path / "out" / f"stamp-{asked['entry']}.tsr", "-CAfile",
            tmp_path / "out" / f"stamp-{asked['entry']}.pem")  # fmt: skip
    other = run("verify", "--roots", stranger.folder / "root.pem", code=1).json
    assert other["ok"] is False and "does not hold" in other["stamps"][0]["why"]
    for lang, words in (("en_GB.UTF-8", "existed on"), ("fr_FR.UTF-8", "existaient")):
        assert words in endigue("journal", "stamp", "verify", case, lang=lang).out
    assert endigue("journal", "verify", case, "--json").json["ok"] is True
