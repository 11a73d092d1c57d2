"""What exists is written down: commands, files of the folder, links between pages."""

import re
from pathlib import Path

import click
import pytest

from endigue.cli.main import endigue
from endigue.organisation.layout import FILES

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("examples/*.md")])


def commands(group: click.Group, words: str) -> list[tuple[str, click.Command]]:
    found: list[tuple[str, click.Command]] = []
    for name, child in group.commands.items():
        said = f"{words} {name}"
        found += commands(child, said) if isinstance(child, click.Group) else [(said, child)]
    return found


@pytest.mark.parametrize(("words", "command"), commands(endigue, "endigue"), ids=lambda v: str(v))
def test_every_command_and_option_is_in_the_reference(words: str, command: click.Command) -> None:
    text = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    section = re.search(rf"^### `{re.escape(words)}.*?(?=^##|\Z)", text, re.M | re.S)
    assert section is not None, f"no section ### `{words} ...` in docs/reference/commands.md"
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.name not in {
            "as_json",
            "lang",
            "help",
        }:
            assert f"`{parameter.opts[0]}" in section[0]


def test_every_file_of_the_organisation_folder_is_in_the_reference() -> None:
    text = (ROOT / "docs" / "reference" / "organisation.md").read_text(encoding="utf-8")
    assert [name for name in FILES if name.endswith((".csv", ".toml")) and name not in text] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_inside_the_repository_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?://|#|mailto:)([^)#\s]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"
