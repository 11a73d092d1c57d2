"""`endigue evidence scan`: raw evidence looked through, one kind a command."""

import click

from endigue.cli.evidence_files import files
from endigue.cli.evidence_logs import logs
from endigue.cli.evidence_messages import messages


@click.group("scan")
def scan() -> None:
    """Look through raw evidence: messages, logs, files."""


scan.add_command(messages)
scan.add_command(files)
scan.add_command(logs)
