"""From what people reported to the circumstances of the next plan."""

from datetime import datetime, timedelta

from endigue.organisation.model import Organisation
from endigue.organisation.shifts import Shifts, parse_shifts
from endigue.restoration.circumstances import Circumstances, Progress, usable
from endigue.restoration.openings import TICKS_PER_HOUR
from endigue.restoration.pace import CLEAN, INFECTED, Pace, paced
from endigue.restoration.schedule import STEPS, Step
from endigue.restoration.view import AssetWork, RestorationView

LEAST_LEFT = 1 / TICKS_PER_HOUR
"""Hours left of work that should be done by now and is not; assumed, until somebody says more."""

LONGEST_LOOK = timedelta(days=366)
"""Hours at work are counted over this long at most."""


def circumstances(
    view: RestorationView, organisation: Organisation, at: datetime, *, weekly_rest: bool = False
) -> Circumstances:
    """The circumstances at an instant in the organisation's time zone."""
    ratios: dict[Step, list[float]] = {step: [] for step in STEPS}
    for seen in view.seen:
        if seen.actual > 0:
            ratios[seen.step].append(seen.actual / seen.foreseen)
    pace = paced(ratios, INFECTED + view.infected, CLEAN + view.clean)
    return Circumstances(
        presence=view.presence,
        weekly_rest=weekly_rest,
        progress={
            asset: _progress(work, organisation, at, pace) for asset, work in view.work.items()
        },
        instead=view.instead,
        pace=pace,
        backups={
            asset: usable(reported, view.safe_before) for asset, reported in view.backups.items()
        },
        safe_before=view.safe_before,
        held=frozenset(name for name, fact in view.gates.items() if not fact.go),
    )


def hours_at_work(organisation: Organisation, crew: str, since: datetime, until: datetime) -> float:
    """Hours of the crew's shifts between two instants, in whole quarters; of the clock where the
    crew is not known.
    """
    zone = until.tzinfo
    until = min(until, since + LONGEST_LOOK)
    known = organisation.crew_by_id.get(crew)
    if known is None:
        return max(0.0, (until - since) / timedelta(hours=1))
    shifts = parse_shifts(known.hours)
    quarters = max(0, (until - since) // timedelta(minutes=15))
    worked = sum(
        _at_work(shifts, since + timedelta(minutes=15 * quarter + 7), zone)
        for quarter in range(quarters)
    )
    return worked / TICKS_PER_HOUR


def _at_work(shifts: Shifts, moment: datetime, zone: object) -> bool:
    local = moment.astimezone(zone)  # type: ignore[arg-type]
    return shifts.is_open(local.weekday(), local.hour * 60 + local.minute)


def _progress(work: AssetWork, organisation: Organisation, at: datetime, pace: Pace) -> Progress:
    return Progress(
        done=work.done,
        running=work.running,
        crew=work.crew,
        hours_left=_hours_left(work, organisation, at, pace),
        foreseen=work.foreseen,
    )


def _hours_left(
    work: AssetWork, organisation: Organisation, at: datetime, pace: Pace
) -> float | None:
    """Work left of the running step: what somebody estimated last, or else what was expected at
    the pace that has been seen, less the work since.
    """
    if work.running is None or work.started_at is None:
        return None
    if work.hours_left is not None and work.since is not None:
        left, since = work.hours_left, work.since
    elif work.expected is not None:
        left, since = work.expected * pace.of(work.running).factor, work.started_at
    else:
        return None
    return max(LEAST_LEFT, left - worked(organisation, work.crew, work.running, since, at))


def worked(
    organisation: Organisation, crew: str, step: Step, since: datetime, until: datetime
) -> float:
    """Hours that went into a step between two instants: a copy of data goes on at night."""
    if step == "restore":
        return max(0.0, (until - since) / timedelta(hours=1))
    return hours_at_work(organisation, crew, since, until)
