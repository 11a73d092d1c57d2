"""A paper as PDF/A-2a and PDF/UA-1, by typst from our template.

Words reach the template as data and are never read as markup. Only the fonts inside the typst
package are used, and the date is the paper's own, so the same paper gives the same bytes.
"""

from importlib.resources import files
from typing import Any

import msgspec
import typst

from endigue.locale.typography import unbroken
from endigue.writers.inert import inert
from endigue.writers.papers.paper import Paper

TEMPLATE = "paper.typ"

STANDARDS: Any = ["a-2a", "ua-1"]
"""For archives, and to be read aloud. The type of typst's own list is invariant."""


def paper_print(paper: Paper) -> bytes:
    """The PDF."""
    template = (files("endigue.writers") / "templates" / TEMPLATE).read_bytes()
    return typst.compile(
        template,
        format="pdf",
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=True),
        ignore_system_fonts=True,
        sys_inputs={"paper": _data(paper)},
        pdf_standards=STANDARDS,
        timestamp=int(paper.at.timestamp()),
    )


def _data(paper: Paper) -> str:
    day = [paper.at.year, paper.at.month, paper.at.day]
    plain = msgspec.to_builtins(msgspec.structs.replace(paper, code=""))
    data = {**_inert(plain, paper.language), "day": day, "code": paper.code}
    return msgspec.json.encode(data).decode()


def _inert(value: object, language: str) -> dict[str, object]:
    cleaned = _cleaned(value, language)
    if not isinstance(cleaned, dict):
        raise TypeError("a paper is a table of its parts")
    return cleaned


def _cleaned(value: object, language: str) -> object:
    if isinstance(value, str):
        return unbroken(inert(value), language)
    if isinstance(value, list | tuple):
        return [_cleaned(item, language) for item in value]
    if isinstance(value, dict):
        return {key: _cleaned(item, language) for key, item in value.items()}
    return value
