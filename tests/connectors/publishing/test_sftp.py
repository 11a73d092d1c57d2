import subprocess
from pathlib import Path

import pytest

from endigue.connectors.publishing.sftp import SftpPlace
from endigue.desk.delivery import Access, Delivery
from endigue.desk.refusal import Refusal, Unreachable
from publishing_servers import Host

FILES = {
    "robots.txt": b"all",
    "index.html": b"<p>first",
    "en/index.html": b"<p>other",
    "api/v2/summary.json": bytes(range(256)) * 40,
}


def access(host: Host, **other: object) -> Access:
    given = {"identity": str(host.identity), "known_hosts": str(host.known_hosts), **other}
    return Access(**given)  # type: ignore[arg-type]


def publish(host: Host, files: dict[str, bytes] = FILES) -> Delivery:
    return SftpPlace(host.place, access(host)).publish(files)


def held(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_files_come_whole_into_folders_of_any_name(host: Host) -> None:
    delivery = publish(host)
    assert (delivery.sent, delivery.already) == (4, 0)
    assert held(host.public) == FILES  # nothing else, no half file
    assert {path.stat().st_mode & 0o777 for path in host.public.glob("*.*")} == {0o644}
    assert "127.0.0.1" in delivery.place and str(host.port) not in delivery.place


def test_a_new_version_replaces_the_old_and_leaves_what_others_put_there(host: Host) -> None:
    publish(host)
    (host.public / "logo.png").write_bytes(b"theirs")
    newer = {**FILES, "index.html": b"<p>second"}
    assert publish(host, newer) == Delivery(publish(host, newer).place, 1, 3)
    assert held(host.public) == {**newer, "logo.png": b"theirs"}
    assert publish(host, newer).sent == 0


def test_an_interrupted_sending_goes_on_where_it_stopped(host: Host) -> None:
    publish(host)
    (host.public / "index.html").unlink()
    (host.public / ".index.html.part").write_bytes(b"<p>fi")  # the line broke here
    (host.public / "en" / "index.html").write_bytes(b"")
    delivery = publish(host)
    assert (delivery.sent, delivery.already) == (2, 2)
    assert held(host.public) == FILES


def test_a_host_that_replaces_nothing_is_served_all_the_same(plain_host: Host) -> None:
    publish(plain_host)
    newer = {name: content + b"!" for name, content in FILES.items()}
    delivery = publish(plain_host, newer)
    assert delivery.sent == 4
    assert held(plain_host.public) == newer


def test_an_unknown_host_or_key_is_refused_and_nothing_is_written(
    host: Host, tmp_path: Path
) -> None:
    (tmp_path / "nobody").write_text("")
    with pytest.raises(Unreachable, match=r"publishing\.unreachable"):
        SftpPlace(host.place, access(host, known_hosts=str(tmp_path / "nobody"))).publish(FILES)
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / "other"],
                   check=True)  # fmt: skip
    with pytest.raises(Unreachable) as refused:
        SftpPlace(host.place, access(host, identity=str(tmp_path / "other"))).publish(FILES)
    assert refused.value.arguments["why"]
    assert not host.public.exists()


def test_a_folder_that_cannot_be_written_is_told(host: Host) -> None:
    host.public.write_bytes(b"a file stands where the folder should")
    with pytest.raises(Unreachable):
        publish(host)
    host.public.unlink()


@pytest.mark.parametrize(
    "place",
    [
        "sftp://",
        "sftp://-oProxyCommand=x/f",
        "sftp://user:hush@host/f",
        "sftp://host:no/f",
        "sftp://host/../f",
        "sftp://us er@host/f",
        "sftp://-l@host/f",
        "sftp://host/a%0Arm%20x",
        "sftp://host/f?x",
    ],
)
def test_an_address_that_is_none_is_refused(place: str) -> None:
    with pytest.raises(Refusal, match=r"publishing\.no_address") as refused:
        SftpPlace(place, Access())
    assert "hush" not in str(refused.value)
