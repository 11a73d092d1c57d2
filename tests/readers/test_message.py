from pathlib import Path

import pytest

from endigue.communication.bulletin import Text
from endigue.communication.message import half_said
from endigue.desk.refusal import Refusal
from endigue.readers.message import read_letter, read_message
from endigue.readers.people import read_people
from endigue.readers.rulebook import load_rulebook
from endigue.writers.status.plain import SPOKEN_WORDS, spoken_words

STAFF = """
audience = "staff"
text = { fr = "Ne vous connectez à rien.", en = "Do not log on." }
do = [{ fr = "Venez au hall.", en = "Come to the hall." }]
"""
LETTER = """
company = "co"
what = { fr = "a", en = "b" }
consequences = { fr = "a", en = "b" }
measures = { fr = "a", en = "b" }
signed = { fr = "a", en = "b" }
[[profile]]
id = "contact"
concerned = { fr = "a", en = "b" }
"""


def test_a_message_and_a_letter_are_read(tmp_path: Path) -> None:
    file = tmp_path / "m.toml"
    file.write_text(STAFF, "utf-8")
    assert read_message(str(file)).do == (Text("Venez au hall.", "Come to the hall."),)
    file.write_text(LETTER, "utf-8")
    assert [one.id for one in read_letter(str(file)).profile] == ["contact"]


@pytest.mark.parametrize(
    "content",
    [
        STAFF.replace("staff", "people"),
        STAFF + "whom = 1",
        "[",
        "a = " + "[" * 5000,
        STAFF + f'signed = {{ fr = "{"x" * 4001}" }}',
        "#" * ((1 << 20) + 1),
    ],
)
def test_a_file_that_is_no_message_is_refused_in_one_sentence(tmp_path: Path, content: str) -> None:
    file = tmp_path / "m.toml"
    file.write_text(content, "utf-8")
    with pytest.raises(Refusal, match=r"notices\.file_is_wrong"):
        read_message(str(file))


def test_a_letter_without_a_profile_or_with_a_strange_name_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "m.toml"
    for content in (LETTER.split("[[")[0] + "profile = []", LETTER.replace("contact", "../x")):
        file.write_text(content, "utf-8")
        with pytest.raises(Refusal, match=r"notices\.file_is_wrong"):
            read_letter(str(file))
    with pytest.raises(Refusal, match="file_unreadable"):
        read_letter(str(tmp_path / "absent"))


def test_what_people_write_in_the_example_can_be_told(examples: Path) -> None:
    crisis = examples / "crisis"
    kinds = load_rulebook().kinds
    told = [read_message(str(crisis / f"{name}.toml")) for name in ("staff", "telephone")]
    letter = read_letter(str(crisis / "letter.toml"))
    for texts in (*(one.texts() for one in told), letter.texts()):
        assert half_said(texts) == ()
        assert all(event in kinds for text in texts for event in text.figures)
    for language in ("fr", "en"):
        assert spoken_words(told[1].text.said(language)) <= SPOKEN_WORDS
    listed = read_people(str(crisis / "people.csv"), [one.id for one in letter.profile], "fr")
    assert len(listed.people) == 3 and listed.left_out == ()
