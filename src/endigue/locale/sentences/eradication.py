"""Sentences of the eradication: states, gates, evidence."""

SENTENCES: dict[str, str] = {
    # States.
    "eradication.state_unknown": "unknown",
    "eradication.state_suspected": "suspected",
    "eradication.state_compromised": "compromised",
    "eradication.state_isolated": "isolated",
    "eradication.state_evidence_preserved": "evidence preserved",
    "eradication.state_cleaning": "cleaning or rebuilding",
    "eradication.state_verified": "verified",
    "eradication.state_reconnected": "reconnected",
    "eradication.state_lost": "lost",
    "eradication.state_scrapped": "scrapped",
    # Gates.
    "eradication.no_evidence": (
        "{asset} cannot be cleaned yet: no evidence of it was taken since it was found bad; take "
        "it with eradication evidence, or record who decided to do without."
    ),
    "eradication.evidence_broken": (
        "{asset} cannot be cleaned yet: the chain of custody of its evidence is broken; take it "
        "again, or record who decided to do without."
    ),
    "eradication.already_verified": (
        "{asset} is verified: nothing is cleaned on it before it is suspected again."
    ),
    "eradication.not_cleaning": ("The cleaning of {asset} cannot end: nobody has begun it."),
    "eradication.still_cleaning": (
        "{asset} cannot be checked: the cleaning is not reported as done."
    ),
    "eradication.not_cleaned": (
        "{asset} cannot be checked: the intruder was seen on it, and it was not cleaned or "
        "rebuilt since."
    ),
    "eradication.own_work": (
        "{asset} cannot be verified by {person}, who cleaned or rebuilt it: a second person looks."
    ),
    "eradication.no_person": "{asset}: nobody is named who looked.",
    "eradication.no_such_check": ("{asset} has no check '{check}': its checks are {checks}."),
    "eradication.checks_lacking": "{asset} is not verified: these checks are missing: {checks}.",
    "eradication.not_verified": "{asset} cannot be reconnected: it is not verified.",
    "eradication.stands_on_unverified": (
        "{asset} cannot be reconnected: it stands on {count} things that are not verified: "
        "{things}."
    ),
    "eradication.is_lost": "{asset} is lost: say first that it was found.",
    "eradication.is_scrapped": "{asset} was scrapped: nothing comes back of it.",
    "eradication.not_of_the_organisation": (
        "'{asset}' is no asset of the organisation of this case."
    ),
    "eradication.no_hash": (
        "The evidence of {asset} does not count: it has no SHA-256, or nobody holds it."
    ),
    "eradication.not_scanned": (
        "{asset} cannot be cleared: no scan without a hit since it came in or was reimaged."
    ),
    # Refusals.
    "eradication.nothing_written": ("Nothing was written: {count} assets are stopped by a gate."),
    "eradication.still_to_come": "{at} is still to come: give when it happened.",
    "eradication.nothing_planned": (
        "The case holds no plan of containment to take over from: name the assets with "
        "eradication state."
    ),
    "eradication.bad_hash": (
        "'{hash}' is no SHA-256: give 64 hexadecimal digits, or the file itself."
    ),
    "eradication.no_such_evidence": (
        "No evidence with the SHA-256 {hash} was taken in this case: check the digits."
    ),
    "eradication.not_the_holder": ("{giver} cannot hand it over: {holder} holds it."),
    "eradication.passed_with_hits": (
        "A check with {hits} hits did not pass: leave the hits out, or say that it failed."
    ),
    "eradication.unknown_check": "There is no check '{check}': choose one of {checks}.",
    "eradication.checks_too_long": "{file} is too long for a list of checks: {most} bytes at most.",
    "eradication.checks_wrong": "{file} holds no sound checks: {why}.",
    "eradication.no_reason": "Say why: the reason stands in the logbook.",
    "eradication.nobody": "Say who did it: the name stands in the logbook.",
}
