"""The command `endigue`: every chapter's verbs, one language, and sentences for refusals."""

import gettext
import os
import sys
from collections.abc import Mapping, Sequence
from importlib.resources import as_file, files

import click

from endigue.cli.door import Door
from endigue.cli.language import chosen_language, translated
from endigue.cli.late import LateGroup, Place, Shelf
from endigue.desk.hands import Hands
from endigue.desk.refusal import Refusal, Refusals
from endigue.journal.store import Moved
from endigue.locale.problems import say_refusal
from endigue.locale.speech import Speech

INTERRUPTED = 130
"""What a shell gives for Ctrl-C."""


COMMANDS = {
    "respond": Place(
        "endigue.cli.respond",
        "respond",
        "Go through the whole story once and write the first briefing.",
    ),
    "demo": Place(
        "endigue.cli.respond",
        "demo",
        "Show the main job on a fictional health mutual that was attacked on a Friday evening.",
    ),
    "recompute": Place(
        "endigue.cli.recompute",
        "recompute",
        "Go through the story again with all that the logbook of a case holds by now.",
    ),
    "serve": Place(
        "endigue.cli.serve",
        "serve",
        "Open the web console of a case, for this machine alone unless --host says otherwise.",
    ),
    "door": Place(
        "endigue.cli.serve",
        "door_",
        "The door of the web console, from the machine's own terminal.",
    ),
    "organisation": Place(
        "endigue.cli.organisation",
        "organisation",
        "What we are: import it, check it, make a template or an example.",
    ),
    "evidence": Place(
        "endigue.cli.evidence",
        "evidence",
        "What we saw: how likely it is that each asset is compromised.",
    ),
    "spread": Place("endigue.cli.spread", "spread", "How far the intruder may go, and by when."),
    "containment": Place(
        "endigue.cli.containment",
        "containment",
        "Where to cut so that it stops with the least harm to people.",
    ),
    "continuity": Place(
        "endigue.cli.continuity",
        "continuity",
        "What still works, what goes on by hand, and why not.",
    ),
    "eradication": Place(
        "endigue.cli.eradication_line",
        "eradication",
        "What must be clean before it returns: states, gates, evidence, the triage line.",
    ),
    "damage": Place(
        "endigue.cli.damage",
        "damage",
        "What was hurt: files and data, what may have left, backups, people, operations, money.",
    ),
    "restoration": Place(
        "endigue.cli.restoration_case",
        "restoration",
        "In which order we rebuild, and when each operation is back.",
    ),
    "communication": Place(
        "endigue.cli.communication",
        "communication",
        "Whom we tell, by when: what happened, legal clocks, reports, the public page.",
    ),
    "journal": Place(
        "endigue.cli.journal", "journal", "The logbook: verify it, export it, read it."
    ),
    "lab": Place(
        "endigue.cli.lab",
        "lab",
        "A mutual in a box: real services that nothing leaves, to try things on.",
    ),
}
"""Every command by name, each with the first line of its own help."""


ALIASES = {"contain": "containment"}
"""Verbs that people type for the name of a chapter."""


class _Chapters(LateGroup):
    """The chapters, also by the verbs in `ALIASES`."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        return super().get_command(ctx, ALIASES.get(cmd_name, cmd_name))


@click.group(
    cls=_Chapters,
    commands=Shelf(COMMANDS),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="endigue", message="endigue %(version)s")
def endigue() -> None:
    """Contain a cyberattack without stopping the organisation.

    Start with `endigue demo`, or with `endigue respond ORGANISATION EVIDENCE --case CASE`.
    """


def run(hands: Hands, arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run one command line; the exit code is 0, 2 for what the user gave, 3 for what could
    not be reached, 130 for Ctrl-C. An error of ours is not caught: exit code 1 with its trace.
    """
    language = chosen_language(arguments, environment)
    speech = Speech(language)
    _speak_click(language)
    try:
        code = translated(endigue, speech).main(
            list(arguments), prog_name="endigue", obj=Door(hands, speech), standalone_mode=False
        )
    except Refusal as refusal:
        _tell(refusal, speech)
        return refusal.exit_code
    except Moved as moved:
        _tell(Refusal("journal.has_moved", expected=moved.expected, found=moved.found), speech)
        return 2
    except click.exceptions.NoArgsIsHelpError as wanted:
        click.echo(wanted.format_message())
        return 0
    except click.ClickException as wrong:
        click.echo(f"endigue: {wrong.format_message()}", err=True)
        return 2
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read us has closed the pipe; nothing more can be said to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code if isinstance(code, int) else 0


def _tell(refusal: Refusal, speech: Speech) -> None:
    each = refusal.each if isinstance(refusal, Refusals) else ()
    for one in (*each, refusal):
        click.echo(f"endigue: {say_refusal(speech, one)}", err=True)


def _speak_click(language: str) -> None:
    """Click says its own words through the catalogue that is bound for the process."""
    os.environ["LANGUAGE"] = language
    with as_file(files("endigue.locale")) as folder:
        gettext.bindtextdomain("endigue", str(folder))
    gettext.textdomain("endigue")
