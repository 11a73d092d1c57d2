"""From the first words to the public's eyes: a page and an instruction, told, approved, published
over SFTP and to an object store, corrected, and found again in the situation report.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from publishing_servers import Host, ObjectStore, host, moto, ssh_host, store

__all__ = ["host", "moto", "ssh_host", "store"]

FRIDAY = "2021-02-05T19:00:00+01:00"
BULLETIN = """
url = "https://etat.example"
next_update = 2021-02-06T10:00:00+01:00
update = { fr = "Environ {clients-affected} adhérents.", en = "About {clients-affected} members." }
[[service]]
operation = "telephone"
state = "stopped"
"""


@pytest.fixture
def case(endigue: Callable, examples: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    said = endigue(
        "communication", "record", folder, "aware", "clients-affected=52000", "--estimate",
        "--author", "Keeper", "--occurred", FRIDAY, "--organisation", examples / "mutual",
    )  # fmt: skip
    assert said.code == 0, said.err
    for person, role in (("Director", "strategic"), ("Press", "communication"),
                         ("Counsel", "legal")):  # fmt: skip
        endigue("communication", "role", "give", folder, person, role, "--author", "Director")
    (tmp_path / "bulletin.toml").write_text(BULLETIN, "utf-8")
    return folder


def test_a_page_goes_out_to_every_place_and_is_corrected(
    endigue: Callable, examples: Path, case: Path, tmp_path: Path, host: Host, store: ObjectStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    for name, value in store.environment.items():
        monkeypatch.setenv(name, value)

    def run(*words: object, code: int = 0):  # type: ignore[no-untyped-def]
        said = endigue("communication", *words[:2], case, *words[2:], "--json")
        assert said.code == code, said.err
        return said.json if code == 0 else said.err

    def page_passed(version: int) -> None:
        run("status", "review", version, "--author", "Counsel")
        run("status", "approve", version, "--author", "Director")

    run("status", "tell", tmp_path / "bulletin.toml", "--author", "Press")
    run("status", "draft", "--author", "Press")
    places = ("--to", host.place, "--identity", host.identity, "--known-hosts", host.known_hosts,
              "--to", f"s3://{store.bucket}/page", "--endpoint", store.endpoint)  # fmt: skip
    publish = ("status", "publish", 1, *places, "--author", "Press")
    assert "approved" in run(*publish, code=2)
    assert not host.public.exists()
    page_passed(1)
    made = run(*publish)
    assert [one["sent"] for one in made["places"]] == [len(made["files"])] * 2
    for name in made["files"]:
        assert store.get(f"page/{name}")["Body"] == (host.public / name).read_bytes()
    page = (host.public / "index.html").read_text("utf-8")
    assert "52" in page and "estimation" in page

    (host.public / "index.html").unlink()  # whatever happened there, the same command mends it
    again = run(*publish)
    assert [(one["sent"], one["already"]) for one in again["places"]] == [
        (1, len(made["files"]) - 1), (0, len(made["files"])),
    ]  # fmt: skip

    correction = ("--corrects", 1, "--correction-fr", "Chiffre revu.", "--correction-en", "Figure.")
    run("status", "draft", "--author", "Press", *correction)
    page_passed(2)
    run("status", "publish", 2, *places, "--author", "Press")
    assert "Chiffre revu." in (host.public / "index.html").read_text("utf-8")

    nowhere = ("--to", "s3://no-such-bucket-anywhere", "--endpoint", store.endpoint)
    said = run("status", "publish", 2, *nowhere, "--author", "Press", code=3)
    assert "NoSuchBucket" in said and len(said.strip().splitlines()) == 1

    run("message", "write", examples / "crisis" / "staff.toml", "--author", "Press")
    run("message", "draft", "staff", "--author", "Press")
    run("message", "review", "staff", 1, "--author", "Counsel")
    told = run("cell", "situation", "--out", tmp_path / "papers", "--summary", "s", "--author",
               "Keeper")  # fmt: skip
    assert told["number"] == 1
    assert endigue("journal", "verify", case, "--json").json["ok"] is True
