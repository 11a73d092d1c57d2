"""What-if questions in words, on the small shop of the what-if engine."""

from datetime import UTC, datetime

import pytest

from endigue.desk.case import Case
from endigue.desk.refusal import Refusal
from endigue.desk.restoring import Lost, Situation
from endigue.desk.settings import Settings
from endigue.desk.supposing import change_in, suppose
from endigue.kernel.money import Cents
from endigue.organisation.model import Asset, Crew, Operation, Organisation, Parameters
from endigue.restoration.view import RestorationView
from endigue.wiring import hands

NOON = datetime(2021, 2, 8, 12, 0, tzinfo=UTC)
SHOP = Organisation(
    "shop",
    parameters=Parameters(clean_room_places=9, restore_gb_per_hour=100.0),
    assets=tuple(Asset(n, "", "machine", rebuild_hours=10.0) for n in ("a", "b")),
    operations=tuple(
        Operation(f"op-{n}", {}, "", n, Cents(10_000), 0.0, 1.0, 1e6) for n in ("a", "b")
    ),
    crews=(
        Crew("it", "system", 1, "24/7", Cents(5000)),
        Crew("lab", "forensic", 2, "24/7", Cents(0)),
        Crew("net", "network", 2, "24/7", Cents(0)),
    ),
)
HERE = Situation(
    SHOP, RestorationView(), Lost(("a", "b"), ("a", "b")), NOON, NOON, weekly_rest=False
)
SETTINGS = Settings(seed=1, scenarios=20)


@pytest.fixture
def case(tmp_path) -> Case:
    found = hands(lambda: NOON).cases.open(str(tmp_path / "case"), "Ann")
    yield found
    found.store.close()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("lend system=1", "lend system 1"),
        ("late a=2,5", "late a 2.5"),
        ("first op-b", "first op-b"),
        ("hold op-b", "hold op-b"),
        ("places 3", "places 3"),
        ("bandwidth 50", "bandwidth 50"),
    ],
)
def test_a_change_is_read_and_named_in_one_way(text: str, name: str) -> None:
    assert change_in(SHOP, text).name == name


@pytest.mark.parametrize(
    "text",
    ["", "dance", "lend system=0", "lend system=x", "lend system", "late a", "late a=-1",
     "late a=nan", "late a=inf", "late nowhere=2", "first nowhere", "hold a", "places 1.5",
     "bandwidth 1e9", "lend system=" + "9" * 5000],
)  # fmt: skip
def test_what_is_no_change_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        change_in(SHOP, text)


def test_every_answer_is_written_beside_the_plan_and_the_plan_stays(case: Case) -> None:
    begun: list[tuple[int, int]] = []
    changes = [change_in(SHOP, "lend system=1"), change_in(SHOP, "late a=30")]
    ledger = suppose(
        case, case.ledger(), HERE, changes, SETTINGS, 50, lambda *step: begun.append(step)
    )
    assert begun == [(1, 3), (2, 3), (3, 3)]
    lend, late = ledger.restoration.answers
    assert lend.saved > 0 > late.saved
    assert lend.work_cost == 10 * 5000, "half of twice ten hours"
    assert late.hours["op-a"] < 0
    assert ledger.restoration.plan is None
    assert lend.mean == late.mean


def test_where_one_change_is_refused_nothing_is_written(case: Case) -> None:
    changes = [change_in(SHOP, "lend system=1"), change_in(SHOP, "lend magic=1")]
    with pytest.raises(Refusal):
        suppose(case, case.ledger(), HERE, changes, SETTINGS, 10, lambda *_step: None)
    assert case.ledger().head.sequence == 0
