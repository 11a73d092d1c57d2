"""Sentences of answers that the other chapters already give."""

SENTENCES: dict[str, str] = {
    "derive.event": "Event that can be recorded",
    "derive.value": "What is known",
    "derive.basis": "Where it comes from",
    "derive.standing": "How it stands",
    "derive.from_trace": "the traced incident",
    "derive.from_findings": "the findings",
    "derive.from_containment": "the plan that was approved",
    "derive.from_damage": "the assessed damage",
    "derive.from_handwork": "the forms that were given out",
    "derive.from_page": "the public page",
    "derive.from_returns": "the return of the operations",
    "derive.from_reconciliation": "the reconciliation, which balances",
    "derive.from_restoration": "the plan of restoration",
    "derive.from_notices": "what was recorded as sent",
    "derive.standing_new": "not recorded",
    "derive.standing_same": "recorded just so",
    "derive.standing_newer": "derived before, other now",
    "derive.standing_recorded": "a person recorded another value, which stands",
    "derive.nothing": "The case answers nothing yet that could be recorded.",
    "derive.recorded": (
        "Recorded as estimates: {count}. Check them, and record what is better known."
    ),
    "derive.who": "say with --author who records it",
}
