"""A folder of CSV files as the target, for systems that import them.

A file is written whole or not at all, when the replay finishes; what it held before is kept. The
keys stay in the case's own ledger, so a file that the system has taken away is not written again.
"""

import csv
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path

from endigue.connectors.keys import KeyLedger
from endigue.continuity.reconciliation.mapping import Target
from endigue.continuity.reconciliation.postings import Posting
from endigue.continuity.reconciliation.replay import Answer, Total
from endigue.desk.refusal import Refusal
from endigue.kernel.money import Cents


class CsvConnector:
    """Writes one file a target into a folder."""

    def __init__(self, folder: str, ledger: KeyLedger, write: Callable[[str, bytes], None]) -> None:
        self._folder = Path(folder)
        self._ledger = ledger
        self._write = write
        self._new: dict[str, tuple[Target, list[Posting]]] = {}
        self._rows: dict[str, dict[str, dict[str, str]]] = {}

    def close(self) -> None:
        """Let go of the ledger."""
        self._ledger.close()

    def post(self, postings: Sequence[Posting]) -> list[Answer]:
        """Keep what is new until `finish`."""
        answers = self.look(postings)
        for posting, answer in zip(postings, answers, strict=True):
            if answer.kind == "written":
                target = posting.target
                self._new.setdefault(target.into, (target, []))[1].append(posting)
        return answers

    def look(self, postings: Sequence[Posting]) -> list[Answer]:
        """What the ledger says, or else the file."""
        known = self._ledger.known([posting.key for posting in postings])
        return [self._answer(posting, known.get(posting.key)) for posting in postings]

    def finish(self) -> None:
        """Write every file with its new rows after the old ones, then the keys.

        Where we are stopped between the two, the rows are found in the file the next time.
        """
        for name, (target, postings) in self._new.items():
            rows = self._held(target)
            rows.update({posting.key: _texts(posting) for posting in postings})
            self._write(str(self._folder / name), _table(target, rows))
            self._ledger.settle([(one.key, one.digest) for one in postings])
        self._new.clear()

    def present(self, postings: Sequence[Posting]) -> Total:
        """Counted in the files; what the system has taken away is counted in the ledger."""
        total = Total()
        known = self._ledger.known([posting.key for posting in postings])
        self._rows.clear()
        for posting in postings:
            target = posting.target
            row = self._held(target).get(posting.key)
            if row is not None:
                total = total.plus(_amount(target, row))
            elif known.get(posting.key) == (posting.digest, True):
                total = total.plus(posting.amount)
        return total

    def _answer(self, posting: Posting, known: tuple[str, bool] | None) -> Answer:
        if known is not None and known[1]:
            same = known[0] == posting.digest
            return Answer("already") if same else Answer("conflict", posting.target.into)
        row = self._held(posting.target).get(posting.key)
        if row is None:
            return Answer("written")
        same = row == _texts(posting)
        return Answer("already") if same else Answer("conflict", posting.target.into)

    def _held(self, target: Target) -> dict[str, dict[str, str]]:
        if target.into not in self._rows:
            self._rows[target.into] = _read(self._folder / target.into, target)
        return self._rows[target.into]


def _texts(posting: Posting) -> dict[str, str]:
    written = {name: _text(value) for name, value in posting.values.items()}
    return {column: written.get(column, "") for column in posting.target.columns}


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _amount(target: Target, row: dict[str, str]) -> Cents:
    if not target.amount:
        return Cents(0)
    text = row[target.amount] or "0"
    return Cents(int(text.replace(".", "")) if target.money == "units" else int(text))


def _table(target: Target, rows: dict[str, dict[str, str]]) -> bytes:
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([target.key, *target.columns])
    writer.writerows(
        [key, *(row[column] for column in target.columns)] for key, row in rows.items()
    )
    return out.getvalue().encode()


def _read(path: Path, target: Target) -> dict[str, dict[str, str]]:
    if not path.exists():
        return {}
    try:
        text = path.read_text(encoding="utf-8-sig")
        rows = list(csv.reader(StringIO(text, newline=""), strict=True))
    except (OSError, UnicodeDecodeError, csv.Error):
        raise Refusal("continuity.target_csv", file=str(path)) from None
    if not rows or rows[0] != [target.key, *target.columns]:
        raise Refusal("continuity.target_csv", file=str(path))
    if any(len(row) != len(rows[0]) for row in rows):
        raise Refusal("continuity.target_csv", file=str(path))
    return {row[0]: dict(zip(rows[0][1:], row[1:], strict=True)) for row in rows[1:]}
