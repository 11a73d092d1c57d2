"""Pages of the kit as PDF, by typst from our templates.

Words reach a template as data and are never read as markup. No date is written and only the fonts
inside the typst package are used, so the same kit gives the same bytes anywhere.
"""

from importlib.resources import files
from typing import Literal

import msgspec
import typst

STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA: headings, tables and pictures can be read aloud."""


def typeset(template: str, document: object) -> bytes:
    """The PDF, A4."""
    text = (files("endigue.writers") / "templates" / template).read_text("utf-8")
    return typst.compile(
        text.encode(),
        format="pdf",
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=True),
        ignore_system_fonts=True,
        sys_inputs={"document": msgspec.json.encode(document).decode()},
        pdf_standards=STANDARD,
    )
