"""Every command line that is shown to a reader is one that the program accepts."""

import re
import shlex
from itertools import takewhile
from pathlib import Path

import click
import pytest

from endigue.cli.main import endigue

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md")]
)
BLOCK = re.compile(r"^ *```[a-z]*\n(.*?)^ *```", re.M | re.S)


def _command_lines(text: str) -> list[str]:
    """The lines that call `endigue`, each without its prompt, comment and line breaks."""
    whole = re.sub(r"\\+\n\s*", " ", text)
    lines = (re.sub(r"^(\$|Example:)\s*", "", line.strip()) for line in whole.splitlines())
    return [line for line in lines if line.startswith("endigue ")]


def _commands(group: click.Group, words: tuple[str, ...]) -> list[tuple[str, click.Command]]:
    context = click.Context(group)
    found: list[tuple[str, click.Command]] = []
    for name in group.list_commands(context):
        child = group.get_command(context, name)
        assert child is not None
        if isinstance(child, click.Group):
            found += _commands(child, (*words, name))
        else:
            found.append((" ".join((*words, name)), child))
    return found


def _accept(line: str) -> None:
    """Resolve the command and read its options and arguments, without running it."""
    reading = shlex.shlex(line, posix=True, punctuation_chars="|>&;")
    reading.whitespace_split = True
    words = list(takewhile(lambda word: word[0] not in "|>&;", filter(None, reading)))[1:]
    command: click.Command = endigue
    context = click.Context(command, info_name="endigue")
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        name, child, words = command.resolve_command(context, words)
        assert child is not None
        command = child
        context = click.Context(child, parent=context, info_name=name, **child.context_settings)
    if "--help" in words or "-h" in words:
        return
    given, left, _ = command.make_parser(context).parse_args(list(words))
    assert not left, f"{left} is more than {context.command_path} takes"
    for parameter in command.params:
        if isinstance(parameter, click.Argument) and parameter.required:
            value = given[parameter.name or ""]
            assert isinstance(value, str) or (isinstance(value, tuple) and value), (
                f"{parameter.name} is missing in: {line}"
            )
        elif isinstance(parameter, click.Option) and parameter.required:
            assert parameter.name in given, f"{parameter.opts[0]} is missing in: {line}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_command_lines_of_a_page_are_accepted(page: Path) -> None:
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        for line in _command_lines(block):
            try:
                _accept(line)
            except (click.UsageError, AssertionError) as wrong:
                pytest.fail(f"{page.name}: {line}\n{wrong}")


@pytest.mark.parametrize(("words", "command"), _commands(endigue, ("endigue",)))
def test_the_help_of_a_command_shows_an_example_that_is_accepted(
    words: str, command: click.Command
) -> None:
    lines = _command_lines(command.help or "")
    assert lines, f"{words} --help shows no example"
    for line in lines:
        _accept(line)


def test_a_line_with_an_unknown_option_is_not_accepted() -> None:
    with pytest.raises(click.UsageError):
        _accept("endigue journal verify case --quickly")
    with pytest.raises(AssertionError):
        _accept("endigue journal verify")
