from datetime import UTC, datetime
from pathlib import Path

import pytest

from endigue.communication.bulletin import Text
from endigue.desk.refusal import Refusal
from endigue.readers.bulletin import operation_names, parse_bulletin, read_bulletin


def test_a_bulletin_is_read_as_people_write_it() -> None:
    bulletin = parse_bulletin(
        'url = "https://etat.example"\nnext_update = 2026-02-07T10:00:00+01:00\n'
        'update = { fr = "a", en = "b" }\n[[service]]\noperation = "telephone"\nstate = "stopped"\n'
    )
    assert bulletin.next_update == datetime(2026, 2, 7, 9, tzinfo=UTC)
    assert bulletin.service[0].works is None
    assert bulletin.update == Text("a", "b")


@pytest.mark.parametrize(
    "wrong",
    [
        "= 1",
        "odd = 1",
        'url = "javascript:alert(1)"',
        'url = "https://x\\r\\nX-Header: 1"',
        'url = "https://x/<script>"',
        "next_update = 2026-02-07T10:00:00",
        "next_update = 2026-02-07",
        '[[service]]\noperation = "x"\nstate = "broken"',
        'update = { fr = "a", de = "b" }',
        f'update = {{ fr = "{"x" * 4001}", en = "b" }}',
        "a = " + "[" * 5000,
    ],
)
def test_what_is_no_bulletin_is_refused_in_one_sentence(tmp_path: Path, wrong: str) -> None:
    file = tmp_path / "bulletin.toml"
    file.write_text(wrong, encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        read_bulletin(str(file))
    assert refused.value.code == "communication.bulletin_is_wrong"
    assert "\n" not in str(refused.value.arguments["why"])


def test_files_that_are_absent_binary_or_huge_are_refused(tmp_path: Path) -> None:
    binary, huge = tmp_path / "b.toml", tmp_path / "h.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    huge.write_bytes(b"#" * (2 << 20))
    for file in (binary, huge, tmp_path / "absent.toml"):
        with pytest.raises(Refusal):
            read_bulletin(str(file))


def test_names_of_operations_are_read(examples: Path) -> None:
    names = operation_names((examples / "mutual" / "operations.toml").read_bytes())
    assert names["telephone"] == Text("Plateforme téléphonique", "Telephone platform")
