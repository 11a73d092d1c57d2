import re
from importlib.resources import files
from pathlib import Path

import pytest

from endigue.evidence.likelihood import KINDS, Table, parse_table
from endigue.organisation.model import ASSET_KINDS

SHIPPED = files("endigue.evidence").joinpath("likelihood.toml").read_text(encoding="utf-8")


def test_the_shipped_table_knows_every_kind_and_names_a_source_in_each_row(table: Table) -> None:
    assert {row.kind for row in table.finding} == set(KINDS)
    assert set(table.prior) == set(ASSET_KINDS)
    sources = [row.source for row in (*table.finding, *table.prior.values(), table.caps)]
    assert all(sources)


def test_a_name_on_a_list_weighs_as_much_as_an_edr_alert(table: Table) -> None:
    listed, alert = table.row("listed"), table.row("edr_alert")
    assert listed is not None
    assert alert is not None
    assert listed.host == alert.host


def test_the_digest_follows_the_figures_and_not_the_spelling(table: Table) -> None:
    bare = "\n".join(line.partition("#")[0] for line in SHIPPED.splitlines())
    assert parse_table(bare).digest == table.digest
    other = SHIPPED.replace("20000.0", "20001.0")
    assert parse_table(other).digest != table.digest


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("weak = 0.30", "weak = 0.95", "weak < medium"),
        ("floor = 0.02", "floor = 0.0", "floor"),
        ('kind = "ransom_note"', 'kind = "ransom"', "ransom_note is missing"),
        ('kind = "ransom_note"', 'kind = "edr_alert"', "ransom_note is missing"),
        ("host = 20000.0", "host = 0.5", "ransom_note"),
        ("host = 0.1", "host = 10.0", "clean_scan"),
        ("probability = 0.005", "probability = 0.5", "appliance"),
        ("[prior.dataset]", "[prior.database]", "database"),
        ('source = "assumed"', 'source = " "', "source"),
        ('strength = "certain"', 'strength = "sure"', "sure"),
        ("[caps]", "[caps", "table of likelihoods"),
    ],
)
def test_a_wrong_table_is_refused_with_what_is_wrong(before: str, after: str, what: str) -> None:
    assert before in SHIPPED
    with pytest.raises(ValueError, match=what):
        parse_table(SHIPPED.replace(before, after, 1))


def test_a_kind_of_ones_own_may_be_added() -> None:
    row = (
        '\n[[finding]]\nkind = "badge_stolen"\nstrength = "weak"\naccount = 3.0\nsource = "ours"\n'
    )
    assert parse_table(SHIPPED + row).row("badge_stolen") is not None


def test_a_kind_that_stands_twice_is_refused() -> None:
    row = '\n[[finding]]\nkind = "listed"\nstrength = "weak"\naccount = 3.0\nsource = "ours"\n'
    with pytest.raises(ValueError, match="listed stands twice"):
        parse_table(SHIPPED + row)


def test_the_reference_page_shows_the_figures_that_ship(table: Table) -> None:
    page = Path(__file__).parents[2] / "docs" / "reference" / "evidence.md"
    text = page.read_text(encoding="utf-8")
    for row in table.finding:
        ratios = ["–" if ratio is None else f"{ratio:g}" for ratio in (row.host, row.account)]
        shown = re.search(rf"\| `{row.kind}`[^|]*\| (\w+) \| (\S+) \| (\S+) \|", text)
        assert shown is not None
        assert [*shown.groups()] == [row.strength, *ratios]
