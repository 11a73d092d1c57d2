"""Commands that are imported when they are taken."""

from inspect import cleandoc

import click
import pytest

from endigue.cli.language import KEPT
from endigue.cli.late import LateGroup, Place, Shelf
from endigue.cli.main import COMMANDS
from endigue.cli.main import endigue as root
from endigue.locale.speech import Speech


@pytest.mark.parametrize("name", COMMANDS)
def test_a_summary_is_the_first_paragraph_of_the_command_s_own_help(name: str) -> None:
    command = COMMANDS[name].taken()
    assert command.name == name
    assert command.help is not None
    first = cleandoc(command.help).split(KEPT)[0].split("\n\n")[0]
    assert " ".join(first.split()) == COMMANDS[name].summary


@pytest.mark.parametrize("name", COMMANDS)
def test_a_summary_is_translated(name: str) -> None:
    assert Speech("fr").text(COMMANDS[name].summary) != COMMANDS[name].summary


def test_a_command_is_taken_once_and_changed_once() -> None:
    changed: list[str | None] = []

    def change(command: click.Command) -> click.Command:
        changed.append(command.name)
        return click.Command("other")

    shelf = Shelf({"journal": COMMANDS["journal"]}, change)
    assert list(shelf) == ["journal"] and len(shelf) == 1 and "journal" in shelf
    assert changed == []
    assert shelf["journal"] is shelf["journal"]
    assert changed == ["journal"]


def test_a_name_that_is_not_on_the_shelf_is_none() -> None:
    assert Shelf({}).get("journal") is None
    assert root.get_command(click.Context(root), "jornal") is None


def test_the_list_of_commands_is_made_of_summaries_alone() -> None:
    group = LateGroup("g", commands=Shelf({"far": Place("no.such.module", "far", "Far away.")}))
    context = click.Context(group)
    formatter = context.make_formatter()
    group.format_commands(context, formatter)
    assert "far  Far away." in formatter.getvalue()


def test_commands_can_be_added_and_taken_away() -> None:
    group = LateGroup("g", commands=Shelf({}))
    group.add_command(click.Command("near", help="Close by."))
    assert group.commands["near"].name == "near"
    formatter = click.Context(group).make_formatter()
    group.format_commands(click.Context(group), formatter)
    assert "near  Close by." in formatter.getvalue()
    del group.commands["near"]
    assert list(group.commands) == []


def test_what_was_added_by_hand_is_spoken_too() -> None:
    shelf = Shelf({})
    shelf["near"] = click.Command("near", help="Close by.")
    changed = click.Command("near", help="Tout près.")
    said = shelf.spoken(str.upper, lambda _: changed)
    assert said["near"] is changed
    assert said.places["near"].summary == "CLOSE BY."
