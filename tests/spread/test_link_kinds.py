import ast
from importlib import import_module
from importlib.resources import files

import numpy as np
import pytest

from endigue.organisation.example.mutual import reference_mutual
from endigue.organisation.model import Links, no_links
from endigue.readers.bloodhound import relations
from endigue.readers.bloodhound.local_rights import CONTROL
from endigue.readers.bloodhound.rights import PATHS
from endigue.readers.lever_figures import load_lever_figures
from endigue.readers.link_kinds import load_link_kinds
from endigue.spread.link_kinds import EXPONENTIAL, parse_link_kinds, travel_of

DEFAULT = 'default = { p = 0.3, mean_hours = 6.0, source = "assumed" }\n'
ROWS = """
[kind]
AdminTo = [{ p = 0.9, mean_hours = 0.5, source = "report" }]
Reach = [
  { p = 0.05, mean_hours = 12.0, source = "assumed" },
  { p = 0.15, mean_hours = 3.0, port = 445, source = "assumed" },
]
OnePort = [{ p = 0.7, mean_hours = 0.0, port = 22, source = "assumed" }]
"""


@pytest.mark.parametrize(
    ("kind", "port", "p"),
    [
        ("AdminTo", 0, 0.9),
        ("AdminTo", 445, 0.9),
        ("Reach", 445, 0.15),
        ("Reach", 80, 0.05),
        ("Reach", 0, 0.05),
        ("OnePort", 22, 0.7),
        ("OnePort", 23, 0.3),
        ("Unheard", 445, 0.3),
    ],
)
def test_the_row_of_the_port_comes_first_then_of_any_port_then_the_default(kind, port, p):
    assert parse_link_kinds(DEFAULT + ROWS).row(kind, port).p == p


def test_every_link_gets_the_figures_of_its_row():
    links = Links(
        source=np.zeros(5, np.int32),
        target=np.ones(5, np.int32),
        kind=np.array([1, 0, 1, 2, 1], np.int16),
        port=np.array([445, 445, 80, 65535, 445], np.int32),
        flow=np.full(5, -1, np.int32),
        kinds=("AdminTo", "Reach", "Unheard"),
    )
    p, mean_hours, law, _ = travel_of(links, parse_link_kinds(DEFAULT + ROWS))
    assert p.tolist() == [0.15, 0.9, 0.05, 0.3, 0.15]
    assert mean_hours.tolist() == [3.0, 0.5, 12.0, 6.0, 3.0]
    assert set(law.tolist()) == {EXPONENTIAL}
    nothing = travel_of(no_links(), parse_link_kinds(DEFAULT + ROWS))
    assert [len(column) for column in nothing] == [0, 0, 0, 0]


def test_a_row_may_give_any_distribution_by_its_quantiles():
    rows = ROWS.replace("mean_hours = 0.5", "quantiles = [0, 1, 5]")
    table = parse_link_kinds(DEFAULT + rows)
    assert table.row("AdminTo", 0).mean == pytest.approx(0.5 * 0.5 + 0.5 * 3.0)
    links = Links(
        source=np.zeros(3, np.int32),
        target=np.ones(3, np.int32),
        kind=np.array([0, 1, 0], np.int16),
        port=np.zeros(3, np.int32),
        flow=np.full(3, -1, np.int32),
        kinds=("AdminTo", "Reach"),
    )
    travel = travel_of(links, table)
    assert travel.law.tolist() == [0, EXPONENTIAL, 0]
    assert travel.quantiles == ((0.0, 1.0, 5.0),)
    assert travel.mean_hours.tolist() == [1.75, 12.0, 1.75]


