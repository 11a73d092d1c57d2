"""Who is a member of what, through all levels."""

from collections import defaultdict
from collections.abc import Iterable

from endigue.desk.refusal import Refusal

MOST_STEPS = 100_000_000
"""Members visited in one import: assumed, minutes of work on one core."""


class Membership:
    """Members by group, to find who holds two things at once."""

    def __init__(self, member_of: Iterable[tuple[str, str]]) -> None:
        """Each pair is a member and a group, by identifier."""
        self._members: defaultdict[str, list[str]] = defaultdict(list)
        self._groups: defaultdict[str, list[str]] = defaultdict(list)
        self._steps = 0
        for member, group in member_of:
            self._members[group].append(member)
            self._groups[member].append(group)

    def below(self, tops: Iterable[str]) -> set[str]:
        """The tops and every direct or indirect member of theirs."""
        found = set(tops)
        pending = list(found)
        while pending:
            for member in self._members.get(pending.pop(), ()):
                self._step()
                if member not in found:
                    found.add(member)
                    pending.append(member)
        return found

    def holders_of_both(self, first: Iterable[str], second: Iterable[str]) -> list[str]:
        """Who holds a right of `first` and one of `second`, themselves or through groups:
        the uppermost only, since the members of a holder get both by their membership.

        Everyone named in both is returned too, even below another. Sorted.
        """
        first, second = set(first), set(second)
        both = self.below(first) & self.below(second)
        chosen = {
            holder
            for holder in both
            if holder in first & second
            or not any(group in both for group in self._groups.get(holder, ()))
        }
        covered = self.below(chosen)
        # What is left stands below circles of groups, each the member of another: one of each
        # circle is enough, and none of what a later one covers.
        circles: set[str] = set()
        for holder in sorted(both):
            if holder not in covered:
                below = self.below((holder,))
                circles = (circles - below) | {holder}
                covered |= below
        return sorted(chosen | circles)

    def _step(self) -> None:
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise Refusal("importing.too_entangled", most=MOST_STEPS)
