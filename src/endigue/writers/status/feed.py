"""The news of the page as an Atom feed (RFC 4287)."""

from hashlib import sha256
from xml.etree import ElementTree

from endigue.communication.page import Page
from endigue.kernel.instant import format_instant
from endigue.writers.status.words import Words

ATOM = "http://www.w3.org/2005/Atom"


def status_feed(page: Page, words: Words) -> bytes:
    """The feed in the language of the words."""
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed", {"xml:lang": words.speech.language})
    _leaf(feed, "title", f"{words.speech.say('status.title')} – {words.organisation}")
    _leaf(feed, "id", _urn(page.organisation, words.speech.language, "feed"))
    _leaf(feed, "updated", format_instant(page.updated))
    _leaf(_node(feed, "author"), "name", words.organisation)
    if page.url:
        _node(feed, "link", href=page.url)
    for update in page.updates:
        entry = _node(feed, "entry")
        _leaf(entry, "title", words.moment(update.at))
        _leaf(entry, "id", _urn(page.organisation, words.speech.language, str(update.entry)))
        _leaf(entry, "updated", format_instant(update.at))
        content = _node(entry, "content", type="text")
        content.text = words.text(update.text)
    ElementTree.indent(feed)
    text = ElementTree.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _node(parent: ElementTree.Element, name: str, **attributes: str) -> ElementTree.Element:
    return ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)


def _leaf(parent: ElementTree.Element, name: str, text: str) -> None:
    _node(parent, name).text = text


def _urn(*parts: str) -> str:
    """A name of the form of a UUID (version 8: our own digest)."""
    digest = list(sha256("\n".join(parts).encode()).hexdigest()[:32])
    digest[12], digest[16] = "8", "a"
    text = "".join(digest)
    return f"urn:uuid:{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
