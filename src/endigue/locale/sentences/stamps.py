"""Sentences of time stamps of the logbook."""

SENTENCES: dict[str, str] = {
    "stamps.asked": "The request for a time stamp of entry {entry} stands in {file}.",
    "stamps.holds": "Entry {entry} and all before it existed on {moment}: {authority}.",
    "stamps.fails": "The time stamp of entry {entry} does not hold: {why}.",
    "stamps.none": "The logbook has no time stamp.",
    "stamps.nothing_to_stamp": "the logbook is empty: there is nothing to stamp",
    "stamps.no_answer": "this is no answer of a time stamping authority (RFC 3161)",
    "stamps.not_granted": "the authority granted no time stamp ({why}): ask it again",
    "stamps.not_sha256": "the answer stamps no SHA-256: send the request as it was written",
    "stamps.of_another": "no entry of this logbook has the hash {imprint} that was stamped",
    "stamps.not_asked": (
        "the answer for entry {entry} repeats no request of this logbook: import the answer to "
        "the last request"
    ),
    "stamps.does_not_hold": (
        "the time stamp does not hold ({why}): check the certificates that vouch for the authority"
    ),
    "stamps.no_certificates": (
        "there is no certificate that signs itself in the file: give the root of the authority, PEM"
    ),
}
