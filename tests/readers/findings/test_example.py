from collections.abc import Callable
from pathlib import Path

from endigue.readers.findings import FORMATS, _example
from endigue.readers.findings._format import look

TEXT = "2021-02-05T18:00:00Z ws-accueil-03 edr_alert\n\nnonsense\n"


def test_the_example_reads_its_own_format(written: Callable[..., Path]) -> None:
    path = written(TEXT)
    assert _example.FORMAT.recognises(look(path, TEXT.encode()))
    file = _example.FORMAT.read(path, None)
    assert [(each.row, each.host, each.kind) for each in file.findings] == [
        (1, "ws-accueil-03", "edr_alert")
    ]
    assert [each.row for each in file.not_understood] == [3]


def test_the_example_is_documentation_and_not_offered() -> None:
    assert _example.FORMAT not in FORMATS
