from pathlib import Path

import pytest

from endigue.connectors.publishing.folder import publish_to_folder
from endigue.desk.refusal import Unreachable
from endigue.stores.case_folder import write_whole

FILES = {"index.html": b"a", "en/index.html": b"b", "sms.txt": b"c"}


def test_a_folder_is_written_in_order_and_read_back(tmp_path: Path) -> None:
    order: list[str] = []

    def write(file: str, content: bytes) -> None:
        order.append(Path(file).relative_to(tmp_path / "out").as_posix())
        write_whole(file, content)

    delivery = publish_to_folder(str(tmp_path / "out"), FILES, write)
    assert order == ["sms.txt", "en/index.html", "index.html"]
    assert (delivery.sent, delivery.already) == (3, 0)
    (tmp_path / "out" / "sms.txt").write_bytes(b"?")
    assert publish_to_folder(str(tmp_path / "out"), FILES, write).sent == 1


def test_a_disk_that_loses_what_it_is_given_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match=r"publishing\.reads_otherwise"):
        publish_to_folder(str(tmp_path), FILES, lambda *_: None)
