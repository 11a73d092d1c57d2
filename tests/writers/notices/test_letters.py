from datetime import UTC, datetime

import pypdfium2

from endigue.communication.bulletin import Text
from endigue.communication.message import Addressee, DataProfile, Letter
from endigue.communication.notice import PeopleNotice
from endigue.communication.page import Figure
from endigue.communication.profile import Person
from endigue.writers.notices.letters import BATCH, letter_count, letter_files

AT = datetime(2026, 2, 12, 8, tzinfo=UTC)
HOSTILE = '=HYPERLINK("http://x")\u202e<b>#panic("x") *b* $x$ \\ [link](y)'


def both(fr: str, en: str = "") -> Text:
    return Text(fr, en or fr)


LETTER = Letter(
    "co", both("Environ {breach-people} personnes.", "About {breach-people} people."),
    both("hameçonnage"), both("coupure"), both("La présidence"),
    (
        DataProfile("contact", both("nom et adresse"), both("données de santé")),
        DataProfile("health", both("remboursements"), advice=(both("relisez vos décomptes"),)),
    ),
    (both("méfiez-vous"),),
)  # fmt: skip
FIGURE = Figure("breach-people", "count", 1_000_000, None, "", True, AT)
NOTICE = PeopleNotice(
    2, 1, AT, "La mutuelle", "FR", "Europe/Paris", "EUR", "fr", Person("L’officier", "dpo@x.test"),
    LETTER, (FIGURE,),
)  # fmt: skip


def people(count: int) -> list[Addressee]:
    return [
        Addressee(
            number + 2, f"Personne {number}", ("1 quai Fictif", "99000 Rivages"),
            "health" if number % 2 else "contact", "en" if number % 3 == 2 else "fr", f"R{number}",
        )
        for number in range(count)
    ]  # fmt: skip


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_each_person_has_a_page_with_the_data_of_their_profile() -> None:
    ((name, pdf, batch),) = letter_files(NOTICE, people(6), each=False)
    assert name == "letters-002-0000001-0000006.pdf"
    assert len(batch) == 6
    found = pages(pdf)
    assert len(found) == 6
    for number, text in enumerate(found):
        assert f"Personne {number} " in text and f"R{number}" in text
        assert ("remboursements" in text) == bool(number % 2)
        assert ("données de santé" in text) == (not number % 2)
        assert ("relisez vos décomptes" in text) == bool(number % 2)
        assert ("Dear Sir or Madam" in text) == (number % 3 == 2)
        assert "dpo@x.test" in text and "méfiez-vous" in text
    assert "1 000 000 (estimation)" in found[0].replace("\u202f", " ").replace("\xa0", " ")


def test_letters_come_in_batches_or_one_by_one_and_are_counted() -> None:
    everybody = people(BATCH + 1)
    batches = [(name, batch) for name, _, batch in letter_files(NOTICE, everybody, each=False)]
    assert [len(batch) for _, batch in batches] == [BATCH, 1]
    single = [name for name, _, _ in letter_files(NOTICE, everybody[:3], each=True)]
    assert single == [f"letters-002-000000{number}.pdf" for number in (1, 2, 3)]
    count = letter_count(batches).decode("utf-8-sig")
    assert count.splitlines() == [
        "file,letters,first_line,last_line",
        f"letters-002-0000001-0000250.pdf,{BATCH},2,{BATCH + 1}",
        f"letters-002-0000251-0000251.pdf,1,{BATCH + 2},{BATCH + 2}",
    ]
    assert "Personne" not in count


def test_a_hostile_list_is_printed_and_does_nothing() -> None:
    person = Addressee(2, HOSTILE, (HOSTILE, HOSTILE), "contact", "fr", HOSTILE)
    ((_, pdf, _),) = letter_files(NOTICE, [person], each=True)
    (text,) = pages(pdf)
    assert text.count('#panic("x")') == 4
    assert "\u202e" not in text and "\ufffd" in text


def test_the_same_list_gives_the_same_bytes() -> None:
    first, again = (list(letter_files(NOTICE, people(3), each=False)) for _ in range(2))
    assert first == again
