"""Sentences of the post-incident review."""

SENTENCES: dict[str, str] = {
    "review.title": "Post-incident review",
    "review.spans": "How long it took",
    "review.from": "From",
    "review.to": "To",
    "review.length": "Time between",
    "review.not_recorded": "not recorded",
    "review.first_situation": "first situation report",
    "review.first_page": "first public page",
    "review.first_instruction": "first instruction to the staff",
    "review.timeline": "Timeline",
    "review.when": "Moment",
    "review.what": "What happened, what was done",
    "review.company": "For which company",
    "review.entry": "Entry of the logbook",
    "review.decided": "{author} decided: {question} {option}.",
    "review.page": "Public page, version {version}",
    "review.situation": "Situation report no. {number}: {summary}",
    "review.causes": "Causes",
    "review.no_cause": "No cause is recorded yet.",
    "review.fact": "Recorded fact",
    "review.value": "Value",
    "review.foretold": "Forecast and actual",
    "review.operation": "Operation",
    "review.first": "First plan, P50",
    "review.first_late": "First plan, P90",
    "review.last": "Last plan, P50",
    "review.came": "Came back",
    "review.verdict": "Against the first plan",
    "review.verdict_open": "not back yet",
    "review.verdict_not_foretold": "not forecast",
    "review.verdict_sooner": "sooner than P50",
    "review.verdict_within": "within P90",
    "review.verdict_later": "LATER than P90",
    "review.kept": (
        "{kept} of {count} operations were back by the P90 of the first plan; nine in ten are "
        "expected to be."
    ),
    "review.no_plan": "No restoration was planned, and no operation is recorded as back.",
    "review.work": (
        "Steps of the restoration with known hours: {steps}; foreseen {foreseen} h, taken "
        "{actual} h."
    ),
    "review.spread": (
        "If nothing had been done, the first forecast expected {expected} fallen assets after "
        "{hours} h; {confirmed} are stated as compromised."
    ),
    "review.limits": "Limits of the law, kept and not kept",
    "review.no_limit": "No legal limit fell due.",
    "review.decisions": "Decisions and actions",
    "review.decision": (
        "{question} Decided: {option}, {waited} after it was asked. Dissent: {dissent}"
    ),
    "review.undecided": "{question} Never decided.",
    "review.actions": "Actions set: {count}; closed: {closed}; after they were due: {late}.",
    "review.unknown": "What was not known, and for how long",
    "review.settled": "{text} Known after {after}: {note}",
    "review.still_unknown": "{text} Not known to this day.",
    "review.no_unknown": "No uncertainty was written down.",
    "review.wrong": "What was believed or attempted wrongly",
    "review.withdrawn": "Entry {entry}, {event}: withdrawn, {reason}",
    "review.corrected": "Version {version} of the public page corrects an earlier one.",
    "review.refusals": "Attempts by the wrong role: {count}",
    "review.nothing_wrong": "No record was withdrawn, no page corrected, nobody refused.",
    "review.costs": "Costs and losses by head",
    "review.no_cost": "No cost is recorded yet.",
    "review.lessons": "Lessons",
    "review.lessons_told": (
        "What worked, what did not, what has to change: for people to write, each with somebody "
        "and a day."
    ),
    "review.lesson": "What was learned",
    "review.action": "What has to change",
    "review.owner": "By whom",
    "review.until": "Until",
    "review.nothing_happened": (
        "nothing of a crisis is recorded in this case: start with `endigue communication record`"
    ),
}
