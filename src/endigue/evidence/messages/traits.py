"""What a whole message shows beyond its links: sender, verdicts of relays, attachments."""

import re
from collections.abc import Iterator

from endigue.evidence.messages.links import Names, Signal, signals
from endigue.evidence.messages.lookalike import resemblance
from endigue.evidence.messages.message import Attachment, Message
from endigue.kernel.words import words

_ADDRESS_IN_NAME = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")

RUNS = words(
    "exe scr com pif cpl dll msi msix appx bat cmd ps1 psm1 vbs vbe js jse wsf wsh hta lnk "
    "url jar iso img vhd vhdx one xll reg scf chm application appref-ms diagcab "
    "settingcontent-ms"
)
"""Endings of what runs, or mounts and shows what runs, when it is opened."""

SAME_TYPE = {
    "zip": words(
        "zip docx docm dotx dotm xlsx xlsm xlsb xltx pptx pptm ppsx odt ods odp jar apk epub xps "
        "msix appx vsdx kmz xpi"
    ),
    "ole": words("doc dot xls xlt ppt pps msg msi vsd pub mpp db wps"),
    "jpeg": frozenset({"jpg", "jpeg", "jpe", "jfif"}),
    "exe": words("exe dll scr cpl sys ocx com"),
    "tiff": frozenset({"tif", "tiff"}),
    "gzip": frozenset({"gz", "tgz", "gzip", "svgz"}),
    "html": frozenset({"html", "htm", "xhtml", "shtml", "svg"}),
    "xml": frozenset({"xml", "svg", "xhtml", "rels", "mht"}),
}
"""Endings that a type by first bytes may have; other types have their own name only."""


def sort_of(name: str) -> str:
    """The ending of a file name in lower case, without its dot and what Windows drops."""
    return name.rstrip(". ").rpartition(".")[2].lower() if "." in name else ""


def message_signals(message: Message, names: Names) -> tuple[Signal, ...]:
    """Every signal of a message and its links, each once, in the order sender, verdicts,
    attachments, links.
    """
    found = [*_of_sender(message, names), *_of_verdicts(message)]
    for attachment in message.attachments:
        found += _of_attachment(attachment)
    for link in message.links:
        found += signals(link, names)
    return tuple(dict.fromkeys(found))


def _of_sender(message: Message, names: Names) -> Iterator[Signal]:
    domain = message.sender.rpartition("@")[2]
    for protected in (names.own, names.brands):
        like = resemblance(domain, protected, names.suffixes) if domain else None
        if like is not None:
            yield Signal(f"lookalike_{like.way}", "strong", f"{domain} ~ {like.like}")
            break
    named = _ADDRESS_IN_NAME.search(message.sender_name)
    if named and named[1].lower() != domain:
        yield Signal("name_shows_other_address", "strong", named[0])
    reply = message.reply_to.rpartition("@")[2]
    if reply and names.suffixes.registrable(reply) != names.suffixes.registrable(domain):
        yield Signal("reply_elsewhere", "weak", message.reply_to)


def _of_verdicts(message: Message) -> Iterator[Signal]:
    for verdict in message.verdicts:
        if verdict.endswith("=fail"):
            yield Signal("authentication_failed", "medium", verdict)


def _of_attachment(attachment: Attachment) -> Iterator[Signal]:
    ending = sort_of(attachment.name)
    if ending in RUNS or attachment.real_type in ("exe", "lnk"):
        yield Signal("runs_when_opened", "strong", attachment.name)
    real = attachment.real_type
    if real and ending and ending not in SAME_TYPE.get(real, frozenset({real})) | {"bin", "tmp"}:
        yield Signal("type_differs", "strong", f"{attachment.name}: {real}")
    stem = attachment.name.rpartition(".")[0]
    if ending in RUNS and sort_of(stem) in ("pdf", "doc", "docx", "xls", "xlsx", "jpg", "png"):
        yield Signal("double_ending", "strong", attachment.name)
    if "\u202e" in attachment.name:
        yield Signal("reversed_name", "strong", attachment.name.replace("\u202e", ""))
    for trait in attachment.traits:
        about = f"{attachment.name}{trait.removeprefix('holds')}"
        if trait == "macros":
            yield Signal("macros", "medium", attachment.name)
        elif trait == "encrypted":
            yield Signal("encrypted_archive", "medium", attachment.name)
        else:
            yield Signal("risky_inside", "strong", about)
