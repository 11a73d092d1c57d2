"""Figures of the example and where each comes from.

"Reported" means that it stands in press reports or communiqués of the attack on a French
health mutual in February 2021. Everything else is assumed: nobody publishes it, it was set to
be plausible for a mutual of this size, and it says nothing about any real company.
"""

from fractions import Fraction

from endigue.kernel.money import Cents, share_of
from endigue.organisation.model import Parameters

STAFF = 700
"""Reported: about 700 staff could not use their computers."""

FEWEST_STAFF = 100
"""Assumed: below it departments and clusters have no sense."""

MOST_STAFF = 1_000_000
"""The private addresses of a zone hold no more workstations."""

BENEFICIARIES = 1_000_000
"""Reported: about one million people covered (sources say 800,000 to more than a million)."""

CLIENTS = 600_000
"""Reported: about 600,000 members for that million of people covered."""

TURNOVER = Cents(480_000_000_00)
"""Assumed: 480 a year for each person covered."""

HOURS = 48.0
"""Assumed: a Friday evening to a Sunday evening, the time of the first containment."""

COMPANY_SHARES = {"mutual": 0.74, "provident": 0.10, "care": 0.10, "it": 0.06}
"""Assumed: share of the staff in each company of the group."""

REGIONAL_SHARE = 0.35
"""Assumed: share of the mutual's staff at the regional site."""

RATES = {
    "system": Cents(75_00),
    "forensic": Cents(140_00),
    "database": Cents(85_00),
    "network": Cents(80_00),
    "application": Cents(75_00),
    "endpoint": Cents(50_00),
    "directory": Cents(90_00),
    "communication": Cents(60_00),
}
"""Assumed: cost of an hour of work by skill; forensic work is bought from a specialist."""

CREW_PEOPLE = {
    "system": 8,
    "forensic": 6,
    "database": 3,
    "network": 4,
    "application": 8,
    "endpoint": 10,
    "directory": 3,
    "communication": 4,
}
"""Assumed, at 700 staff: 42 in the group's IT company, plus the specialists."""

CREW_HOURS = {
    "system": "24/7",
    "forensic": "24/7",
    "database": "mon-sun 08:00-20:00",
    "network": "24/7",
    "application": "mon-sun 08:00-20:00",
    "endpoint": "mon-sun 07:00-22:00",
    "directory": "24/7",
    "communication": "mon-sun 08:00-20:00",
}
"""Assumed: shifts of the crisis; a hospital attacked in 2019 had 20 to 30 IT people at work
day and night."""

WORKSTATION_REBUILD_HOURS = 2.0
"""Assumed: image, software, check."""

WORKSTATION_RESTORE_GB = 0.0
"""Assumed: documents are on the file servers."""

RECORD_COST = Cents(60)
"""Assumed: to inform one person whose data was hurt, by letter or e-mail, and to answer the
calls that follow. In January 2024 each French insurer hit had to inform its people one by one."""

DOMAIN_FALL_COST = Cents(180_000_00)
"""Assumed: two weeks of a directory team and specialists for an eviction (every secret renewed)."""

MAILBOX_FALL_COST = Cents(2_000_00)
"""Assumed: to sort what a shared mailbox held and to warn its correspondents."""

PARTNER_FALL_COST = Cents(100_000_00)
"""Assumed: liability if the attack goes on to a partner."""

CLEAN_ROOM_PLACES = 20
"""Assumed: the default of the product."""

RESTORE_GB_PER_HOUR = 400.0
"""Assumed: the default of the product."""


def parameters() -> Parameters:
    """Defaults of the organisation."""
    return Parameters(
        hours=HOURS,
        hourly_rate=RATES["system"],
        clean_room_places=CLEAN_ROOM_PLACES,
        restore_gb_per_hour=RESTORE_GB_PER_HOUR,
    )


def scaled(count: int, staff: int) -> int:
    """So many at 700 staff, in proportion at another size, at least one."""
    return max(1, round(count * staff / STAFF))


def work(hours: float, skill: str) -> Cents:
    """What hours of work of this skill cost."""
    return share_of(RATES[skill], Fraction(hours))
