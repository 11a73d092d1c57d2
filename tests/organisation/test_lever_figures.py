from importlib.resources import files

import pytest

from endigue.kernel.money import Cents
from endigue.organisation.lever_figures import ROWS, parse_lever_figures

SHIPPED = files("endigue.organisation").joinpath("standard_levers.toml").read_text("utf-8")


def test_the_shipped_table_has_every_row_and_a_source_in_each() -> None:
    table = parse_lever_figures(SHIPPED)
    assert {kind: tuple(rows) for kind, rows in table.rows.items()} == ROWS
    sources = [row.source for rows in table.rows.values() for row in rows.values()]
    assert all("assumed" in source for source in sources)


def test_what_the_doctrine_makes_mandatory_is_decided_by_the_strategic_cell() -> None:
    rows = parse_lever_figures(SHIPPED).rows
    mandatory = {
        kind: row.approved_by(needed=False)
        for kind, each in rows.items()
        for row in each.values()
        if row.doctrine == "mandatory"
    }
    assert mandatory == dict.fromkeys(("cut_internet", "pause_backups", "preserve"), "strategic")


def test_a_cost_is_the_work_of_doing_and_undoing_and_what_is_lost_beside() -> None:
    person = parse_lever_figures(SHIPPED).row("disable_account", "person")
    whole = (person.minutes + person.undo_minutes) / 60 * 90_00 + person.also * 100
    assert person.cost(Cents(90_00)) == whole
    assert person.approved_by(needed=True) == "strategic"
    assert person.approved_by(needed=False) == "operational"


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("[suspend_mail.target]", "[suspend_mail.box]", r"no row \[suspend_mail.target\]"),
        ("[cut_partner.external]", "[spare.row]\n", "no row"),
        ('skill = "endpoint"', 'skill = "endpoint"\nspeed = 3', "speed"),
        ("minutes = 4\n", "minutes = -4\n", "minutes"),
        ("minutes = 4\n", "minutes = nan\n", "minutes"),
        ('source = "assumed"', 'source = " "', "source"),
        ('approval = "operational"', 'approval = "nobody"', "approval"),
        ("# What can", "x = " + "[" * 100_000, "nested"),
    ],
)
def test_a_wrong_table_is_refused_with_what_is_wrong(old: str, new: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parse_lever_figures(SHIPPED.replace(old, new, 1))


def test_a_row_that_nothing_uses_is_refused() -> None:
    extra = '\n[dance.floor]\nminutes = 1\nundo_minutes = 1\nskill = "x"\n'
    extra += 'approval = "strategic"\nsource = "assumed"\n'
    with pytest.raises(ValueError, match=r"nothing uses its row \[dance.floor\]"):
        parse_lever_figures(SHIPPED + extra)


def test_another_text_has_another_digest() -> None:
    other = SHIPPED.replace("minutes = 4\n", "minutes = 5\n", 1)
    assert parse_lever_figures(SHIPPED).digest != parse_lever_figures(other).digest
