from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from endigue.continuity.handwork.serials import serial

MAP = """
[[target]]
form = "contribution-slip"
into = "received.csv"
key = "reference"
columns = { member = "member", month = "period", paid = "amount", source = "=by hand" }
amount = "paid"
money = "units"

[[target]]
lost = "bank"
lost_key = "id"
into = "transfers.csv"
key = "reference"
columns = { paid = "sum", label = "text" }
amount = "paid"
"""


@pytest.fixture
def case(endigue: Callable, tmp_path: Path) -> Path:
    """Two slips that two people keyed, one that one person keyed, one that is missing."""
    folder = tmp_path / "case"
    words = ("--form", "CO", "--desk", "A", "--count", "4")
    assert endigue("continuity", "forms", "issue", folder, *words).code == 0
    for author, numbers in (("A", (1, 2, 3)), ("B", (1, 2))):
        for number in numbers:
            said = endigue(
                "continuity", "enter", folder, "--serial", serial("CO", number), "--author", author,
                f"member=1234567{number}", "person=Anne Essai", "period=202102",
                f"amount=10.0{number}", "means=cash", "day=2021-02-08",
            )  # fmt: skip
            assert said.code == 0, said.err
    (tmp_path / "map.toml").write_text(MAP, encoding="utf-8")
    (tmp_path / "bank.csv").write_text("id;sum;text\n7;5,00;x\n8;6,00;y\n", encoding="utf-8")
    return folder


def words(case: Path, *more: object, to: object = None) -> tuple[object, ...]:
    folder = case.parent
    return (
        "continuity", "reconcile", case, "--map", folder / "map.toml", "--lost",
        f"bank={folder / 'bank.csv'}", "--to", to or folder / "out", *more,
    )  # fmt: skip


def test_both_streams_are_written_once_and_balance(endigue: Callable, case: Path) -> None:
    dry = endigue(*words(case, "--dry-run", "--json")).json
    assert dry["streams"]["by_hand"]["written"] == {"count": 2, "amount": 2003}
    assert not (case.parent / "out").exists()
    said = endigue(*words(case))
    assert (said.code, said.err) == (0, "")
    for text in ("done by hand", "lost since the backup", "It balances.", "awaits its second"):
        assert text in said.out
    out = case.parent / "out"
    assert (out / "received.csv").read_text(encoding="utf-8").splitlines() == [
        "reference,member,month,paid,source",
        f"{serial('CO', 1)},12345671,202102,10.01,by hand",
        f"{serial('CO', 2)},12345672,202102,10.02,by hand",
    ]
    again = endigue(*words(case, "--json")).json
    assert again["streams"]["by_hand"]["already"] == {"count": 2, "amount": 2003}
    assert again["streams"]["lost"]["already"] == {"count": 2, "amount": 1100}
    assert again["present"] == {"count": 4, "amount": 3103}
    assert again["held"] == {"keyed_once": 1, "missing": 1}
    assert again["balanced"] is True
    french = endigue(*words(case), lang="fr_FR.UTF-8")
    assert "Les totaux concordent." in french.out


def test_into_a_database(endigue: Callable, case: Path, postgres: str) -> None:
    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute("DROP TABLE IF EXISTS endigue_replay, received, transfers")
        server.execute(
            "CREATE TABLE received (reference text PRIMARY KEY, member text, month int, "
            "paid numeric(12,2), source text)"
        )
        server.execute("CREATE TABLE transfers (reference text, paid bigint, label text)")
    text = MAP.replace("received.csv", "received").replace("transfers.csv", "transfers")
    (case.parent / "map.toml").write_text(text, encoding="utf-8")
    answer = endigue(*words(case, "--json", to=postgres))
    assert answer.code == 0, answer.err
    assert answer.json["present"] == {"count": 4, "amount": 3103}
    with psycopg.connect(postgres) as server:
        rows = server.execute(
            "SELECT member, month, paid::text FROM received ORDER BY 1"
        ).fetchall()
    assert rows == [("12345671", 202102, "10.01"), ("12345672", 202102, "10.02")]
    written = endigue("journal", "show", case, "--json").out
    assert "continuity.reconciled" in written
    assert "endigue@" not in written


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("contribution-slip", "other"), "no form"),
        (('"member"', '"whom"'), "whom"),
        (("[[target]]", "[[target"), "no mapping"),
        (('lost = "bank"', 'lost = "till"'), "bank, till"),
    ],
)
def test_a_mapping_that_is_wrong_is_refused(
    endigue: Callable, case: Path, change: tuple[str, str], expected: str
) -> None:
    (case.parent / "map.toml").write_text(MAP.replace(*change, 1), encoding="utf-8")
    said = endigue(*words(case))
    assert (said.code, said.out) == (2, "")
    assert expected in said.err
    assert not (case.parent / "out").exists()


def test_every_lost_row_that_cannot_be_used_is_named(endigue: Callable, case: Path) -> None:
    (case.parent / "bank.csv").write_text("id,sum,text\n7,x,\n7,1,\n,1,\n", encoding="utf-8")
    said = endigue(*words(case))
    assert said.code == 2
    assert len(said.err.splitlines()) == 3 + 1


def test_a_target_that_is_not_there_is_unreachable(endigue: Callable, case: Path) -> None:
    said = endigue(*words(case, to="postgresql://endigue@/x?host=/nowhere"))
    assert (said.code, said.out) == (3, "")
    assert "run the same command again" in said.err
