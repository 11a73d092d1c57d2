"""Sentences of what-if questions, and of what was foretold beside what came."""

SENTENCES: dict[str, str] = {
    "console.back.chain": "What each operation waits for last",
    "console.back.chain_why": (
        "The critical chain of each operation, from the start of the plan to its return: a day "
        "gained elsewhere brings it back no sooner."
    ),
    "console.back.links.one": "{count} step of work",
    "console.back.links.many": "{count} steps of work, one after the other",
    "console.back.because_start": "begins with the plan",
    "console.back.because_step": "once its step before is done",
    "console.back.because_crew": "once the crew is free",
    "console.back.because_core": "once the core of trust is back",
    "console.back.because_room": "once room or bandwidth is free",
    "console.back.because_urgent": "once nothing more urgent wants the same people",
    "console.back.because_hours": "when the crew’s hours begin",
    "console.back.put_first": "Put it first, and plan again",
    "console.back.comes_first": (
        "{operation} comes first, as the strategic cell wished. The wish costs {price}."
    ),
    "console.back.operation": "Operation",
    "console.back.planned": "Back, as planned",
    "console.back.last": "Last of all that it needs",
    "console.back.what_if": "What if?",
    "console.back.what_if_why": (
        "Each question is computed again from what is known now, beside the plan in force, "
        "which stays as it is."
    ),
    "console.back.if_lend": "More people are lent",
    "console.back.skill": "Skill",
    "console.back.if_people": "How many people more",
    "console.back.suppose_lend": "What would more people bring?",
    "console.back.if_late": "Something is delayed",
    "console.back.if_hours": "Hours of work more in its next step",
    "console.back.suppose_late": "What would the delay cost?",
    "console.back.if_operation": "An operation comes first, or not at all",
    "console.back.suppose_first": "Put it first of all?",
    "console.back.suppose_hold": "Not for now?",
    "console.back.supposed_lend": "If {amount} more were lent for {subject}",
    "console.back.supposed_late": "If {subject} took {amount} hours of work more",
    "console.back.supposed_first": "If {subject} came first",
    "console.back.supposed_hold": "If {subject} must not return for now",
    "console.back.supposed_places": "With {subject} more clean-room places{amount}",
    "console.back.supposed_bandwidth": "With {subject} GB an hour more for the backups{amount}",
    "console.back.saves": "It would save {money} on average.",
    "console.back.costs": "It would cost {money} more on average.",
    "console.back.no_difference": "It would change nothing in what is lost on average.",
    "console.back.paid": "The lent people are paid {money}.",
    "console.back.held_not_counted": (
        "What it loses itself while it is held is not counted: nobody knows for how long."
    ),
    "console.back.sooner": "{hours} h sooner",
    "console.back.later": "{hours} h later",
    "console.back.more_moved.one": "{count} more date moves",
    "console.back.more_moved.many": "{count} more dates move",
    "console.back.no_date_moves": "No date moves.",
    "console.back.answer_old": "Another plan is in force since: ask again.",
    "console.back.review": "Forecast against actual",
    "console.back.nothing_back": (
        "No operation is back yet. Forecast dates are compared as soon as one is."
    ),
    "console.back.back_now.one": "{count} operation is back.",
    "console.back.back_now.many": "{count} operations are back.",
    "console.back.share": (
        "Of {count} dates that plans gave, {share}% held within their band; 80% should."
    ),
    "console.back.picture_foretold": "Forecast dates and actual dates",
    "console.back.dates": "All dates as a table",
    "console.back.plan_of": "Plan of",
    "console.back.band": "Forecast between",
    "console.back.actual": "Was back",
    "console.back.late_by": "Hours late",
    "console.back.outside": "outside",
    "console.skill.system": "systems",
    "console.skill.forensic": "forensics",
    "console.skill.database": "databases",
    "console.skill.network": "networks",
    "console.skill.application": "applications",
    "console.skill.endpoint": "workstations",
    "console.skill.directory": "directory",
    "console.skill.communication": "communication",
    "console.no_rebuild_planned": "no rebuild is planned yet: compute in Cut first",
}