def test_every_row_of_the_shipped_table_names_its_source_or_says_assumed():
    table = load_link_kinds()
    for row in (table.default, *(row for rows in table.kind.values() for row in rows)):
        named = ("definition: ", "CrowdStrike ", "Microsoft: ")
        assert row.source.startswith(("assumed", *named)), row
        # A report gives a time; how likely a link is to work, none gives.
        if row.source.startswith(named[1:]):
            assert "p assumed" in row.source


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[kind]", "default"),
        (DEFAULT, "kind"),
        ("not toml", "Expected"),
        (DEFAULT + "kind = " + "[" * 100_000, "nested too deeply"),
        (DEFAULT + "[kind]\nA = []", "A has no row"),
        (DEFAULT + ROWS.replace("port = 22", "port = 65536"), "65535"),
        (DEFAULT + ROWS.replace("port = 22", "port = -1"), ">= 0"),
        (DEFAULT + ROWS.replace("port = 22", "ports = 22"), "ports"),
        (DEFAULT + ROWS.replace("port = 445, ", ""), "Reach has 2 rows for port 0"),
        (DEFAULT + ROWS.replace("p = 0.9", "p = 0.0"), "> 0"),
        (DEFAULT + ROWS.replace("p = 0.9", "p = 1.01"), "<= 1"),
        (DEFAULT + ROWS.replace("p = 0.9", "p = nan"), "0.0"),
        (DEFAULT + ROWS.replace("mean_hours = 0.5", "mean_hours = -0.5"), ">= 0"),
        (DEFAULT + ROWS.replace("mean_hours = 0.5", "mean_hours = inf"), "8760"),
        (DEFAULT + ROWS.replace("mean_hours = 0.5, ", ""), "either mean_hours or quantiles"),
        (
            DEFAULT + ROWS.replace("p = 0.9,", "p = 0.9, quantiles = [1.0, 2.0],"),
            "either mean_hours or quantiles",
        ),
        (DEFAULT + ROWS.replace("mean_hours = 0.5", "quantiles = [1.0]"), "two or more ascending"),
        (DEFAULT + ROWS.replace("mean_hours = 0.5", "quantiles = [2, 1]"), "two or more ascending"),
        (DEFAULT + ROWS.replace("mean_hours = 0.5", "quantiles = [-1, 1]"), ">= 0"),
        (DEFAULT + ROWS.replace("mean_hours = 0.5", "quantiles = [1, inf]"), "8760"),
        (DEFAULT + ROWS.replace('"report"', '" "'), "source"),
        (DEFAULT + ROWS.replace(', source = "report"', ""), "source"),
    ],
)
def test_a_table_that_is_not_sound_is_refused(text, why):
    with pytest.raises(ValueError, match=why):
        parse_link_kinds(text)


def kinds_of_bloodhound() -> set[str]:
    """Every kind of link that the reader can give: those of its tables, and those that its
    code writes out unless a reason for leaving them out stands beside.
    """
    kinds = {*PATHS, *CONTROL.values(), *relations._SERVICES}
    kinds |= {*relations._FROM_HERE.values(), *relations._TO_HERE.values()}
    package = files(import_module("endigue.readers.bloodhound"))
    for module in package.iterdir():
        if module.name.endswith(".py"):
            for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
                match node:
                    case ast.Call(ast.Name("Relation"), [_, _, _, ast.Name(why), *_]) if (
                        why.isupper()
                    ):
                        pass
                    case ast.Call(ast.Name("Relation"), [_, _, ast.Constant(str(kind)), *_]):
                        kinds.add(kind)
    return kinds


def test_the_kinds_are_found_in_the_code_of_the_reader():
    # One of each table, and of each form in which the code writes them.
    assert kinds_of_bloodhound() >= {
        *("GenericAll", "AdminTo", "SQLAdmin", "AllowedToAct", "Contains", "HasSession"),
        *("DCFor", "GoldenCert", "SpoofSIDHistory", "CoerceToTGT", "DCSync"),
    }
    assert not kinds_of_bloodhound() & {"Trust", "NTAuthStoreFor", "PublishedTo"}


def test_the_shipped_table_knows_every_kind_that_the_directory_reader_gives():
    assert kinds_of_bloodhound() - load_link_kinds().known() == set()


def test_the_shipped_table_knows_every_kind_of_the_reference_mutual():
    mutual = reference_mutual(5, figures=load_lever_figures())
    assert set(mutual.links.kinds) - load_link_kinds().known() == set()


def test_a_membership_is_certain_and_at_once_in_the_shipped_table():
    row = load_link_kinds().row("MemberOf", 0)
    assert (row.p, row.mean_hours) == (1.0, 0.0)
