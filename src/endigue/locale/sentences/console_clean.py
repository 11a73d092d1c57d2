"""Sentences of the page that says what is clean."""

SENTENCES: dict[str, str] = {
    "console.clean.title": "What is clean, and what stops the rest",
    "console.clean.nothing": (
        "Nothing was reported of the clean-up yet. It begins once a containment was planned."
    ),
    "console.clean.rule": (
        "An asset is reconnected only if it is verified, and so is all that it stands on."
    ),
    "console.clean.states": "Where the assets stand",
    "console.clean.fell": (
        "{asset} fell back at {at} ({why}); {count} that stood on it fell back with it."
    ),
    "console.clean.fell_with": "stood on {asset}",
    "console.clean.objections": "Reports that do not count: {count}",
    "console.clean.due": "What is to be done",
    "console.clean.blocking": "Hold up most others:",
    "console.clean.state": "State",
    "console.clean.next": "Next step",
    "console.clean.lacking": "Checks that are missing",
    "console.clean.waits": "Stands on, not verified",
    "console.clean.and_more": "and {count} more",
    "console.clean.core": "The core of trust",
    "console.clean.core_done": "Steps of the eviction done: {done} of {count}. To be done now:",
    "console.clean.not_before": "Not before {moment}.",
    "console.clean.line": "The triage line for workstations",
    "console.clean.no_line": "No label was printed and no machine was brought in.",
}
