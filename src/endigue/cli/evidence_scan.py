"""`endigue evidence scan`: raw evidence looked through, one kind a command."""

import click

from endigue.cli.late import LateGroup, Place, Shelf

COMMANDS = {
    "messages": Place(
        "endigue.cli.evidence_messages",
        "messages",
        "Scope a campaign: who received it, who opened it, who clicked, what followed.",
    ),
    "files": Place(
        "endigue.cli.evidence_files",
        "files",
        "Find encrypted files, ransom notes and what rules match, folder by folder.",
    ),
    "logs": Place(
        "endigue.cli.evidence_logs",
        "logs",
        "Run Sigma rules over EVTX, JSON, Sysmon, auditd, syslog and Zeek logs.",
    ),
}


@click.group("scan", cls=LateGroup, commands=Shelf(COMMANDS))
def scan() -> None:
    """Look through raw evidence: messages, logs, files."""
