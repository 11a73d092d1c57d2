"""Short ways to write needs down."""

from math import ceil

from endigue.organisation.model import KOf, Need


def every(*needs: Need) -> Need:
    """All of the needs; a single one stands for itself."""
    return needs[0] if len(needs) == 1 else KOf(len(needs), needs)


def one_of(needs: tuple[str, ...]) -> Need:
    """Any of the needs; a single one stands for itself."""
    return needs[0] if len(needs) == 1 else KOf(1, needs)


def share_of(share: float, needs: tuple[str, ...]) -> Need:
    """At least this share of the needs."""
    return KOf(max(1, ceil(share * len(needs))), needs)
