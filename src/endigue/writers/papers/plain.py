"""A paper as plain text: to be read aloud, copied into a message, or sent where no PDF opens."""

from collections.abc import Iterator

from endigue.writers.inert import inert, inert_line
from endigue.writers.papers.paper import Block, Bullets, Paper, Paragraph


def paper_text(paper: Paper) -> bytes:
    """The text, UTF-8; a row of a table is one line."""
    return ("\n".join(_lines(paper)) + "\n").encode()


def _lines(paper: Paper) -> Iterator[str]:
    yield inert_line(paper.title)
    yield f"{inert_line(paper.organisation)}, {inert_line(paper.moment)}"
    if paper.marks:
        yield " ".join(paper.marks)
    for part in paper.parts:
        yield ""
        yield inert_line(part.title).upper()
        for block in part.blocks:
            yield from _block(block)
    yield ""
    yield inert_line(paper.foot)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield from inert(block.text).split("\n")
    elif isinstance(block, Bullets):
        yield from (f"- {inert_line(item)}" for item in block.items)
    else:
        if block.caption:
            yield inert_line(block.caption)
        for row in block.rows:
            yield "- " + " | ".join(inert_line(cell) for cell in row if cell)
