"""Sentences of the part of the cut page that carries it out."""

SENTENCES: dict[str, str] = {
    "console.carry.title": "Carry it out",
    "console.carry.short": "Carry out",
    "console.carry.components": (
        "Commanded from here: {names}. What none of them can do becomes a work order."
    ),
    "console.carry.no_components": (
        "No component is configured (targets.toml in the case folder), so everything becomes "
        "numbered work orders to print and hand out."
    ),
    "console.carry.unsettled.one": (
        "It is not known how {count} change ended: look at the component before anything else."
    ),
    "console.carry.unsettled.many": (
        "It is not known how {count} changes ended: look at the components before anything else."
    ),
    "console.carry.nothing": (
        "Nothing is decided yet: have a plan approved above, or decide in an emergency."
    ),
    "console.carry.states": "Where each action stands",
    "console.carry.lever": "Action",
    "console.carry.state": "State",
    "console.carry.by": "By",
    "console.carry.detail": "What was seen or said",
    "console.carry.order": "work order {number}",
    "console.carry.reports": "Work orders that are out",
    "console.carry.paper": "Work orders to print (PDF)",
    "console.carry.order_of": "Result of work order {number}: {lever}",
    "console.carry.done_by": "Who did the work",
    "console.carry.done_at": "When it ended (now, if left empty)",
    "console.carry.note": "Remarks on the paper",
    "console.carry.was_done": "It was done",
    "console.carry.was_not_done": "It could not be done",
    "console.carry.settle": "Look how it ended",
    "console.carry.rehearsed": "Rehearsal of {moment}: what would be done",
    "console.carry.known": "asked before",
    "console.carry.lines": "Every line that is sent",
    "console.carry.by_hand": "by hand",
    "console.carry.railed": "stopped by a safety rail",
    "console.carry.draft": "The work orders as they would be (PDF)",
    "console.carry.force_reason": "Why the safety rails are overridden",
    "console.carry.carry": "Carry out what is shown",
    "console.carry.force": "Rehearse with the safety rails overridden",
    "console.carry.some": "Only some actions",
    "console.carry.rehearse": "Rehearse",
    "console.carry.rehearse_why": "Asks the components what would be done; nothing is changed.",
    "console.carry.verify": "Look at the components again",
    "console.carry.undo_title": "Undo",
    "console.carry.undo_which": "What is undone, the last pulled first",
    "console.carry.undo": "Undo these",
    "console.carry.only_some": "Only the strategic and the operational cell carry out and undo.",
    "console.carry.emergency": "Decide in an emergency, without a plan",
    "console.carry.emergency_levers": "Actions, by identifier, separated by commas",
    "console.carry.decide": "Decide now",
    "console.carry.progress": "Being done",
    "console.carry.doing_rehearse": "Rehearsal",
    "console.carry.doing_apply": "Carrying out",
    "console.carry.doing_verify": "Looking at the components",
    "console.carry.doing_settle": "Looking how it ended",
    "console.carry.doing_undo": "Undoing",
    "console.carry.stop": "Stop before the next action",
    "console.carry.stopping": "Stops before the next action",
    "console.carry.choose": "choose at least one action",
    "console.carry.busy": "the components are being asked already: wait for the end, or stop it",
    "console.absent_orders": "no work order is out",
}
