from contextlib import closing
from pathlib import Path

import pytest

from endigue.connectors.csv_file import CsvConnector
from endigue.connectors.http_api import HttpConnector
from endigue.connectors.opening import open_connector
from endigue.connectors.postgres import PostgresConnector
from endigue.desk.refusal import Refusal, Unreachable
from endigue.stores.case_folder import write_whole


def test_a_location_names_its_connector(tmp_path: Path, postgres: str) -> None:
    headers = tmp_path / "headers.txt"
    headers.write_text("Authorization: Bearer a:b\n\nX-Team: 1\n", encoding="utf-8")
    for location, kind in (
        (postgres, PostgresConnector),
        ("https://api.example/v1", HttpConnector),
        (str(tmp_path / "out"), CsvConnector),
    ):
        opened = open_connector(location, str(tmp_path), str(headers), 1.0, write_whole)
        with closing(opened):
            assert isinstance(opened, kind)
            if isinstance(opened, HttpConnector):
                assert opened._headers == {"Authorization": "Bearer a:b", "X-Team": "1"}


@pytest.mark.parametrize(
    ("location", "error"),
    [
        ("mysql://host/x", Refusal),
        ("http://", Refusal),
        ("postgresql://endigue@/x?host=/nowhere", Unreachable),
    ],
)
def test_a_location_that_leads_nowhere_is_refused(
    tmp_path: Path, location: str, error: type[Refusal]
) -> None:
    with pytest.raises(error):
        open_connector(location, str(tmp_path), None, 1.0, write_whole)


def test_headers_that_are_none_are_refused(tmp_path: Path) -> None:
    headers = tmp_path / "headers.txt"
    headers.write_text("no header\n", encoding="utf-8")
    for file in (headers, tmp_path / "absent"):
        with pytest.raises(Refusal):
            open_connector("https://x.example", str(tmp_path), str(file), 1.0, write_whole)
