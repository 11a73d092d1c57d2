"""What was written for each audience, and how far each notice came, as known so far."""

from dataclasses import dataclass, field, replace

from endigue.communication.cell import Mark
from endigue.communication.message import Audience, Letter, Message
from endigue.communication.notice_facts import (
    LettersMerged,
    LetterWritten,
    MessageWritten,
    NoticeApproved,
    NoticeDrafted,
    NoticeIssued,
    NoticeReviewed,
)
from endigue.journal.entry import Entry
from endigue.journal.fact import Fact


@dataclass(frozen=True, slots=True)
class NoticeState:
    """How far a notice has come."""

    draft: NoticeDrafted
    drafted: Mark
    reviewed: tuple[Mark, ...] = ()
    approved: Mark | None = None
    issued: Mark | None = None
    files: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NoticeView:
    """Messages in the order of the journal; notices by audience and number."""

    messages: tuple[tuple[Mark, Message], ...] = ()
    letters: tuple[tuple[Mark, Letter], ...] = ()
    notices: dict[tuple[Audience, int], NoticeState] = field(default_factory=dict)
    merges: tuple[tuple[Mark, LettersMerged], ...] = ()

    def upto(self, entry: int) -> "NoticeView":
        """What had been written up to an entry of the journal."""
        return replace(
            self,
            messages=tuple(one for one in self.messages if one[0].entry <= entry),
            letters=tuple(one for one in self.letters if one[0].entry <= entry),
        )

    def message(self, audience: Audience) -> Message | None:
        """The last message to an audience."""
        found = [message for _, message in self.messages if message.audience == audience]
        return found[-1] if found else None

    def last(self, audience: Audience, *, issued: bool = False) -> int:
        """The highest number of a notice to an audience; 0 where there is none."""
        numbers = [
            number
            for (to, number), state in self.notices.items()
            if to == audience and (state.issued is not None or not issued)
        ]
        return max(numbers, default=0)


def see_notices(view: NoticeView, fact: Fact, entry: Entry) -> NoticeView:
    """The view after one more fact; a step on a notice that nobody drafted is passed over."""
    mark = Mark(entry.sequence, entry.author, entry.occurred_at)
    match fact:
        case MessageWritten():
            return replace(view, messages=(*view.messages, (mark, fact.message)))
        case LetterWritten():
            return replace(view, letters=(*view.letters, (mark, fact.letter)))
        case NoticeDrafted():
            key = (fact.audience, fact.number)
            return replace(view, notices={**view.notices, key: NoticeState(fact, mark)})
        case NoticeReviewed() | NoticeApproved() | NoticeIssued():
            return _step(view, fact, mark)
        case LettersMerged():
            return replace(view, merges=(*view.merges, (mark, fact)))
        case _:
            return view


def _step(
    view: NoticeView, fact: NoticeReviewed | NoticeApproved | NoticeIssued, mark: Mark
) -> NoticeView:
    key = (fact.audience, fact.number)
    before = view.notices.get(key)
    if before is None or before.draft.digest != fact.digest:
        return view
    match fact:
        case NoticeReviewed():
            after = replace(before, reviewed=(*before.reviewed, mark))
        case NoticeApproved():
            after = replace(before, approved=mark)
        case NoticeIssued():
            after = replace(before, issued=mark, files=fact.files)
    return replace(view, notices={**view.notices, key: after})
