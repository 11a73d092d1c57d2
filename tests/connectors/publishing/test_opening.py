from datetime import UTC, datetime
from pathlib import Path

import pytest

from endigue.connectors.publishing.opening import publish_to
from endigue.desk.delivery import Access
from endigue.desk.refusal import Refusal
from endigue.stores.case_folder import write_whole

NOW = datetime(2026, 2, 6, tzinfo=UTC)


def test_a_place_is_known_by_its_scheme(tmp_path: Path) -> None:
    def publish(place: str) -> None:
        publish_to(place, Access(), {"a.txt": b"x"}, {}, lambda: NOW, write_whole)

    publish(str(tmp_path / "out"))
    assert (tmp_path / "out" / "a.txt").read_bytes() == b"x"
    for place, code in (("ftp://host/x", "no_address"), ("s3://bucket", "no_key"),
                        ("sftp://a b/x", "no_address")):  # fmt: skip
        with pytest.raises(Refusal, match=code):
            publish(place)
