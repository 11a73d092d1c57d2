"""`endigue evidence`: what the findings come to, and what people state."""

import click

from endigue.cli.late import LateGroup, Place, Shelf

COMMANDS = {
    "keep": Place(
        "endigue.cli.evidence_hunt",
        "keep",
        "Keep the events of logs as Parquet, by day and host, to hunt through again and again.",
    ),
    "hunt": Place(
        "endigue.cli.evidence_hunt",
        "hunt",
        "Run Sigma rules over kept events: over all of them where the rules are new, else over "
        "what was kept since.",
    ),
    "origin": Place(
        "endigue.cli.evidence_origin",
        "origin",
        "Say where it began: message, click, process, log-on, machine; and what is missing.",
    ),
    "scan": Place(
        "endigue.cli.evidence_scan",
        "scan",
        "Look through raw evidence: messages, logs, files.",
    ),
    "assess": Place(
        "endigue.cli.evidence_assess",
        "assess_",
        "Say how likely each asset is compromised, and why, without a case.",
    ),
    "state": Place(
        "endigue.cli.evidence_assess",
        "state",
        "State that an asset is compromised (confirmed) or not (cleared).",
    ),
}


@click.group(cls=LateGroup, commands=Shelf(COMMANDS))
def evidence() -> None:
    """What we saw: how likely it is that each asset is compromised."""
