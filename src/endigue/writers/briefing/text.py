"""The briefing for a terminal or a text file."""

from rich import box
from rich.console import Console, Group
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table as RichTable
from rich.text import Text

from endigue.desk.briefing import Briefing
from endigue.locale.speech import Speech
from endigue.writers.briefing.blocks import (
    SYMBOLS,
    Block,
    Bullets,
    Cell,
    Document,
    Heading,
    Paragraph,
    Picture,
    Section,
    Table,
    Tiles,
    Tone,
)
from endigue.writers.briefing.document import document

STYLES: dict[Tone, str] = {
    "": "",
    "good": "green",
    "hand": "yellow",
    "bad": "bold red",
    "warn": "yellow",
}


def briefing_text(briefing: Briefing, speech: Speech, console: Console) -> None:
    """Print the briefing. Pictures are left out: the tables beside them say the same."""
    said = document(briefing, speech)
    _head(said, console)
    console.print(_decision(said))
    for number, section in enumerate(said.sections, start=1):
        _section(number, section, console)


def _head(said: Document, console: Console) -> None:
    console.print(Text("  ".join(said.marks), style="bold yellow"))
    console.print(Text(f"{said.title} · {said.organisation}", style="bold"))
    console.print(Text(said.moment, style="bold"))
    for line in said.basis:
        console.print(Text(f"{line.text} {' '.join(line.notes)}", style="dim"))
    console.print(Text(said.handling, style="dim"))
    console.print(Text(said.words["time"], style="dim"))
    console.print()


def _decision(said: Document) -> Panel:
    parts = [Text(said.decision.lead, style="bold"), *map(_block, said.decision.blocks)]
    return Panel(
        Group(*parts),
        title=Text(said.decision.title, style="bold"),
        title_align="left",
        box=box.HEAVY,
        padding=(1, 2),
    )


def _section(number: int, section: Section, console: Console) -> None:
    console.print()
    console.print(Rule(Text(f"{number}. {section.title}", style="bold"), align="left"))
    console.print(Text(section.lead, style="bold"))
    for block in section.blocks:
        if not isinstance(block, Picture):
            console.print(_block(block))


def _block(block: Block) -> RichTable | Padding | Text:
    if isinstance(block, Table):
        return Padding(_table(block), (1, 0, 0, 0))
    if isinstance(block, Tiles):
        return _tiles(block)
    if isinstance(block, Bullets):
        return _bullets(block)
    if isinstance(block, Heading):
        return Padding(Text(block.text, style="bold underline"), (1, 0, 0, 0))
    if isinstance(block, Paragraph):
        return Padding(_marked(block.text, block.tone), (1, 0, 0, 0))
    return Text(block.caption)


def _table(table: Table) -> RichTable:
    drawn = RichTable(
        box=box.SIMPLE_HEAD,
        title=Text(table.caption, style="bold"),
        title_justify="left",
        caption=Text(table.more, style="dim") if table.more else None,
        caption_justify="left",
        pad_edge=False,
        expand=True,
    )
    for column in table.columns:
        drawn.add_column(
            Text(column.heading),
            justify="right" if column.numeric else "left",
            ratio=round(column.weight * 20),
            overflow="fold",
        )
    for place, row in enumerate(table.rows[: table.shown]):
        strong = place in table.strong
        drawn.add_row(*map(_cell, row), style="bold" if strong else None)
    return drawn


def _cell(cell: Cell) -> Text:
    words = _marked(cell.text, cell.tone)
    for note in cell.notes:
        words.append("\n")
        words.append(note, style="dim")
    return words


def _tiles(tiles: Tiles) -> Padding:
    grid = RichTable.grid(expand=True, padding=(0, 2))
    for _ in tiles.tiles:
        grid.add_column(ratio=1)
    grid.add_row(*(Text(tile.label, style="bold" if tile.strong else "") for tile in tiles.tiles))
    grid.add_row(*(Text(tile.value, style="bold") for tile in tiles.tiles))
    grid.add_row(*(Text("\n".join(tile.notes)) for tile in tiles.tiles))
    return Padding(grid, (1, 0, 0, 0))


def _bullets(bullets: Bullets) -> RichTable:
    grid = RichTable.grid(padding=(0, 1))
    grid.add_column(width=1)
    grid.add_column(overflow="fold")
    for item in bullets.items:
        grid.add_row(Text(SYMBOLS[item.tone] or "•", style=STYLES[item.tone]), _cell(_plain(item)))
    return grid


def _plain(cell: Cell) -> Cell:
    return Cell(cell.text, cell.notes)


def _marked(words: str, tone: Tone) -> Text:
    if not tone:
        return Text(words)
    return Text.assemble((f"{SYMBOLS[tone]} ", STYLES[tone]), words)
