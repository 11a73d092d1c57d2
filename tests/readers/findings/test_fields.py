from collections.abc import Callable
from pathlib import Path

import pytest

from endigue.readers.findings._collect import Collector
from endigue.readers.findings._fields import SYNONYMS, add_row, find_columns, names_somebody
from endigue.readers.findings._words import slug


def test_no_header_means_two_fields() -> None:
    every = [name for names in SYNONYMS.values() for name in names]
    assert sorted({name for name in every if every.count(name) > 1}) == []
    assert all(slug(name) == name for name in every)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (("Date et heure", "Nom du poste", "Gravité"), {"time", "host", "level"}),
        (("@timestamp", "host.name", "user.name"), {"time", "host", "account"}),
        (("DeviceName", "AccountName", "AlertName"), {"host", "account"}),
    ],
)
def test_usual_headers_are_found(
    written: Callable[..., Path], header: tuple[str, ...], expected: set[str]
) -> None:
    assert expected <= set(find_columns(header, Collector(written("x"), "csv")))
    assert names_somebody(header)


def test_the_likelier_header_wins_and_the_mapping_wins_over_it(
    written: Callable[..., Path],
) -> None:
    header = ("IP", "Hostname", "Computer")
    assert find_columns(header, Collector(written("x"), "csv"))["host"] == "Hostname"
    mapped = Collector(written("x"), "csv", {"host": "IP"})
    assert find_columns(header, mapped)["host"] == "IP"


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"host": "a"}, "listed"),
        ({"host": "a", "level": "high"}, "sigma_high"),
        ({"host": "a", "level": "high", "kind": "EDR"}, "edr_alert"),
        ({"host": "a", "level": "high", "kind": "Process Creation"}, "sigma_high"),
        ({"account": "a", "kind": "clic"}, "clicked_link"),
    ],
)
def test_the_kind_decides_then_the_level_then_the_list(
    written: Callable[..., Path], values: dict[str, object], kind: str
) -> None:
    collector = Collector(written("x"), "csv")
    add_row(collector, 1, values)
    assert [finding.kind for finding in collector.file().findings] == [kind]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"kind": "edr"}, "evidence.row_names_nothing"),
        ({"host": "a", "kind": "weather"}, "evidence.kind_is_unknown"),
        ({"host": "a", "level": "purple"}, "evidence.level_is_unknown"),
    ],
)
def test_a_row_that_gives_no_finding_says_why(
    written: Callable[..., Path], values: dict[str, object], code: str
) -> None:
    collector = Collector(written("x"), "csv")
    add_row(collector, 7, values)
    assert [(each.row, each.code) for each in collector.file().not_understood] == [(7, code)]
