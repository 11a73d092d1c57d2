"""Which language is spoken, and the help of every command in that language."""

import copy
from collections.abc import Mapping, MutableMapping, Sequence
from inspect import cleandoc

import click

from endigue.cli.late import Shelf
from endigue.locale.speech import LANGUAGES, Speech

KEPT = "\n\n\b\n"
"""Stands before the lines of a help text that click must not wrap: its examples."""

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def chosen_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language of --lang, else of the environment, else English."""
    for position, argument in enumerate(arguments):
        name, joined, value = argument.partition("=")
        if name == "--lang":
            asked = value if joined else "".join(arguments[position + 1 : position + 2])
            if asked in LANGUAGES:
                return asked
    for variable in _VARIABLES:
        if locale := environment.get(variable):
            spoken = locale[:2].lower()
            return spoken if spoken in LANGUAGES else "en"
    return "en"


def translated(command: click.Command, speech: Speech) -> click.Command:
    """A copy of the command, and of all below it, whose help speaks that language."""
    spoken = copy.copy(command)
    if spoken.help:
        parts = cleandoc(spoken.help).split(KEPT)
        spoken.help = KEPT.join(speech.text(part) for part in parts)
    spoken.params = [_translated_parameter(parameter, speech) for parameter in command.params]
    if isinstance(command, click.Group) and isinstance(spoken, click.Group):
        spoken.commands = _translated_commands(command, speech)
    return spoken


def _translated_commands(group: click.Group, speech: Speech) -> MutableMapping[str, click.Command]:
    if isinstance(group.commands, Shelf):
        return group.commands.spoken(speech.text, lambda child: translated(child, speech))
    return {name: translated(child, speech) for name, child in group.commands.items()}


def _translated_parameter(parameter: click.Parameter, speech: Speech) -> click.Parameter:
    spoken = copy.copy(parameter)
    if isinstance(spoken, click.Option) and spoken.help:
        spoken.help = speech.text(spoken.help)
    return spoken
