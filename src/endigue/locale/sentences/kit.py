"""Words of the continuity kit: what is printed before the day on which nothing prints."""

SENTENCES: dict[str, str] = {
    "kit.sheets_title": "Degraded-mode sheets",
    "kit.contacts_title": "Contacts",
    "kit.labelled": "{label}: {value}",
    "kit.company": "Company",
    "kit.who": "Who",
    "kit.who_blank": "Write here who goes on by hand, and their telephone:",
    "kit.with_what": "With what",
    "kit.nothing_needed": "Nothing but paper and a pen.",
    "kit.recorded": "What is written down",
    "kit.on_form": "On the form {form} ({letters}), one sheet for each case, every box of:",
    "kit.no_form": "Nothing on a form: write it in the log of the desk.",
    "kit.pace": "Pace",
    "kit.pace_said": "{hand} an hour by hand, of {arrivals} that come; for {stamina} at most.",
    "kit.until": "Until when",
    "kit.until_said": "Wanted back after {rto}; intolerable after {mtpd}.",
    "kit.not_by_hand": "Nothing can be done by hand. Say so to people, and give them a date.",
    "kit.rules": "Always",
    "kit.rule_one": "One sheet is one case. Write in capitals, with the day and the hour.",
    "kit.rule_spoiled": "A spoiled sheet is crossed out, marked SPOILED, and given back.",
    "kit.rule_return": "Every sheet comes back: filled in, blank or spoiled. They are counted.",
    "kit.rule_computer": "Switch on no computer but the clean laptops.",
    "kit.name": "Name",
    "kit.telephone": "Telephone",
    "kit.role": "Role",
    "kit.operation": "Operation",
    "kit.everybody": "everybody",
    "kit.desk": "Desk",
    "kit.filled_by": "Filled in by",
    "kit.filled_at": "Day and hour",
    "kit.signature": "Signature",
    "kit.keyed_first": "Keyed by",
    "kit.keyed_second": "Keyed again by",
    "kit.yes": "yes",
    "kit.no": "no",
    "kit.optional": "if known",
    "kit.spoiled": "Spoiled? Cross out, write SPOILED, give back. Never throw a sheet away.",
    "kit.read_me": (
        "Continuity kit of {organisation}, made on {day}.\n"
        "\n"
        "sheets.pdf     how each operation goes on by hand: print it, it is no use on a screen\n"
        "contacts.pdf   whom to call\n"
        "forms/         numbered forms, ready to print; each number exists once\n"
        "page.html      the offline page for a clean laptop\n"
        "extracts/      read-only tables\n"
        "issued.jsonl   which numbers were given out: `endigue continuity merge CASE` takes it in\n"
    ),
    "kit.how_to_open": (
        "kit.zip is encrypted with AES-256 (WinZip AE-2). Open it with 7-Zip, WinZip, Keka or\n"
        "The Unarchiver, or `7z x kit.zip`; the passphrase is kept on paper, in another place.\n"
    ),
}
