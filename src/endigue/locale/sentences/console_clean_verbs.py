"""Sentences of what people report on the page Clean."""

SENTENCES: dict[str, str] = {
    "console.clean.begin": "Begin with what the plan treats as infected",
    "console.clean.begin_why": (
        "What fell becomes compromised, what may have fallen suspected, and what is cut off "
        "isolated."
    ),
    "console.clean.assets": "Assets, by name, on lines or between commas",
    "console.clean.person": "Who did it",
    "console.clean.report": "Report the clean-up",
    "console.clean.report_why": (
        "A report against the rules is refused, with the reason; nothing of it is written."
    ),
    "console.clean.say_state": "Say what an asset is",
    "console.clean.fallback_help": (
        "An asset seen compromised again falls back, with all that stood on it."
    ),
    "console.clean.evidence": "Evidence was taken",
    "console.clean.evidence_name": "Name of the image or file",
    "console.clean.sha256": "Its SHA-256, 64 digits",
    "console.clean.holder": "Who holds it",
    "console.clean.place": "Where it is kept",
    "console.clean.waive": "It was decided to do without evidence",
    "console.clean.decided_by": "Who decided that",
    "console.clean.work": "Cleaning or rebuild",
    "console.clean.way": "How",
    "console.clean.way_rebuild": "rebuilt from sound media",
    "console.clean.way_clean": "cleaned in place",
    "console.clean.work_begun": "It was begun",
    "console.clean.work_done": "It is finished",
    "console.clean.check": "A check was made",
    "console.clean.which_check": "Which check",
    "console.clean.hits": "Hits",
    "console.clean.report_hash": "SHA-256 of the report, if there is one",
    "console.clean.check_passed": "It passed",
    "console.clean.check_failed": "It did not pass",
    "console.clean.verify": "Verify, as a second person",
    "console.clean.verify_why": (
        "You, {person}, vouch that every check passed. Who rebuilt an asset cannot verify it."
    ),
    "console.clean.verify_do": "I vouch for them",
    "console.clean.reconnect": "Reconnect",
    "console.clean.reconnect_do": "They are back",
    "console.clean.lifting": "Lifting the cuts",
    "console.clean.lifting_why": (
        "Which cuts can go now without a way to anything unverified, and what each gives back."
    ),
    "console.clean.lifting_see": "See which cuts can go now",
    "console.clean.lifting_rule": (
        "A cut is lifted only if nothing unverified can then get in or out."
    ),
    "console.clean.lost_an_hour": (
        "{money} are lost an hour as things stand, while these cuts are in place."
    ),
    "console.clean.lift_now": "Can go now, in this order",
    "console.clean.lever": "The cut",
    "console.clean.minutes": "Minutes",
    "console.clean.gives_back": "Gives back",
    "console.clean.still_lost": "Still lost an hour",
    "console.clean.lift_write": "These were undone",
    "console.clean.lift_none": "No cut can go now: verify what stands behind them first.",
    "console.clean.lift_proven": (
        "No other choice gives back more, and no other order of these loses less."
    ),
    "console.clean.lift_not_proven": (
        "A better choice or order may exist: there were too many to compare all."
    ),
    "console.clean.lift_kept": "Stay for now",
    "console.clean.because": "Why it stays",
    "console.clean.holds_back": "Operations that it alone stops",
    "console.clean.not_ready": "{asset} is not ready to return",
    "console.clean.kept_more": "And {count} more.",
    "console.clean.back_to": "Back to Clean",
    "console.clean.tick": "The step is done",
    "console.clean.reopen": "Do a step again",
    "console.clean.step": "Which step",
    "console.clean.labels": "Print labels for the workstations",
    "console.clean.station": "Step of the line",
    "console.clean.station_in": "Brought in",
    "console.clean.station_scan": "Scanned",
    "console.clean.station_clear": "Cleared",
    "console.clean.station_reimage": "Reimaged",
    "console.clean.station_out": "Handed out",
    "console.clean.codes": "What the scanner read, one code per line",
    "console.clean.codes_help": (
        "For a scan: code;hits;SHA-256 of the report. Each code is for itself: one that is "
        "refused stops no other."
    ),
    "console.clean.pass": "They passed this station",
    "console.clean.passed.one": "{count} machine passed.",
    "console.clean.passed.many": "{count} machines passed.",
    "console.clean.refused.one": "{count} code was refused",
    "console.clean.refused.many": "{count} codes were refused",
    "console.clean.refused_more": "{count} more refusals are not shown.",
    "console.too_many_codes": "a batch has at most {most} codes: paste the rest after it",
    "console.too_many_assets": "a list of assets has at most {most} characters",
    "console.no_lever": "choose at least one cut",
}
