"""The public page from draft to publication: what goes out is what was approved."""

from collections.abc import Mapping

from endigue.communication.bulletin import Bulletin, Text
from endigue.communication.facts import (
    BulletinWritten,
    PageApproved,
    PageDelivered,
    PageDrafted,
    PagePublished,
    PageReviewed,
)
from endigue.communication.page import Frame, Page, Unrecorded, page_of, renamed, unfinished
from endigue.communication.profile import Profile
from endigue.communication.rulebook import Rulebook
from endigue.communication.view import PageState
from endigue.desk.acting import allow
from endigue.desk.case import Case
from endigue.desk.delivery import Delivery
from endigue.desk.inputs import bytes_name, input_name
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal


def write_bulletin(
    case: Case,
    ledger: Ledger,
    rulebook: Rulebook,
    bulletin: Bulletin,
    names: Mapping[str, Text],
) -> Ledger:
    """Write what is to be told; `names` are those of the operations.

    Raises Refusal where the author may not, a text is said in one language only or names an
    event that is none, or a service has no name.
    """
    allow(case, ledger, rulebook.roles, "write-bulletin", "bulletin")
    if half := unfinished(bulletin):
        raise Refusal("communication.one_language_only", text=half[0])
    for event in sorted({event for text in bulletin.texts() for event in text.figures}):
        if event not in rulebook.kinds:
            raise Refusal("communication.unknown_figure", event=event)
    told = {service.operation for page in ledger.communication.bulletins
            for service in page.bulletin.service}  # fmt: skip
    named = renamed(bulletin, dict(names))
    for service in named.service:
        if not service.name and service.operation not in told:
            raise Refusal("communication.unnamed_service", operation=service.operation)
    return case.record([BulletinWritten(named)], ledger)


def current_page(ledger: Ledger, profile: Profile, rulebook: Rulebook) -> Page:
    """The page as the journal tells it now. Raises Refusal where it cannot be drawn up."""
    version = max(ledger.communication.pages, default=0) + 1
    frame = _frame(profile, version)
    return _page(ledger, rulebook, frame, ledger.head.sequence)


def draft_page(
    case: Case,
    ledger: Ledger,
    profile: Profile,
    rulebook: Rulebook,
    corrects: int = 0,
    correction: Text | None = None,
) -> Ledger:
    """Draw up the next version; a correction names the version that was wrong, and says what.

    Raises Refusal where the author may not, or the page cannot be drawn up.
    """
    pages = ledger.communication.pages
    version = max(pages, default=0) + 1
    allow(case, ledger, rulebook.roles, "draft-page", f"page {version}")
    said = correction or Text()
    if corrects and (corrects not in pages or pages[corrects].published is None):
        raise Refusal("communication.not_published", version=corrects)
    if bool(corrects) != bool(said) or said.half:
        raise Refusal("communication.correction_says_nothing")
    frame = _frame(profile, version, corrects, said)
    upto = ledger.head.sequence
    digest = digest_of(_page(ledger, rulebook, frame, upto))
    return case.record([PageDrafted(version, upto, digest, corrects, said)], ledger)


def review_page(case: Case, ledger: Ledger, rulebook: Rulebook, version: int) -> Ledger:
    """Find nothing wrong with a draft. Raises Refusal where the author may not, or drew it up."""
    allow(case, ledger, rulebook.roles, "review-page", f"page {version}")
    state = _state(ledger, version)
    _another(case, state)
    return case.record([PageReviewed(version, state.draft.digest)], ledger)


def approve_page(case: Case, ledger: Ledger, rulebook: Rulebook, version: int) -> Ledger:
    """Let a version go out. Raises Refusal where the author may not, drew it up, or nobody has
    reviewed it.
    """
    allow(case, ledger, rulebook.roles, "approve-page", f"page {version}")
    state = _state(ledger, version)
    _another(case, state)
    if not state.reviewed:
        raise Refusal("communication.not_reviewed", version=version)
    return case.record([PageApproved(version, state.draft.digest)], ledger)


def approved_page(
    case: Case, ledger: Ledger, profile: Profile, rulebook: Rulebook, version: int
) -> Page:
    """The page of a version, once more from the journal, byte for byte what was approved.

    Raises Refusal where the author may not publish, the version is not approved, is older than
    one that is published, or the journal no longer gives the same page.
    """
    allow(case, ledger, rulebook.roles, "publish-page", f"page {version}")
    state = _state(ledger, version)
    if state.approved is None:
        raise Refusal("communication.not_approved", version=version)
    later = [v for v, page in ledger.communication.pages.items() if page.published and v > version]
    if later:
        raise Refusal("communication.older_version", version=version, later=max(later))
    draft = state.draft
    frame = _frame(profile, version, draft.corrects, draft.correction)
    page = _page(ledger, rulebook, frame, draft.upto)
    if digest_of(page) != draft.digest:
        raise Refusal("communication.page_changed", version=version)
    return page


def published(case: Case, ledger: Ledger, page: Page, files: Mapping[str, bytes]) -> Ledger:
    """Write down what was written where the public reads it."""
    names = {name: bytes_name(content) for name, content in sorted(files.items())}
    return case.record([PagePublished(page.version, digest_of(page), names)], ledger)


def delivered(case: Case, ledger: Ledger, page: Page, delivery: Delivery) -> Ledger:
    """Write down that a version was brought somewhere, and read back there."""
    fact = PageDelivered(
        page.version, digest_of(page), delivery.place, delivery.sent, delivery.already
    )
    return case.record([fact], ledger)


def digest_of(page: Page) -> str:
    """SHA-256 of everything that the page says."""
    return input_name(page)


def _frame(
    profile: Profile, version: int, corrects: int = 0, correction: Text | None = None
) -> Frame:
    return Frame(
        organisation=profile.name,
        time_zone=profile.time_zone,
        currency=profile.currency,
        language=profile.language,
        version=version,
        corrects=corrects,
        correction=correction or Text(),
    )


def _page(ledger: Ledger, rulebook: Rulebook, frame: Frame, upto: int) -> Page:
    view = ledger.communication.upto(upto)
    if not view.bulletins:
        raise Refusal("communication.nothing_told")
    try:
        return page_of(view, rulebook.kinds, frame)
    except Unrecorded as unknown:
        raise Refusal("communication.figure_not_recorded", event=unknown.event) from None


def _state(ledger: Ledger, version: int) -> PageState:
    state = ledger.communication.pages.get(version)
    if state is None:
        raise Refusal("communication.no_such_page", version=version)
    return state


def _another(case: Case, state: PageState) -> None:
    """Four eyes: who drew a page up neither reviews nor approves it."""
    if case.author == state.drafted.author:
        raise Refusal("communication.four_eyes", person=case.author, version=state.draft.version)
