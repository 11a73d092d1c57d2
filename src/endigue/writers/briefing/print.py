"""The briefing as PDF, by typst from our template.

Words reach the template as data and are never read as markup. Only the fonts inside the typst
package are used and no date is written, so the same briefing gives the same bytes anywhere.
"""

from typing import Literal

import msgspec
import typst

from endigue.desk.briefing import Briefing
from endigue.locale.speech import Speech
from endigue.writers.briefing.blocks import SYMBOLS, Block, Document, Picture, Section
from endigue.writers.briefing.document import document
from endigue.writers.briefing.page import template_text
from endigue.writers.pictures.svg import standalone

TEMPLATE = "briefing.typ"

STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA: headings, tables and pictures can be read aloud."""


def briefing_print(briefing: Briefing, speech: Speech) -> bytes:
    """The PDF, A4."""
    return typst.compile(
        template_text(TEMPLATE).encode(),
        format="pdf",
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=True),
        ignore_system_fonts=True,
        sys_inputs={"document": printed_data(document(briefing, speech))},
        pdf_standards=STANDARD,
    )


def printed_data(said: Document) -> str:
    """What the template is given, as JSON."""
    data = {**msgspec.to_builtins(_for_print(said)), "symbols": SYMBOLS}
    return msgspec.json.encode(data).decode()


def _for_print(said: Document) -> Document:
    """With pictures that carry their own style."""
    return msgspec.structs.replace(
        said,
        decision=_section(said.decision),
        sections=tuple(_section(section) for section in said.sections),
    )


def _section(section: Section) -> Section:
    return msgspec.structs.replace(section, blocks=tuple(map(_block, section.blocks)))


def _block(block: Block) -> Block:
    if isinstance(block, Picture):
        return msgspec.structs.replace(block, svg=standalone(block.svg))
    return block
