"""Sentences of the evidence chapter and of the readers of findings."""

SENTENCES: dict[str, str] = {
    "evidence.file_cannot_be_read": "{file} cannot be read ({why}): check its path and its rights.",
    "evidence.file_is_not_regular": "{file} is a folder or a device: name a file.",
    "evidence.file_is_too_big": (
        "{file} is larger than {most} GiB: export fewer events, such as the higher levels only."
    ),
    "evidence.file_is_empty": "{file} holds nothing: check the export.",
    "evidence.text_is_not_utf8": (
        "{file}, line {line}: these bytes are not UTF-8; save the file as UTF-8, or as UTF-16 "
        "with its byte order mark."
    ),
    "evidence.line_is_too_long": (
        "{file}, line {line} is longer than 64 MiB: this is no list of findings."
    ),
    "evidence.header_is_broken": (
        "{file}, line {line}: the header of the table cannot be read; check its quotes."
    ),
    "evidence.too_many_findings": (
        "{file} holds more than {most} findings: export the higher levels only, or split the file."
    ),
    "evidence.file_is_no_bundle": "{file} is no STIX 2.1 bundle that can be read.",
    "evidence.format_is_not_recognised": (
        "The format of {file} is not recognised: name it with --format ({known})."
    ),
    "evidence.format_is_unknown": "No format is called '{format}': choose one of {known}.",
    "evidence.format_has_its_columns": (
        "{file}: {format} has its own columns; map only fixed values (host==NAME), or read the "
        "file as csv or json."
    ),
    "evidence.mapping_field_is_unknown": (
        "A mapping cannot set '{field}': it sets one of {known}."
    ),
    "evidence.mapping_kind_is_unknown": "No finding is of kind '{kind}': choose one of {known}.",
    "evidence.mapping_time_zone_is_unknown": (
        "No time zone is called '{zone}': write for example Europe/Paris."
    ),
    "evidence.mapping_column_is_absent": (
        "{file} has no column '{column}': did you mean {nearest}?"
    ),
    "evidence.no_column_names_a_host": (
        "{file}: no column names a host or an account ({columns}); say which one does, for "
        "example --map host=COLUMN."
    ),
    "evidence.table_is_wrong": "{file} is no sound table of likelihoods: {why}.",
    "evidence.row_is_no_object": "It is no JSON object.",
    "evidence.json_stops_here": "The JSON breaks here; nothing after this place was read.",
    "evidence.row_is_no_csv": "It is no CSV, or has more cells than the header.",
    "evidence.row_names_nothing": "It names neither a host nor an account.",
    "evidence.row_is_no_detection": "It names no detection.",
    "evidence.line_is_no_name": "'{line}' is no name.",
    "evidence.kind_is_unknown": "No finding is of kind '{kind}': did you mean {nearest}?",
    "evidence.level_is_unknown": "No level is called '{level}'.",
    "evidence.sighting_names_nothing": "The sighting names no host and no account.",
    "evidence.level_is_informational": "The event is informational.",
    "evidence.artifact_detects_nothing": (
        "This artifact records and does not detect; fix a kind if its rows are findings."
    ),
    "evidence.event_is_not_marked": "Nobody marked the event with a tag, a star or a comment.",
    "evidence.object_was_not_sighted": "No sighting says that it was seen.",
    "evidence.kind.confirmed_implant": "confirmed implant",
    "evidence.kind.ransom_note": "ransom note",
    "evidence.kind.encrypted_files": "encrypted files",
    "evidence.kind.edr_alert": "EDR alert",
    "evidence.kind.payload_ran": "ran what a bad message brought",
    "evidence.kind.listed": "listed by name",
    "evidence.kind.sigma_critical": "Sigma rule, critical",
    "evidence.kind.ioc_match": "match of an indicator",
    "evidence.kind.sigma_high": "Sigma rule, high",
    "evidence.kind.clicked_link": "clicked a malicious link",
    "evidence.kind.suspect_logon": "log-on from a suspect machine",
    "evidence.kind.sigma_medium": "Sigma rule, medium",
    "evidence.kind.received_message": "received the message",
    "evidence.kind.sigma_low": "Sigma rule, low",
    "evidence.kind.clean_scan": "verified clean",
    "evidence.verdict.confirmed": "confirmed compromised",
    "evidence.verdict.cleared": "cleared",
}
