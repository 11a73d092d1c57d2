"""The latest of everything."""

from datetime import UTC, datetime

from endigue.damage.facts import BackupsListed, DamageStated, FlowsExamined, TreeExamined
from endigue.damage.findings import Backup, Bounds, Exfiltration, TreeDamage
from endigue.damage.view import DamageView, see
from endigue.journal.fact import Fact

AT = datetime(2026, 2, 6, tzinfo=UTC)


class Other(Fact, frozen=True, tag="other.happened"):
    """Nothing of ours."""


def test_a_later_fact_replaces_the_earlier_one_of_the_same_thing() -> None:
    view = DamageView()
    for files in (1, 2):
        view = see(view, TreeExamined("d", "/share", "", TreeDamage(files, 0, 0, 0)))
        view = see(view, BackupsListed("list.csv", str(files), (Backup("d", AT, verified=True),)))
        view = see(view, DamageStated("d", "integrity", files == 2, "why"))
        flows = Exfiltration(AT, AT, (), (), Bounds(), files, 0.0, 0)
        view = see(view, FlowsExamined(("conn.log",), flows))
    view = see(view, TreeExamined("d", "/share", "claims", TreeDamage(9, 0, 0, 0)))
    assert [each.damage.files for each in view.trees.values()] == [2, 9]
    assert view.stated["d", "integrity"].hurt
    assert view.flows is not None and view.flows.looked_at == 2
    assert len(view.backups) == 1
    assert see(view, Other()) is view
