"""Sentences of the state of operations. `{missing}` is a chain of names, joined by ` > `."""

SENTENCES: dict[str, str] = {
    "continuity.running": "{operation} runs.",
    "continuity.by_hand": (
        "{operation} goes on by hand, for {share} of its work and {hours} hours at most: "
        "{missing} is missing."
    ),
    "continuity.stopped": "{operation} is stopped: {missing} is missing.",
    "continuity.hands_lack": "It cannot go on by hand either: that needs {missing}.",
    "continuity.no_hands": "Nobody has said how it goes on by hand.",
    "continuity.capacity_assumed": (
        "Assumed: once it runs again, {operation} serves a quarter more than arrives."
    ),
}
