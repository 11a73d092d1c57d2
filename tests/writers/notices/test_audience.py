from datetime import UTC, datetime

import msgspec
import pypdfium2
import pytest
from tests.crisis_chronicle import entries, page, profile

from endigue.communication.bulletin import Text
from endigue.communication.message import Message
from endigue.communication.notice import PublicNotice
from endigue.communication.page import figures_of, texts_of
from endigue.desk.case import fold
from endigue.desk.refusal import Refusal
from endigue.desk.telling import current_notice
from endigue.kernel.instant import parse_instant
from endigue.locale.speech import Speech
from endigue.readers.rulebook import load_rulebook
from endigue.writers.notices.audience import audience_documents, audience_paper, spoken_greeting
from endigue.writers.status.plain import SPOKEN_WORDS, spoken_words

BOOK = load_rulebook()
LEDGER = fold(entries())
TUESDAY = "2026-02-10T12:00:00+01:00"
HOSTILE = '<script>alert(1)</script>\u202e#panic("x") *bold* $x$ =HYPERLINK("http://x")'


def notice(audience: str, message: Message | None = None, at: str = TUESDAY) -> PublicNotice:
    told = page(at)
    words = message or Message(audience)  # type: ignore[arg-type]
    texts = (*words.texts(), *texts_of(told))
    return PublicNotice(
        words.audience, 2, 1, parse_instant(at), told.organisation, "fr", told.time_zone, "EUR",
        told, words, figures_of(texts, LEDGER.communication, BOOK.kinds),
    )  # fmt: skip


def said(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(text.replace("\u00ad", "").split())


@pytest.mark.parametrize("audience", ["members", "press", "partners", "staff"])
def test_every_audience_hears_the_same_states_and_figures(audience: str) -> None:
    told, words = page(TUESDAY), Message(
        audience, text=Text("Environ {clients-affected} adhérents.", "About {clients-affected}.")
    )  # type: ignore[arg-type]  # fmt: skip
    files = audience_documents(notice(audience, words), draft=False)
    assert set(files) == {
        f"{audience}-002.{language}.{kind}" for language in ("fr", "en") for kind in ("pdf", "txt")
    }
    clients = Speech("fr").number(598_214)
    for kind in ("pdf", "txt"):
        made = files[f"{audience}-002.fr.{kind}"]
        text = said(made) if kind == "pdf" else " ".join(made.decode().split())
        assert " ".join(clients.split()) in " ".join(text.split())
        for service in told.services:
            assert service.name.fr in text
        assert "Remplace le n° 1" in text


def test_a_staff_instruction_tells_what_to_do_and_what_not() -> None:
    words = Message(
        "staff", text=Text("a", "b"), do=(Text("venir au hall", "come to the hall"),),
        never=(Text("allumer son poste", "switch on"),), place=Text("8 h, hall", "8, hall"),
    )  # fmt: skip
    paper = audience_paper(notice("staff", words), Speech("fr"), draft=True)
    assert paper.title == "Consigne au personnel n° 2"
    titles = [part.title for part in paper.parts]
    assert titles[:4] == ["À retenir", "À faire", "À ne pas faire", "Où et quand"]
    assert "Vos données" not in titles  # staff are not told of the page's messages to members
    assert any("BROUILLON" in block.text for block in paper.parts[0].blocks)
    assert paper.marks == ("TLP:AMBER",)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_greeting_is_said_in_thirty_seconds(language: str) -> None:
    for at in (TUESDAY, "2026-02-06T23:10:00+01:00", "2026-03-03T19:00:00+01:00"):
        words = spoken_greeting(notice("telephone", at=at), Speech(language)).decode()
        assert 20 < spoken_words(words) <= SPOKEN_WORDS
        assert "CET" not in words  # nobody says a zone aloud
    own = Message("telephone", text=Text("Bonjour. Rappelez demain.", "Hello. Call tomorrow."))
    assert spoken_greeting(notice("telephone", own), Speech("fr")) == b"Bonjour. Rappelez demain.\n"
    long = Message("telephone", text=Text("mot " * 76, "word " * 76))
    with pytest.raises(Refusal, match=r"notices\.too_long_to_say"):
        spoken_greeting(notice("telephone", long), Speech("fr"))


@pytest.mark.parametrize("audience", ["members", "press", "partners", "staff"])
def test_hostile_words_are_shown_and_do_nothing(audience: str) -> None:
    text = Text(HOSTILE, HOSTILE)
    words = Message(audience, text, text, (text,), (text,), text, text, text)  # type: ignore[arg-type]
    hostile = msgspec.structs.replace(notice(audience, words), organisation=HOSTILE)
    files = audience_documents(hostile, draft=False)
    assert "\u202e" not in "".join(files[n].decode() for n in files if n.endswith("txt"))
    printed = said(files[f"{audience}-002.en.pdf"])
    assert '#panic("x")' in printed and "\u202e" not in printed
    assert files == audience_documents(hostile, draft=False)


def test_a_notice_can_be_drawn_up_at_any_instant_of_the_crisis() -> None:
    at = datetime(2026, 3, 4, tzinfo=UTC)
    content = current_notice(LEDGER, profile(), BOOK, "press", at)
    assert isinstance(content, PublicNotice)
    assert audience_documents(content, draft=False)["press-001.en.pdf"].startswith(b"%PDF-")
