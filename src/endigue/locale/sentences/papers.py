"""Sentences of the crisis cell's own papers."""

SENTENCES: dict[str, str] = {
    "papers.situation": "Situation report no. {number}",
    "papers.summary": "In short",
    "papers.facts": "Facts",
    "papers.facts_since": "Since entry {entry} of the logbook.",
    "papers.no_fact": "Nothing new was recorded.",
    "papers.standing": "Standing",
    "papers.new": "to verify",
    "papers.confirmed": "verified",
    "papers.refuted": "refuted: {reason}",
    "papers.when": "When",
    "papers.fact": "Fact",
    "papers.entry": "Entry",
    "papers.impacts": "Impacts and degraded modes",
    "papers.no_service": "No service has been spoken of yet.",
    "papers.service": "Service",
    "papers.state": "Situation",
    "papers.since": "Begun",
    "papers.meanwhile": "What still works, what to do meanwhile",
    "papers.actions": "Actions",
    "papers.action": "Action",
    "papers.owner": "Who",
    "papers.due": "Due",
    "papers.done": "carried out",
    "papers.dropped": "given up",
    "papers.late": "LATE",
    "papers.coming": "next",
    "papers.no_action": "No action is written down.",
    "papers.decisions": "Decisions",
    "papers.no_decision": "No decision is asked for, none was taken since.",
    "papers.asked": "Asked for (entry {entry}): {question} Options: {options}.",
    "papers.decided": "Taken (entry {entry}, {author}): {question} {option}.",
    "papers.clocks": "Legal clocks of the next 24 hours",
    "papers.no_clock": "No clock falls due within 24 hours.",
    "papers.outgoing": "Communication",
    "papers.outgoing_told": "{title}: given out on {moment}.",
    "papers.outgoing_approved": "{title}: approved on {moment}, to be given out.",
    "papers.outgoing_reviewed": "{title}: reviewed on {moment}, waits for approval.",
    "papers.outgoing_drafted": "{title}: drafted on {moment}, waits for review.",
    "papers.nothing_outgoing": "Nothing was given out since, nothing waits.",
    "papers.uncertainties": "Uncertainties and grey areas",
    "papers.no_uncertainty": "No uncertainty is written down: ask for them.",
    "papers.next": "Next point",
    "papers.next_at": "On {moment}.",
    "papers.next_unknown": "Not set.",
    "papers.proof": "Proof",
    "papers.proof_says": (
        "This report rests upon the logbook up to entry {entry}, whose hash is below. With "
        "an exported logbook anybody can check it: python3 verify_journal.py --head HASH "
        "logbook.jsonl"
    ),
    "papers.register": "Register of decisions",
    "papers.register_count": "Decisions asked for: {count}",
    "papers.question": "Question",
    "papers.options": "Options and their consequences",
    "papers.decision": "Decision",
    "papers.who": "By whom, when",
    "papers.dissent": "Dissent",
    "papers.review": "Review",
    "papers.open": "open",
    "papers.option_harm": "{name}: harm {harm}, operations down: {down}",
    "papers.option_said": "{name}: {said}",
    "papers.wall": "Dashboard",
    "papers.all_clocks": "Legal clocks",
    "papers.handover": "Shift handover",
    "papers.handed_over": "{post}: {leaving} leaves it to {coming}.",
    "papers.people": "Who holds which role",
    "papers.person": "Person",
    "papers.roles": "Roles",
    "communication.hand_over_to_oneself": (
        "{person} cannot hand over to {person}: name who comes with --to"
    ),
    "communication.no_open_action": (
        "Entry {entry} is no open action: see the last situation report"
    ),
    "communication.no_open_decision": (
        "Entry {entry} is no open question: see the register of decisions"
    ),
    "communication.no_open_uncertainty": (
        "Entry {entry} is no open uncertainty: see the last situation report"
    ),
    "communication.no_such_option": "'{option}' was not put: choose one of {options}",
    "communication.two_options": (
        "a question has at least two options with different names: give --option twice, or --plan"
    ),
    "communication.no_plan": (
        "no containment has been computed in this case: run `endigue respond` first, or "
        "give the options"
    ),
    "communication.not_an_option": (
        "'{text}' is no option: write for example --option \"wait=costs nothing today\""
    ),
}
