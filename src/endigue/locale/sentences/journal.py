"""What the journal and its stores have to say."""

SENTENCES: dict[str, str] = {
    # What verification finds. The stand-alone verifier says the same, word for word.
    "journal.entry_is_unreadable": (
        "Entry {entry} cannot be read: what stands in its place is not what a journal writes."
    ),
    "journal.entry_was_changed": (
        "Entry {entry} was changed: its content does not give the hash written with it."
    ),
    "journal.entry_is_out_of_place": (
        "Entry {entry} is not in its place: entry {found} stands there, so entries were "
        "removed, added or moved."
    ),
    "journal.first_entry_is_not_the_beginning": (
        "Entry 1 is not the beginning of a journal: it names an entry before it."
    ),
    "journal.entry_does_not_follow": (
        "Entry {entry} does not follow entry {before}: one of the two was rewritten."
    ),
    "journal.noted_head_is_absent": (
        "The entries hold together, but none has the noted hash {noted}: the journal was cut "
        "or written anew, or the hash was copied wrongly."
    ),
    "journal.line_is_too_long": (
        "Entry {entry} is longer than {most} bytes, which no journal writes."
    ),
    "journal.line_endings_were_converted": (
        "The line of entry {entry} ends with CR LF: the file was converted on its way, so ask "
        "for the original."
    ),
    "journal.export_is_cut": (
        "The file breaks off at entry {entry}: the seal that closes a journal is missing."
    ),
    "journal.last_entries_are_missing": (
        "Entries {first} to {last} are missing at the end: the seal counts them."
    ),
    "journal.entries_follow_the_sealed": (
        "Entry {first} and those after it were added later: the seal does not count them."
    ),
    "journal.seal_was_changed": (
        "The seal on the last line was changed: it does not fit the {entries} entries before it."
    ),
    "journal.something_follows_the_seal": (
        "Something follows the seal, which must be the last line: it was added later."
    ),
    # What the stores refuse.
    "journal.has_moved": (
        "The decision was taken on entry {expected}, but the journal now ends with entry "
        "{found}: look at what came in between, then decide again."
    ),
    "journal.end_is_broken": (
        "The journal {location} does not hold at entry {entry}, its end: run 'endigue journal "
        "verify' on it, and go on from a sound copy."
    ),
    "journal.is_busy": (
        "Another program has been writing to the journal {location} for too long: try again, "
        "or close that program."
    ),
    "journal.file_is_no_database": (
        "{location} is no journal: it is not an SQLite database; give the journal.db of a case."
    ),
    "journal.database_is_damaged": (
        "The database of the journal {location} is damaged: go on from a copy or an export, "
        "and check the disk."
    ),
    "journal.file_is_read_only": (
        "The journal {location} may only be read: copy it to where it may be written, or "
        "change its rights."
    ),
    "journal.file_cannot_be_opened": (
        "The journal {location} cannot be opened: check the rights of the file and of its folder."
    ),
    "journal.disk_is_full": (
        "The disk of the journal {location} is full, and nothing was written: make room, then "
        "try again."
    ),
    "journal.disk_failed": (
        "The disk of the journal {location} does not read or write properly: copy the case to "
        "another disk."
    ),
    "journal.place_is_a_folder": "{location} is a folder: give the file journal.db inside it.",
    "journal.folder_does_not_exist": (
        "There is no folder {folder}: create it, or check the path of the journal."
    ),
    "journal.file_does_not_exist": "There is no journal {location}: check its path.",
    "journal.database_is_no_journal": (
        "The database {location} holds no journal: check its path or address."
    ),
    "journal.has_another_format": (
        "The journal {location} has format {found}, and this version of Endigue knows format "
        "{known}: use the version that wrote it."
    ),
    "journal.schema_was_altered": (
        "The tables of the journal {location} are not as Endigue makes them, so somebody "
        "altered them: run 'endigue journal verify' on it, and go on from a sound copy."
    ),
    "journal.was_opened_to_read": (
        "The journal {location} was opened to be read: nothing can be added to it."
    ),
    "journal.psycopg_is_absent": (
        "A journal in PostgreSQL needs the driver psycopg: install it with 'pip install "
        "endigue[postgres]'."
    ),
    "journal.address_is_unclear": (
        "The address of the PostgreSQL server cannot be understood: write "
        "postgresql://user@host/database."
    ),
    "journal.encoding_is_not_unicode": (
        "The database {location} keeps text as {found}: create it with the encoding UTF8."
    ),
    "journal.server_is_away": (
        "PostgreSQL at {location} cannot be reached or failed ({reason}): check the server and "
        "the network, then try again."
    ),
    "journal.rights_are_missing": (
        "The rights on the journal {location} are missing: ask for SELECT and INSERT on its "
        "tables, and for CREATE if it is to be made."
    ),
    "journal.server_is_read_only": (
        "The server of the journal {location} takes no writes, as a standby does: give the "
        "address of the primary."
    ),
}
