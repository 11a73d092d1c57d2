"""The public page as the journal tells it: every bulletin laid over those before."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from endigue.communication.bulletin import Asked, Bulletin, ServiceTold, State, Text
from endigue.communication.events import EventKinds, ValueKind
from endigue.communication.view import CommunicationView, Told


class Service(msgspec.Struct, frozen=True):
    """One service on the page."""

    operation: str
    name: Text
    state: State
    since: datetime
    told: datetime
    """When it was last spoken of."""
    works: Text = Text()
    meanwhile: Text = Text()
    expected: datetime | None = None


class Update(msgspec.Struct, frozen=True):
    """One piece of news."""

    at: datetime
    entry: int
    text: Text


class Figure(msgspec.Struct, frozen=True):
    """A recorded value that a text names."""

    event: str
    kind: ValueKind
    number: int | None
    instant: datetime | None
    text: str
    estimated: bool
    at: datetime
    """When it was so."""


class Page(msgspec.Struct, frozen=True):
    """Everything that the public page says."""

    organisation: str
    time_zone: str
    currency: str
    language: str
    """Of the first page; the other stands in a folder of its own."""
    began: datetime
    updated: datetime
    next_update: datetime | None
    resolved: bool
    services: tuple[Service, ...]
    updates: tuple[Update, ...]
    """The newest first."""
    happened: Text
    data: Text
    fraud: Text
    contact: Text
    signed: Text
    accessibility: Text
    questions: tuple[Asked, ...]
    url: str
    figures: tuple[Figure, ...]
    version: int
    corrects: int
    """The version that this one corrects; 0 where it corrects none."""
    correction: Text


@dataclass(frozen=True, slots=True)
class Frame:
    """What a page has that no bulletin tells."""

    organisation: str
    time_zone: str
    currency: str
    language: str
    version: int = 1
    corrects: int = 0
    correction: Text = field(default_factory=Text)


class Unrecorded(ValueError):
    """A text names an event that nobody has recorded."""

    def __init__(self, event: str) -> None:
        super().__init__(event)
        self.event = event


def page_of(view: CommunicationView, kinds: EventKinds, frame: Frame) -> Page:
    """The page after every bulletin of the view.

    Raises Unrecorded where a text names an event without a record, ValueError where there is no
    bulletin.
    """
    if not view.bulletins:
        raise ValueError("nothing has been told yet")
    page = _blank(view.bulletins[0].at, frame)
    for told in view.bulletins:
        page = _over(page, told)
    return msgspec.structs.replace(page, figures=figures_of(texts_of(page), view, kinds))


def _blank(began: datetime, frame: Frame) -> Page:
    nothing = Text()
    return Page(
        organisation=frame.organisation,
        time_zone=frame.time_zone,
        currency=frame.currency,
        language=frame.language,
        began=began,
        updated=began,
        next_update=None,
        resolved=False,
        services=(),
        updates=(),
        happened=nothing,
        data=nothing,
        fraud=nothing,
        contact=nothing,
        signed=nothing,
        accessibility=nothing,
        questions=(),
        url="",
        figures=(),
        version=frame.version,
        corrects=frame.corrects,
        correction=frame.correction,
    )


def _over(page: Page, told: Told) -> Page:
    """The page with a bulletin laid over it."""
    new = told.bulletin
    services = {one.operation: one for one in page.services}
    for one in new.service:
        services[one.operation] = _service(services.get(one.operation), one, told.at)
    news = (Update(told.at, told.entry, new.update),) if new.update else ()
    return msgspec.structs.replace(
        page,
        updated=told.at,
        next_update=new.next_update,
        resolved=new.resolved,
        services=tuple(services.values()),
        updates=(*news, *page.updates),
        questions=page.questions if new.question is None else new.question,
        url=page.url if new.url is None else new.url,
        **{
            key: getattr(page, key) if getattr(new, key) is None else getattr(new, key)
            for key in ("happened", "data", "fraud", "contact", "signed", "accessibility")
        },
    )


def _service(before: Service | None, told: ServiceTold, at: datetime) -> Service:
    """What was said of getting by is kept until it is said anew, or the service runs again."""
    same = before is not None and before.state == told.state
    since = told.since or (before.since if before is not None and same else at)
    works, meanwhile = told.works, told.meanwhile
    if before is not None and told.state != "working":
        works = before.works if works is None else works
        meanwhile = before.meanwhile if meanwhile is None else meanwhile
    return Service(
        operation=told.operation,
        name=told.name or (before.name if before else Text(told.operation, told.operation)),
        state=told.state,
        since=since,
        told=at,
        works=works or Text(),
        meanwhile=meanwhile or Text(),
        expected=told.expected,
    )


def figures_of(
    texts: Iterable[Text], view: CommunicationView, kinds: EventKinds
) -> tuple[Figure, ...]:
    """The values that texts name. Raises Unrecorded where one has no record."""
    named = sorted({event for text in texts for event in text.figures})
    return tuple(_figure(event, view, kinds) for event in named)


def texts_of(page: Page) -> tuple[Text, ...]:
    """Every text that the page shows."""
    return (
        page.happened, page.data, page.fraud, page.contact, page.signed, page.accessibility,
        page.correction,
        *(update.text for update in page.updates),
        *(text for one in page.services for text in (one.name, one.works, one.meanwhile)),
        *(text for one in page.questions for text in (one.ask, one.answer)),
    )  # fmt: skip


def _figure(event: str, view: CommunicationView, kinds: EventKinds) -> Figure:
    """The last record of the event, whichever company it concerns."""
    records = [noted for noted in view.events if noted.event == event]
    if event not in kinds or not records:
        raise Unrecorded(event)
    noted = records[-1]
    kind = kinds[event].value
    number = noted.value if isinstance(noted.value, int) else None
    return Figure(
        event=event,
        kind=kind,
        number=None if isinstance(noted.value, bool) else number,
        instant=noted.occurred_at if kind == "none" else None,
        text=noted.value if isinstance(noted.value, str) else "",
        estimated=noted.estimated,
        at=noted.occurred_at,
    )


def unfinished(bulletin: Bulletin) -> tuple[str, ...]:
    """The beginnings of texts that are said in one language only."""
    return tuple((text.fr or text.en)[:60] for text in bulletin.texts() if text.half)


def renamed(bulletin: Bulletin, names: dict[str, Text]) -> Bulletin:
    """The bulletin with the names of operations filled in where it gives none."""
    return msgspec.structs.replace(
        bulletin,
        service=tuple(
            one
            if one.name
            else msgspec.structs.replace(one, name=names.get(one.operation, one.name))
            for one in bulletin.service
        ),
    )
