"""Sentences of the evidence register, and of the call tree."""

SENTENCES: dict[str, str] = {
    "custody.title": "Evidence register",
    "custody.count": "Exhibits: {count}",
    "custody.none": "Nothing has been taken as evidence.",
    "custody.sheet": "Exhibit {number}: {what}",
    "custody.number": "No.",
    "custody.what": "What it is",
    "custody.kind": "Kind of exhibit",
    "custody.serial": "Serial number",
    "custody.holder": "Held by",
    "custody.storage": "Kept",
    "custody.seal": "Seal",
    "custody.standing": "Integrity",
    "custody.when": "Day, time",
    "custody.why": "What was done, why",
    "custody.giver": "Given by",
    "custody.receiver": "Received by",
    "custody.entry": "Logbook",
    "custody.signature": "Signatures",
    "custody.taken": "taken; place: {place}",
    "custody.digest": "SHA-256: {sha256} ({size} bytes)",
    "custody.hashed": "hashed when taken",
    "custody.not_hashed": "no bytes",
    "custody.same": "unaltered on {moment}",
    "custody.altered": "ALTERED",
    "custody.checked_same": "Hashed again: the bytes are those that were taken.",
    "custody.checked_other": "Hashed again: the bytes are NOT those that were taken.",
    "custody.has_number": "It is exhibit {number}: write the number on it.",
    "custody.kind_file": "file",
    "custody.kind_disk": "disk or its image",
    "custody.kind_memory": "memory image",
    "custody.kind_machine": "machine",
    "custody.kind_telephone": "telephone",
    "custody.kind_paper": "sheet of paper",
    "custody.kind_other": "other exhibit",
    "custody.says_nothing": (
        "say what it is, who has it from now, and for a handover another person and why"
    ),
    "custody.none_such": (
        "there is no exhibit {number}: `endigue communication custody register` lists them"
    ),
    "custody.not_the_holder": (
        "{person} does not have exhibit {number}, {holder} has it: write first how it came to them"
    ),
    "custody.before_it_came": ("exhibit {number} came to {person} later than that: check the time"),
    "custody.no_bytes": "exhibit {number} was taken without a file: there is nothing to compare",
    "calls.title": "Call tree and directory",
    "calls.tree": "Who calls whom",
    "calls.told": (
        "{count} people; the last one is reached after {minutes} minutes at best ({each} "
        "minutes a call, assumed)."
    ),
    "calls.rule": (
        "Who does not answer is called again at the end, and those below them are called in "
        "their place. Note the time. Say nothing else than the instruction."
    ),
    "calls.directory": "Everybody, by name",
    "calls.who": "Person",
    "calls.telephone": "Telephone number",
    "calls.role": "Function",
    "calls.calls": "Calls",
    "calls.reached": "After",
    "calls.done": "Reached at",
    "calls.minutes": "{minutes} min",
    "calls.foot": "Keep on paper, away from the network",
    "calls.no_contacts": "{folder} has no contacts.csv: columns name, telephone, role, called_by",
    "calls.unconnected": (
        "{name} is called by {caller}, who is not among the contacts or is called by them in turn"
    ),
    "calls.named_twice": "two contacts are named {name}: tell them apart",
}
