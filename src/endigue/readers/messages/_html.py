"""Links of an HTML text, and the text that is read."""

import re

from selectolax.lexbor import LexborHTMLParser

from endigue.evidence.messages.message import LinkPlace, MessageLink

LARGEST_TEXT = 4 << 20
"""Characters of a text that are looked at; assumed: newsletters have 100 KB."""

MOST_LINKS = 2_000
"""Links of one message that are kept; assumed."""

LONGEST_SHOWN = 200
LONGEST_WORDS = 20_000
"""Characters of the text that near copies are told by."""

_PLACES: tuple[tuple[str, str, LinkPlace], ...] = (
    ("a", "href", "anchor"),
    ("area", "href", "anchor"),
    ("iframe", "src", "anchor"),
    ("form", "action", "form"),
    ("button", "formaction", "form"),
    ("img", "src", "image"),
    ("input", "src", "image"),
    ("body", "background", "image"),
    ("table", "background", "image"),
    ("td", "background", "image"),
)
_REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\"\s;]+)", re.IGNORECASE)
_PLAIN = re.compile(r"(?:https?://|hxxps?://|www\.)[^\s<>\"'\])}]{3,2000}", re.IGNORECASE)


def html_links(text: str) -> tuple[list[MessageLink], str]:
    """Links of a page or a message in HTML, and its visible text."""
    tree = LexborHTMLParser(text[:LARGEST_TEXT])
    links: list[MessageLink] = []
    for tag, attribute, place in _PLACES:
        for node in tree.css(f"{tag}[{attribute}]"):
            address = node.attributes.get(attribute) or ""
            if address.strip() and len(links) < MOST_LINKS:
                shown = node.text()[:LONGEST_SHOWN] if place == "anchor" else ""
                links.append(MessageLink(address.strip()[:4096], place, " ".join(shown.split())))
    for node in tree.css("meta[http-equiv]"):
        found = _REFRESH.search(node.attributes.get("content") or "")
        if found:
            links.append(MessageLink(found[1], "anchor"))
    tree.strip_tags(["style", "script", "head"])
    words = tree.body.text(separator=" ") if tree.body is not None else ""
    return links, " ".join(words[:LARGEST_TEXT].split())[:LONGEST_WORDS].lower()


def text_links(text: str) -> list[MessageLink]:
    """Links that stand in plain text."""
    found = _PLAIN.finditer(text[:LARGEST_TEXT])
    links = [MessageLink(each[0].rstrip(".,;:!?"), "text") for each in found]
    return links[:MOST_LINKS]
