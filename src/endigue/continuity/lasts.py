"""The last hour at which an operation can still be helped: from its MTPD, in closed form.

With arrivals a and hand-work c an hour, k = min(1, c / a) is the share served by hand. First in,
first out: at the return R, hand-work having begun at s with stamina S, whoever is next has waited
R - k min(S, R - s). The MTPD M is kept while that is not more than M.
"""

from math import inf

import msgspec


class Lasts(msgspec.Struct, frozen=True):
    """Hours from the start of the outage; infinite where there is no such limit."""

    back_by: float
    """The last return at which nobody has waited longer than the MTPD, with hand-work from the
    start; the MTPD itself where nothing is done by hand."""
    hand_by: float | None
    """The last hour at which hand-work may begin so that the MTPD is kept until the return that
    is expected. Infinite where it is kept without; None where it cannot be kept."""


def lasts(mtpd_hours: float, share: float, stamina_hours: float, back: float) -> Lasts:
    """The last hours for an operation that is expected back after so many hours.

    Raises ValueError where the share is not between 0 and 1, or an hour is negative.
    """
    if not (0 <= share <= 1 and mtpd_hours >= 0 and stamina_hours >= 0 and back >= 0):
        raise ValueError("a share is between 0 and 1, and hours are not negative")
    return Lasts(_back_by(mtpd_hours, share, stamina_hours), _hand_by(mtpd_hours, share,
                 stamina_hours, back))  # fmt: skip


def _back_by(mtpd: float, share: float, stamina: float) -> float:
    while_it_lasts = mtpd / (1 - share) if share < 1 else inf
    if while_it_lasts <= stamina:
        return while_it_lasts
    return mtpd + share * stamina


def _hand_by(mtpd: float, share: float, stamina: float, back: float) -> float | None:
    if back <= mtpd:
        return inf
    if share == 0:
        return None
    needed = (back - mtpd) / share
    if needed > min(stamina, back):
        return None
    return back - needed
