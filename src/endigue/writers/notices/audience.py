"""A notice to members, staff, press, partners or callers, as paper and as plain text."""

from endigue.communication.bulletin import LANGUAGES, Text
from endigue.communication.message import Audience
from endigue.communication.notice import PublicNotice
from endigue.communication.page import Page, Service
from endigue.desk.inputs import input_name
from endigue.desk.refusal import Refusal
from endigue.locale.speech import Speech
from endigue.writers.inert import inert_line
from endigue.writers.notices.telling import Telling
from endigue.writers.papers.paper import Block, Paper, Paragraph, Part, Table
from endigue.writers.papers.plain import paper_text
from endigue.writers.papers.print import paper_print
from endigue.writers.status.plain import SPOKEN_WORDS, greeting, spoken_words
from endigue.writers.status.words import ORDER, Words

MARKS: dict[Audience, tuple[str, ...]] = {
    "members": ("TLP:CLEAR",),
    "press": ("TLP:CLEAR",),
    "partners": ("TLP:GREEN",),
    "staff": ("TLP:AMBER",),
}


def audience_documents(notice: PublicNotice, *, draft: bool) -> dict[str, bytes]:
    """Every file of a notice, by its name, in both languages; a draft says that it is one."""
    stem = f"{notice.audience}-{notice.number:03}"
    files: dict[str, bytes] = {}
    for language in LANGUAGES:
        speech = Speech(language, notice.time_zone)
        if notice.audience == "telephone":
            files[f"{stem}.{language}.txt"] = spoken_greeting(notice, speech)
            continue
        paper = audience_paper(notice, speech, draft=draft)
        files[f"{stem}.{language}.pdf"] = paper_print(paper)
        files[f"{stem}.{language}.txt"] = paper_text(paper)
    return files


def spoken_greeting(notice: PublicNotice, speech: Speech) -> bytes:
    """What the telephone says in thirty seconds at most.

    Raises Refusal where the words of the message are more than that.
    """
    page = notice.page
    if page is None:
        raise TypeError("a greeting rests upon a page")
    own = Telling(notice.figures, notice.currency, speech).line(notice.message.text)
    if not own:
        return greeting(page, Words(page, speech))
    if (words := spoken_words(own)) > SPOKEN_WORDS:
        raise Refusal(
            "notices.too_long_to_say", words=words, most=SPOKEN_WORDS, language=speech.language
        )
    return f"{own}\n".encode()


def audience_paper(notice: PublicNotice, speech: Speech, *, draft: bool) -> Paper:
    """The paper: a staff instruction is numbered and says which one it replaces."""
    say = speech.say
    telling = Telling(notice.figures, notice.currency, speech)
    own = telling.line(notice.message.title)
    title = say(f"notices.title_{notice.audience}", number=notice.number)
    return Paper(
        language=speech.language,
        title=own or title,
        organisation=inert_line(notice.organisation),
        moment=speech.moment(notice.at),
        at=notice.at,
        marks=MARKS[notice.audience],
        parts=_parts(notice, telling, title if own else "", draft=draft),
        foot=say("notices.foot", number=notice.number, digest=input_name(notice)[:16]),
    )


def _parts(notice: PublicNotice, telling: Telling, title: str, *, draft: bool) -> tuple[Part, ...]:
    say, message, page = telling.speech.say, notice.message, notice.page
    standing: list[Block] = [Paragraph(title)] if title else []
    if draft:
        standing.append(Paragraph(say("status.draft"), notice=True))
    if notice.replaces:
        standing.append(Paragraph(say("notices.replaces", number=notice.replaces), notice=True))
    first = (*standing, *telling.paragraphs(message.text))
    return (
        *((Part(say("notices.first"), first),) if first else ()),
        *telling.listed("notices.do", message.do),
        *telling.listed("notices.never", message.never),
        *telling.part("notices.place", message.place),
        *(_of_page(notice, page, telling) if page else ()),
        *telling.part(f"notices.contact_{notice.audience}", notice.contact),
        *telling.part("notices.signed", notice.signed),
    )


def _of_page(notice: PublicNotice, page: Page, telling: Telling) -> tuple[Part, ...]:
    """What everybody is told; staff and partners are told it in short."""
    say, outside = telling.speech.say, notice.audience in {"members", "press"}
    following = page.next_update
    when = telling.speech.moment(following) if following else ""
    ahead = (Part(say("status.next"), (Paragraph(when),)),) if when else ()
    return (
        *(telling.part("status.happened", page.happened) if outside else ()),
        *(telling.part("status.data", page.data) if outside else ()),
        *_services(page, telling),
        *(telling.part("status.fraud", page.fraud) if notice.audience == "members" else ()),
        *ahead,
        *_address(page, telling),
    )


def _services(page: Page, telling: Telling) -> tuple[Part, ...]:
    if not page.services:
        return ()
    say = telling.speech.say

    def row(one: Service) -> tuple[str, ...]:
        texts = (one.works, one.meanwhile)
        return (
            telling.line(one.name), say(f"status.state_{one.state}"),
            telling.speech.short_moment(one.since),
            "\n".join(said for text in texts if (said := telling.text(text))),
        )  # fmt: skip

    worst_first = sorted(page.services, key=lambda one: ORDER.index(one.state))
    headings = tuple(say(f"papers.{key}") for key in ("service", "state", "since", "meanwhile"))
    table = Table("", headings, tuple(row(one) for one in worst_first), (1.8, 1.8, 1.5, 4.0))
    return (Part(say("status.services"), (table,)),)


def _address(page: Page, telling: Telling) -> tuple[Part, ...]:
    return telling.part("notices.url", Text(page.url, page.url)) if page.url else ()
