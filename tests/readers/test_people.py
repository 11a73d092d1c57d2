from hashlib import sha256
from pathlib import Path

import pytest

from endigue.communication.message import Addressee
from endigue.desk.refusal import Refusal
from endigue.readers.people import read_people

PROFILES = ("contact", "health")
GOOD = "name;profile;address1;address2;language;reference;tier\nA B;contact;1 rue;99000 X;en;R1;9\n"


def listed(tmp_path: Path, content: str | bytes, profiles: tuple[str, ...] = PROFILES):  # type: ignore[no-untyped-def]
    file = tmp_path / "people.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_people(str(file), profiles, "fr")


def test_people_are_read_in_order_with_their_address(tmp_path: Path) -> None:
    found = listed(tmp_path, GOOD + ';health;"2, rue";;;;\n'.replace(";health", "C;health", 1))
    assert found.people == (
        Addressee(2, "A B", ("1 rue", "99000 X"), "contact", "en", "R1"),
        Addressee(3, "C", ("2, rue",), "health", "fr", ""),
    )
    assert found.left_out == ("tier",)
    assert found.sha256 == sha256((tmp_path / "people.csv").read_bytes()).hexdigest()


def test_one_profile_need_not_be_named(tmp_path: Path) -> None:
    found = listed(tmp_path, "\ufeffname,address\nA,1 rue\n", ("contact",))
    assert found.people[0].profile == "contact"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("who,profile\nA,contact\n", "people_header"),
        ("name,name,profile\nA,B,contact\n", "people_header"),
        ("name\nA\n", "people_header"),
        ("name,profile\n", "people_none"),
        ("name,profile\nA,moon\n", "people_profile"),
        ("name,profile\n,contact\n", "people_no_name"),
        ("name,profile\nA,contact,x\n", "people_row"),
        ("name,profile,language\nA,contact,de\n", "people_language"),
        ('name,profile\n"A,contact\n', "people_row"),
        (f"name,profile\n{'A' * 501},contact\n", "people_row"),
        ("name,profile," + ",".join(f"address{n}" for n in range(8)) + "\nA,contact" + ",x" * 8,
         "people_row"),
        (b"name,profile\n\xff,contact\n", "file_unreadable"),
    ],
)  # fmt: skip
def test_a_list_that_is_none_is_refused(tmp_path: Path, content: str | bytes, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        listed(tmp_path, content)


def test_a_list_that_is_absent_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="file_unreadable"):
        read_people(str(tmp_path / "no.csv"), PROFILES, "fr")
