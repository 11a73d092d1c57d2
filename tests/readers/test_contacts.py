from pathlib import Path

import pytest

from endigue.continuity.degraded import Contact
from endigue.desk.refusal import Refusal
from endigue.readers.contacts import read_contacts


def test_contacts_are_read_in_their_order(tmp_path: Path) -> None:
    text = "telephone;name;operation\n 06 00 ; Léa ;telephone\n01;Bruno;\n"
    (tmp_path / "contacts.csv").write_text(text, encoding="utf-8")
    assert read_contacts(str(tmp_path)) == (
        Contact("Léa", "06 00", "", "telephone"),
        Contact("Bruno", "01"),
    )


def test_without_a_file_nobody_is_known(tmp_path: Path) -> None:
    assert read_contacts(str(tmp_path)) == ()


def test_a_table_without_telephones_is_refused(tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_text("name\nLéa\n", encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        read_contacts(str(tmp_path))
    assert refused.value.code == "continuity.contacts_header"
