"""Facts of the communication: what was recorded of the crisis, and what was withdrawn."""

from endigue.communication.bulletin import Bulletin, Text
from endigue.communication.events import Value
from endigue.journal.fact import Fact


class EventRecorded(Fact, frozen=True, tag="communication.event_recorded"):
    """Something happened, or a figure or an answer was given. When it happened and who wrote
    it stand in the entry.
    """

    event: str
    """A name of `events.toml`."""
    company: str = ""
    """Identifier of the company that it concerns; empty for the whole group."""
    value: Value = None
    verified: bool = False
    estimated: bool = False
    """The value is an estimate, and says so wherever it is shown."""
    note: str = ""
    """Where it comes from, in the recorder's words."""


class EventWithdrawn(Fact, frozen=True, tag="communication.event_withdrawn"):
    """An earlier record was wrong. It stays in the journal and counts for nothing any more."""

    entry: int
    """Sequence of the entry that is withdrawn."""
    reason: str


class BulletinWritten(Fact, frozen=True, tag="communication.bulletin_written"):
    """What is to be told to the public was written. It is told once a page that rests upon it
    is published.
    """

    bulletin: Bulletin


class PageDrafted(Fact, frozen=True, tag="communication.page_drafted"):
    """A version of the public page was drawn up from everything up to an entry."""

    version: int
    upto: int
    digest: str
    """SHA-256 of what the page says."""
    corrects: int = 0
    """The version that it corrects; 0 where it corrects none."""
    correction: Text = Text()


class PageReviewed(Fact, frozen=True, tag="communication.page_reviewed"):
    """Somebody, the author of the entry, found nothing wrong with a version."""

    version: int
    digest: str


class PageApproved(Fact, frozen=True, tag="communication.page_approved"):
    """Somebody who may, the author of the entry, let a version go out."""

    version: int
    digest: str


class PagePublished(Fact, frozen=True, tag="communication.page_published"):
    """A version was written where the public reads it."""

    version: int
    digest: str
    files: dict[str, str]
    """SHA-256 of every file, by its name."""


class PageDelivered(Fact, frozen=True, tag="communication.page_delivered"):
    """A published version was brought to a place, and every file was read back there."""

    version: int
    digest: str
    place: str
    sent: int
    already: int
    """Files that were there already as they should be."""


class RoleGiven(Fact, frozen=True, tag="communication.role_given"):
    """A person holds a role from now."""

    person: str
    role: str


class RoleTaken(Fact, frozen=True, tag="communication.role_taken"):
    """A person holds a role no more."""

    person: str
    role: str


class ScopeGiven(Fact, frozen=True, tag="communication.scope_given"):
    """A person speaks for these companies alone from now; for the group where none is named."""

    person: str
    companies: tuple[str, ...]


class ActionRefused(Fact, frozen=True, tag="communication.action_refused"):
    """Somebody, the author of the entry, tried what none of their roles allows."""

    action: str
    subject: str


FACTS: tuple[type[Fact], ...] = (
    EventRecorded,
    EventWithdrawn,
    BulletinWritten,
    PageDrafted,
    PageReviewed,
    PageApproved,
    PagePublished,
    PageDelivered,
    RoleGiven,
    RoleTaken,
    ScopeGiven,
    ActionRefused,
)
