"""Records of a file that is JSON in one profile and CSV in another."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from endigue.readers.findings._collect import Collector
from endigue.readers.findings._json import Unread, documents
from endigue.readers.findings._table import sheet
from endigue.readers.findings._text import encoding_of, open_text, read_head


def records(path: Path, collector: Collector) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Every JSON object or CSV row with its number; what is neither is told to the collector."""
    head = read_head(path)
    start = head.decode(encoding_of(head), errors="ignore").lstrip()[:1]
    with open_text(path) as stream:
        if start in {"{", "["}:
            for number, document in documents(stream, collector.source):
                if isinstance(document, Unread):
                    collector.not_understood(number, document.code)
                else:
                    yield number, document
            return
        for number, cells in sheet(stream, collector.source).rows:
            if cells:
                yield number, cells
            else:
                collector.not_understood(number, "evidence.row_is_no_csv")
