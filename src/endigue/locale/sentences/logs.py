"""Sentences of log scans."""

SENTENCES = {
    "logs.no_rules": (
        "{path} holds no rule: give a file, folder or archive (.zip, .tar.xz) with .yml files."
    ),
    "logs.rules_too_big": (
        "{path} holds more than {most} files or 512 MiB of rules: give a part of it."
    ),
    "logs.no_files": "{path} holds no file: give a log, or a folder that holds some.",
    "logs.link_not_followed": (
        "{file} is a link and was not followed: name what it leads to if that belongs here."
    ),
    "logs.not_a_file": "{file} is no regular file and was not read.",
    "logs.file_unreadable": "{file} cannot be read ({why}): check its rights.",
    "logs.file_empty": "{file} is empty.",
    "logs.format_unknown": (
        "{file} is no log that can be read (EVTX, JSON, auditd, syslog, Zeek): it was passed over."
    ),
    "logs.own_output": ("{file} holds hits of an earlier scan and was passed over: it is no log."),
    "logs.chunks_broken": (
        "{file}: {count} blocks of 64 KiB are damaged; what the others hold was read."
    ),
    "logs.records_broken": "{file}: {count} records are damaged; the others were read.",
    "logs.record_broken": "{file}: a record cannot be followed; the others were read.",
    "logs.line_broken": "{file}, line {line}: this is no event that can be read.",
    "logs.more_broken": "{file}: {count} more places cannot be read.",
    "logs.line_too_long": (
        "{file}, line {line} is longer than {most} MiB: it was left out, with what it hides."
    ),
    "logs.reader_died": (
        "{file}: part of it ended the process that read it, and was left out; check the file "
        "with another tool."
    ),
    "logs.not_correlated": (
        "{count} hits beyond the first {most} were not correlated: scan fewer logs at once."
    ),
    "logs.level.critical": "critical",
    "logs.level.high": "high",
    "logs.level.medium": "medium",
    "logs.level.low": "low",
    "logs.level.informational": "informational",
    "logs.no_spark": (
        "Spark is asked for and not installed: install endigue with the extra spark, and Java."
    ),
    "logs.spark_unreachable": "the Spark master {master} could not be reached: {why}",
    "logs.store_empty": "{store} holds no kept events: endigue evidence keep writes some.",
    "logs.store_broken": "{store} has an index that cannot be read: keep the events anew.",
    "logs.too_many_fields": "{file} has events of too many fields: the rest was not kept.",
}
