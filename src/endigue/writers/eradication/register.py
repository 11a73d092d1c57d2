"""The register of evidence, for whoever asks for it: an investigator, an insurer, a court."""

import csv
from collections.abc import Sequence
from datetime import datetime
from io import StringIO

from endigue.desk.exhibits import Exhibit
from endigue.journal.entry import Head
from endigue.locale.speech import Speech
from endigue.writers.inert import inert_cell
from endigue.writers.papers.paper import Block, Paper, Paragraph, Part, Table
from endigue.writers.papers.print import paper_print


def register_documents(
    organisation: str,
    exhibits: Sequence[Exhibit],
    head: Head,
    at: datetime,
    speech: Speech,
) -> dict[str, bytes]:
    """The register as PDF and CSV."""
    paper = Paper(
        language=speech.language,
        title=speech.say("eradication.register_title"),
        organisation=organisation,
        moment=speech.moment(at),
        at=at,
        marks=("TLP:AMBER+STRICT", "PAP:AMBER"),
        parts=tuple(
            _part(number, exhibit, speech) for number, exhibit in enumerate(exhibits, start=1)
        )
        or (Part(speech.say("eradication.register_title"), (_nothing(speech),)),),
        foot=f"{head.sequence} {head.hash[:16]}",
    )
    return {"evidence.pdf": paper_print(paper), "evidence.csv": _table(exhibits)}


def _nothing(speech: Speech) -> Paragraph:
    return Paragraph(speech.say("eradication.register_empty"))


def _part(number: int, exhibit: Exhibit, speech: Speech) -> Part:
    said = speech.say(
        "eradication.register_sound" if exhibit.sound else "eradication.register_broken"
    )
    size = "" if not exhibit.size else speech.say(
        "eradication.register_bytes", size=speech.number(exhibit.size)
    )  # fmt: skip
    about = speech.say(
        "eradication.register_about",
        assets=", ".join(exhibit.assets),
        holder=exhibit.holder or "-",
        place=exhibit.place or "-",
    )
    blocks: tuple[Block, ...] = (
        Paragraph(f"SHA-256 {exhibit.sha256}" + (f" · {size}" if size else "")),
        Paragraph(about),
        Paragraph(said, notice=not exhibit.sound),
        Table(
            caption="",
            headings=tuple(
                speech.say(f"eradication.register_column_{one}")
                for one in ("at", "what", "who", "note")
            ),
            rows=tuple(
                (
                    speech.moment(hand.at),
                    speech.say(f"eradication.hand_{hand.what}"),
                    hand.person,
                    hand.note or "–",
                )
                for hand in exhibit.hands
            ),
            weights=(2.0, 2.0, 2.0, 3.0),
        ),
    )
    return Part(f"{number}. {exhibit.name or exhibit.sha256[:16]}", blocks)


def _table(exhibits: Sequence[Exhibit]) -> bytes:
    out = StringIO()
    write = csv.writer(out).writerow
    write(("sha256", "name", "assets", "size", "place", "holder", "sound", "at", "what", "person",
           "note"))  # fmt: skip
    for one in exhibits:
        for hand in one.hands:
            write(
                (one.sha256, inert_cell(one.name), " ".join(one.assets), one.size,
                 inert_cell(one.place), inert_cell(one.holder), one.sound, hand.at.isoformat(),
                 hand.what, inert_cell(hand.person), inert_cell(hand.note))
            )  # fmt: skip
    return out.getvalue().encode("utf-8-sig")
