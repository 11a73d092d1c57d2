"""Sentences about what was hurt."""

SENTENCES: dict[str, str] = {
    "damage.no_organisation": "{case} knows no organisation: give --organisation.",
    "damage.unknown_data": "'{name}' is no data set of the organisation; nearest: {nearest}.",
    "damage.no_files_below": "{tree} has no files below {folder}: check the name of the folder.",
    "damage.folder_twice": "a folder is given for two data sets: give each folder once.",
    "damage.until_before_since": "the end is before the beginning: check the two instants.",
    "damage.people_of_nothing": (
        "--people counts those concerned: leave it out where the damage is excluded. "
    ),
    "damage.no_flows": (
        "{paths} holds no flows with time and bytes: give Zeek's conn.log or a table of flows."
    ),
    "damage.no_network": "'{text}' is no list of networks: write for example 192.168.0.0/24.",
    "damage.no_backups": (
        "{file} lists no backups: give a table with dataset and taken_at, or the "
        "JSON of restic or borg."
    ),
    "evidence.no_backup_tree": (
        "{tree} holds no file that is not encrypted: it is no backup to compare with."
    ),
    "files.left_out.backup_encrypted": "a file that is encrypted in the backup as well",
    "files.left_out.backup_unreadable": "a file of the backup that may not be read",
    "damage.state.confirmed": "confirmed",
    "damage.state.suspected": "suspected",
    "damage.state.possible": "possible",
    "damage.state.excluded": "excluded",
    "damage.state.unknown": "unknown",
    "damage.because.stated": "stated by a person",
    "damage.because.no_tree": "no tree of it was read",
    "damage.because.on_compromised": "it stands on a machine that is suspected",
    "damage.because.tree_is_sound": "all its files were read and are sound",
    "damage.because.files_encrypted": "files are encrypted",
    "damage.because.files_missing": "files are gone",
    "damage.because.files_unread": "files could not be read",
    "damage.because.no_flows": "no flows were examined",
    "damage.because.holder_sent": "a machine that holds it sent out more than ever",
    "damage.because.another_sent": "another machine sent out more than ever",
    "damage.because.read_in_place": "whoever was there could read it in place",
    "damage.because.log_silent": "the logs are silent for hours",
    "damage.because.no_past": "there is no past to compare with",
    "damage.because.nothing_unusual_left": "nothing unusual left",
    "damage.because.not_compared": "no backup to compare with",
    "damage.because.rules_matched": "rules matched its files",
    "damage.because.changed_since": "files changed since the intrusion began",
    "damage.because.same_as_backup": "as in the backup",
    "damage.why.above_own_past": "more than ever in its own past",
    "damage.why.new_destination": "to where nobody went before",
    "damage.why.rare_destination": "to where hardly anybody goes",
    "damage.why.no_past": "no past to compare with",
    "damage.passed.after_safe_date": "after the safe date",
    "damage.passed.failed": "failed a check",
    "damage.passed.on_compromised": "on a suspected machine",
    "damage.gap.no_evidence": "No evidence of compromise was assessed.",
    "damage.gap.no_tree": "Some data sets had no tree of files read: endigue damage data.",
    "damage.gap.not_compared": (
        "Without a backup beside a tree, what is gone or was altered is not seen. "
    ),
    "damage.gap.no_flows": (
        "No flows were examined: what left cannot be told. endigue damage exfiltration. "
    ),
    "damage.gap.log_silent": (
        "The logs of flows are silent for some hours since the intrusion began. "
    ),
    "damage.gap.no_past": (
        "The logs hold less than a day from before: machines cannot be compared "
        "with their own past."
    ),
    "damage.gap.no_backups": "No list of backups was read: endigue damage backups.",
    "damage.gap.no_safe_date": (
        "No safe date is known: a last good backup may hold the intruder. endigue "
        "restoration safe-date."
    ),
    "damage.gap.no_continuity": "It is not known which operations are down: give --down.",
    "damage.gap.no_since": "It is not known when operations stopped: give --stopped.",
}
