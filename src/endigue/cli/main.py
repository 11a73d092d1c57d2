"""The command `endigue`: every chapter's verbs, one language, and sentences for refusals."""

import gettext
import os
import sys
from collections.abc import Mapping, Sequence
from importlib.resources import as_file, files

import click

from endigue.cli.communication import communication
from endigue.cli.containment import containment
from endigue.cli.continuity import continuity
from endigue.cli.door import Door
from endigue.cli.evidence import evidence
from endigue.cli.journal import journal
from endigue.cli.language import chosen_language, translated
from endigue.cli.organisation import organisation
from endigue.cli.respond import demo, respond
from endigue.cli.restoration import restoration
from endigue.cli.restoration_case import VERBS as RESTORATION_ON_A_CASE
from endigue.cli.spread import spread
from endigue.desk.hands import Hands
from endigue.desk.refusal import Refusal, Refusals
from endigue.journal.store import Moved
from endigue.locale.problems import say_refusal
from endigue.locale.speech import Speech

INTERRUPTED = 130
"""What a shell gives for Ctrl-C."""


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="endigue", message="endigue %(version)s")
def endigue() -> None:
    """Contain a cyberattack without stopping the organisation.

    Start with `endigue demo`, or with `endigue respond ORGANISATION EVIDENCE --case CASE`.
    """


for command in (
    respond,
    demo,
    organisation,
    evidence,
    spread,
    containment,
    continuity,
    restoration,
    communication,
    journal,
):
    endigue.add_command(command)
for on_a_case in RESTORATION_ON_A_CASE:
    restoration.add_command(on_a_case)


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
