"""How long every PDF of the crisis takes, and letters by mail merge, one a person or many in one.

    uv run python benchmarks/papers.py [--letters N] [--write]

From the fictional crisis of twenty-five days, as known after it. The first PDF is not counted: it
reads the fonts. Each is the median of five, in seconds of the processor: other work does not count.
"""

import argparse
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from statistics import median
from time import process_time

from tables import table, write_section

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]

from tests.crisis_chronicle import SENT, entries, profile, report  # noqa: E402

from endigue.communication.bulletin import Text  # noqa: E402
from endigue.communication.message import Addressee, DataProfile, Letter  # noqa: E402
from endigue.communication.notice import PeopleNotice, PublicNotice  # noqa: E402
from endigue.desk.case import fold  # noqa: E402
from endigue.desk.cell import current_situation  # noqa: E402
from endigue.desk.custody import evidence_register  # noqa: E402
from endigue.desk.notices import notice_of, register_of_case  # noqa: E402
from endigue.desk.review import review_of  # noqa: E402
from endigue.desk.telling import current_notice  # noqa: E402
from endigue.kernel.instant import parse_instant  # noqa: E402
from endigue.locale.speech import Speech  # noqa: E402
from endigue.readers.rulebook import load_rulebook  # noqa: E402
from endigue.writers.dora.documents import report_documents  # noqa: E402
from endigue.writers.notices.audience import audience_documents  # noqa: E402
from endigue.writers.notices.documents import notice_documents, register_documents  # noqa: E402
from endigue.writers.notices.letters import letter_files  # noqa: E402
from endigue.writers.papers.custody import custody_documents  # noqa: E402
from endigue.writers.papers.documents import (  # noqa: E402
    decision_documents,
    handover_documents,
    situation_documents,
    wall_documents,
)
from endigue.writers.papers.review import review_documents  # noqa: E402

AT = parse_instant("2026-03-10T09:00:00+01:00")
TIMES = 5
Make = Callable[[], Mapping[str, bytes]]


def papers() -> dict[str, Make]:
    """Every paper, by name."""
    ledger, book, group, speech = fold(entries()), load_rulebook(), profile(), Speech("fr")
    head, mutual = ledger.head, group.company("mutual")
    situation = current_situation(ledger, group, book, AT, "s", None)
    cell = ledger.communication.cell

    def audience(which: str) -> Mapping[str, bytes]:
        content = current_notice(ledger, group, book, which, AT)  # type: ignore[arg-type]
        assert isinstance(content, PublicNotice)
        return audience_documents(content, draft=False)

    def review() -> Mapping[str, bytes]:
        found = review_of(entries(), group, book, AT, {})
        return review_documents(found, {}, group, book, speech)

    people = ("post", "who leaves", "who comes", "")
    return {
        **{
            f"DORA, {stage}": lambda stage=stage: report_documents(  # type: ignore[misc]
                report(stage), book.report_fields, mutual, head, speech
            )
            for stage in SENT
        },
        **{
            f"notice, {name}": lambda name=name: notice_documents(  # type: ignore[misc]
                notice_of(ledger, group, book, name, "mutual", AT), book, "EUR", speech
            )
            for name in ("gdpr", "complaint", "insurer")
        },
        "register of breaches": lambda: register_documents(
            register_of_case(ledger, group, AT), speech
        ),
        "situation report": lambda: situation_documents(situation, group, book, head, speech),
        "dashboard, A3": lambda: wall_documents(situation, group, head, speech),
        "handover": lambda: handover_documents(
            situation, group, ledger.communication.roles, people, head, speech
        ),
        "decisions": lambda: decision_documents(
            tuple(cell.decisions.values()), group, head, AT, speech
        ),
        "evidence register": lambda: custody_documents(evidence_register(ledger, "G", AT), speech),
        "review": review,
        "members": lambda: audience("members"),
        "press": lambda: audience("press"),
        "staff": lambda: audience("staff"),
    }


def seconds(make: Make) -> tuple[float, int, int]:
    """Median of one PDF, and how many there are and their bytes."""
    taken: list[float] = []
    made: Mapping[str, bytes] = {}
    for _ in range(TIMES):
        begun = process_time()
        made = make()
        taken.append(process_time() - begun)
    prints = [content for name, content in made.items() if name.endswith(".pdf")]
    return median(taken) / len(prints), len(prints), sum(map(len, prints)) // len(prints)


def letters(count: int, *, each: bool) -> float:
    """Seconds of so many letters."""
    text = Text("Des données vous concernant.", "Data about you.")
    letter = Letter("", text, text, text, text, (DataProfile("a", text, text),), (text, text))
    group = profile()
    at: datetime = AT
    notice = PeopleNotice(
        1, 0, at, group.name, "FR", group.time_zone, "EUR", "fr", group.companies[0].dpo, letter, ()
    )
    people = [
        Addressee(n, f"Personne {n}", ("1 quai Fictif", "99000 Rivages"), "a", "fr", f"R{n}")
        for n in range(count)
    ]
    begun = process_time()
    for _ in letter_files(notice, people, each=each):
        pass
    return process_time() - begun


def main() -> None:
    """Measure, print, and write the section where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=1000)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    made = papers()
    next(iter(made.values()))()
    rows = []
    for name, make in made.items():
        taken, prints, size = seconds(make)
        rows.append([name, f"{taken * 1000:.0f}", str(prints), f"{size / 1000:.0f}"])
    told = table(["PDF/A-2a, PDF/UA-1", "CPU-ms each", "PDFs", "kB each"], rows)
    many, single = letters(given.letters, each=False), letters(given.letters, each=True)
    lines = table(
        [f"{given.letters:,} letters", "CPU-s", "letters/CPU-s"],
        [
            ["250 in one PDF", f"{many:.1f}", f"{given.letters / many:,.0f}"],
            ["one PDF a person", f"{single:.1f}", f"{given.letters / single:,.0f}"],
        ],
    )
    text = f"## Papers (`benchmarks/papers.py`)\n\n{told}\n\n{lines}"
    print(text)
    if given.write:
        write_section("papers", text)


if __name__ == "__main__":
    main()
