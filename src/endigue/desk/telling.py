"""Notices to each audience, from the words to the paper: what goes out is what was approved."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from endigue.communication.bulletin import Text
from endigue.communication.events import EventKinds
from endigue.communication.message import WITHOUT_PAGE, Audience, Letter, Message, half_said
from endigue.communication.notice import PeopleNotice, PublicNotice
from endigue.communication.notice_facts import (
    LettersMerged,
    LetterWritten,
    MessageWritten,
    NoticeApproved,
    NoticeDrafted,
    NoticeIssued,
    NoticeReviewed,
)
from endigue.communication.notice_view import NoticeState
from endigue.communication.page import Frame, Page, Unrecorded, figures_of, page_of, texts_of
from endigue.communication.profile import Company, Profile
from endigue.communication.rulebook import Rulebook
from endigue.communication.view import CommunicationView
from endigue.desk.acting import allow
from endigue.desk.case import Case
from endigue.desk.inputs import bytes_name, input_name
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal

Content = PublicNotice | PeopleNotice


def write_message(case: Case, ledger: Ledger, book: Rulebook, message: Message) -> Ledger:
    """Write words for one audience. Raises Refusal where the author may not, a text is said in
    one language only or names an event that is none.
    """
    allow(case, ledger, book.roles, "write-notice", message.audience)
    _whole(message.texts(), book.kinds)
    return case.record([MessageWritten(message)], ledger)


def write_letter(
    case: Case, ledger: Ledger, book: Rulebook, profile: Profile, letter: Letter
) -> Ledger:
    """Write the letter to people whose data was hit. Raises Refusal as `write_message` does, and
    where the company is none, two profiles have one name, or a text is empty.
    """
    allow(case, ledger, book.roles, "write-notice", "people")
    _whole(letter.texts(), book.kinds)
    _controller(profile, letter.company)
    names = [one.id for one in letter.profile]
    if twice := [name for name in names if names.count(name) > 1]:
        raise Refusal("notices.profile_twice", profile=twice[0])
    asked = {
        "what": letter.what, "consequences": letter.consequences, "measures": letter.measures,
        "signed": letter.signed, **{one.id: one.concerned for one in letter.profile},
    }  # fmt: skip
    if empty := [key for key, text in asked.items() if not text]:
        raise Refusal("notices.letter_lacks", keys=", ".join(empty))
    return case.record([LetterWritten(letter)], ledger)


def current_notice(
    ledger: Ledger, profile: Profile, book: Rulebook, audience: Audience, at: datetime
) -> Content:
    """The next notice as the journal tells it now. Raises Refusal where it cannot be drawn up."""
    view = ledger.communication
    number, replaces = view.notices.last(audience) + 1, view.notices.last(audience, issued=True)
    return _content(view, profile, book, (audience, number, replaces), at)


def draft_notice(
    case: Case, ledger: Ledger, profile: Profile, book: Rulebook, audience: Audience
) -> Ledger:
    """Draw up the next notice to an audience. Raises Refusal where the author may not, or it
    cannot be drawn up.
    """
    view, at = ledger.communication, case.clock()
    number, replaces = view.notices.last(audience) + 1, view.notices.last(audience, issued=True)
    allow(case, ledger, book.roles, "draft-notice", f"{audience} {number}")
    content = _content(view, profile, book, (audience, number, replaces), at)
    fact = NoticeDrafted(audience, number, replaces, ledger.head.sequence, at, input_name(content))
    return case.record([fact], ledger)


def review_notice(
    case: Case, ledger: Ledger, book: Rulebook, audience: Audience, number: int
) -> Ledger:
    """Find nothing wrong with a draft. Raises Refusal where the author may not, or drew it up."""
    allow(case, ledger, book.roles, "review-notice", f"{audience} {number}")
    state = _state(ledger, audience, number)
    _another(case, state)
    return case.record([NoticeReviewed(audience, number, state.draft.digest)], ledger)


def approve_notice(
    case: Case, ledger: Ledger, book: Rulebook, audience: Audience, number: int
) -> Ledger:
    """Let a notice go out. Raises Refusal where the author may not, drew it up, or nobody has
    reviewed it.
    """
    allow(case, ledger, book.roles, "approve-notice", f"{audience} {number}")
    state = _state(ledger, audience, number)
    _another(case, state)
    if not state.reviewed:
        raise Refusal("notices.not_reviewed", number=number)
    return case.record([NoticeApproved(audience, number, state.draft.digest)], ledger)


def approved_notice(
    case: Case, ledger: Ledger, profile: Profile, book: Rulebook, audience: Audience, number: int
) -> Content:
    """A notice once more from the journal, word for word what was approved.

    Raises Refusal where the author may not issue it, it is not approved, a later one was issued,
    or the journal no longer gives the same words.
    """
    allow(case, ledger, book.roles, "issue-notice", f"{audience} {number}")
    state = _state(ledger, audience, number)
    if state.approved is None:
        raise Refusal("notices.not_approved", number=number)
    later = ledger.communication.notices.last(audience, issued=True)
    if later > number:
        raise Refusal("notices.older", number=number, later=later)
    draft = state.draft
    view = ledger.communication.upto(draft.upto)
    content = _content(view, profile, book, (audience, number, draft.replaces), draft.at)
    if input_name(content) != draft.digest:
        raise Refusal("notices.changed", number=number)
    return content


def issued(case: Case, ledger: Ledger, content: PublicNotice, files: Mapping[str, bytes]) -> Ledger:
    """Write down that a notice was given out."""
    names = {name: bytes_name(made) for name, made in sorted(files.items())}
    fact = NoticeIssued(content.audience, content.number, input_name(content), names)
    return case.record([fact], ledger)


class Merged(msgspec.Struct, frozen=True):
    """What a mail merge made, without a name."""

    list: str
    """SHA-256 of the file of people."""
    people: int
    by_profile: dict[str, int]
    by_language: dict[str, int]
    files: int


def merged(case: Case, ledger: Ledger, content: PeopleNotice, made: Merged) -> Ledger:
    """Write down that a letter was made for each person of a list, naming nobody."""
    digest = input_name(content)
    facts = (
        NoticeIssued("people", content.number, digest, {}),
        LettersMerged(
            content.number, digest, made.list, made.people, made.by_profile, made.by_language,
            made.files,
        ),
    )  # fmt: skip
    return case.record(facts, ledger)


def _content(
    view: CommunicationView,
    profile: Profile,
    book: Rulebook,
    which: tuple[Audience, int, int],
    at: datetime,
) -> Content:
    try:
        if which[0] == "people":
            return _letter(view, profile, book, which, at)
        return _public(view, profile, book, which, at)
    except Unrecorded as unknown:
        raise Refusal("communication.figure_not_recorded", event=unknown.event) from None


def _public(
    view: CommunicationView,
    profile: Profile,
    book: Rulebook,
    which: tuple[Audience, int, int],
    at: datetime,
) -> PublicNotice:
    audience, number, replaces = which
    written = view.notices.message(audience)
    page = _page(view, profile, book)
    if page is None and audience not in WITHOUT_PAGE:
        raise Refusal("communication.nothing_told")
    if written is None and audience in WITHOUT_PAGE:
        raise Refusal("notices.nothing_written", audience=audience)
    message = written or _blank(audience)
    texts = (*message.texts(), *(texts_of(page) if page else ()))
    return PublicNotice(
        audience=audience,
        number=number,
        replaces=replaces,
        at=at,
        organisation=profile.name,
        language=profile.language,
        time_zone=profile.time_zone,
        currency=profile.currency,
        page=page,
        message=message,
        figures=figures_of(texts, view, book.kinds),
    )


def _blank(audience: Audience) -> Message:
    if audience == "people":
        raise TypeError("people are written letters")
    return Message(audience)


def _letter(
    view: CommunicationView,
    profile: Profile,
    book: Rulebook,
    which: tuple[Audience, int, int],
    at: datetime,
) -> PeopleNotice:
    if not view.notices.letters:
        raise Refusal("notices.no_letter")
    letter = view.notices.letters[-1][1]
    company = _controller(profile, letter.company)
    if not company.dpo.name or not (company.dpo.email or company.dpo.phone):
        raise Refusal("notices.no_dpo", company=company.name)
    return PeopleNotice(
        number=which[1],
        replaces=which[2],
        at=at,
        company=company.name,
        country=profile.country,
        time_zone=profile.time_zone,
        currency=profile.currency,
        language=profile.language,
        dpo=company.dpo,
        letter=letter,
        figures=figures_of(letter.texts(), view, book.kinds),
    )


def _page(view: CommunicationView, profile: Profile, book: Rulebook) -> Page | None:
    if not view.bulletins:
        return None
    frame = Frame(profile.name, profile.time_zone, profile.currency, profile.language, version=0)
    return page_of(view, book.kinds, frame)


def _controller(profile: Profile, wanted: str) -> Company:
    """The company that is responsible for the data; the only one where none is named."""
    found = [one for one in profile.companies if one.id == wanted]
    if not found and not wanted and len(profile.companies) == 1:
        found = [profile.companies[0]]
    if not found:
        names = ", ".join(one.id for one in profile.companies)
        raise Refusal("communication.unknown_company", company=wanted, companies=names)
    return found[0]


def _whole(texts: tuple[Text, ...], kinds: EventKinds) -> None:
    if half := half_said(texts):
        raise Refusal("communication.one_language_only", text=half[0])
    for event in sorted({event for text in texts for event in text.figures}):
        if event not in kinds:
            raise Refusal("communication.unknown_figure", event=event)


def _state(ledger: Ledger, audience: Audience, number: int) -> NoticeState:
    state = ledger.communication.notices.notices.get((audience, number))
    if state is None:
        raise Refusal("notices.none_such", audience=audience, number=number)
    return state


def _another(case: Case, state: NoticeState) -> None:
    """Four eyes: who drew a notice up neither reviews nor approves it."""
    if case.author == state.drafted.author:
        raise Refusal("notices.four_eyes", person=case.author, number=state.draft.number)
