"""How to write a reader of findings. This one runs: its test reads a file with it.

A reader is one file that ends with a `FORMAT`, and one line in `__init__.FORMATS`. It says
on top what the format is and where that is documented, then when it applies (`recognises`),
then how it is read (`read`). The format of this example has one finding a line:

    2021-02-05T18:00:00Z ws-accueil-03 edr_alert

What a reader keeps to:

- Open files with `open_text` or `records`, never whole: they bound size, lines and encoding.
- Give every row to the `Collector` once: `found`, `not_understood` with a code, or `leave_out`
  with a code. Nothing disappears. Codes have a sentence in `locale/sentences/evidence.py`.
- Keep names as written: the evidence chapter matches them to assets. Values of any type can
  be given to `found`; it cleans and clips them, and reads times of all usual shapes.
- Raise `Refusal` only where nothing can be read at all. Bounds and refusals of the file itself
  are already in the helpers.
- The file is hostile. No regular expression with nested repetition, no recursion over its
  content, no broad `except`.
"""

from collections.abc import Mapping
from pathlib import Path

from endigue.readers.findings._collect import Collector, FindingsFile
from endigue.readers.findings._format import FindingsFormat, Head
from endigue.readers.findings._text import lines, open_text
from endigue.readers.findings._words import read_kind
from endigue.readers.times import read_time

NAME = "example"


def recognises(head: Head) -> bool:
    """Whether the file is of this format, from its first bytes. Be strict: the first format
    of the list that recognises a file reads it.
    """
    words = head.lines[0].split() if head.lines else []
    return len(words) == 3 and read_time(words[0]) is not None and read_kind(words[2]) != ""


def read(path: Path, mapping: Mapping[str, str] | None = None) -> FindingsFile:
    """One finding a line."""
    collector = Collector(path, NAME, mapping)
    collector.refuse_columns()
    with open_text(path) as stream:
        for number, line in enumerate(lines(stream, collector.source), start=1):
            words = line.split()
            if not words:
                continue
            kind = read_kind(words[2]) if len(words) == 3 else ""
            if kind:
                collector.found(number, kind, host=words[1], time=words[0])
            else:
                collector.not_understood(number, "evidence.line_is_no_name", line=line)
    return collector.file()


FORMAT = FindingsFormat(NAME, recognises, read)
