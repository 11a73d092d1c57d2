from collections.abc import Callable

from endigue.continuity.degraded import Contact, degraded_sheets
from endigue.organisation.model import Asset, Entity, KOf, Manual, Operation, Organisation

ANNE = Contact("Anne", "01", "desk", "claims")
BRUNO = Contact("Bruno", "02")


def test_a_sheet_says_who_with_what_and_until_when(operation: Callable[..., Operation]) -> None:
    needs = KOf(2, ("phones", KOf(1, ("paper", KOf(2, ("laptop", "key"))))))
    claims = operation("claims", manual=Manual(10.0, 72.0, needs, "call-sheet"), mtpd_hours=30.0)
    assets = (Asset("phones", "Mobile phones", "machine"), Asset("paper", "", "machine"))
    organisation = Organisation("m", assets=assets, operations=(claims,))
    (sheet,) = degraded_sheets(organisation, [ANNE, BRUNO])
    assert sheet.people == (ANNE, BRUNO)
    assert sheet.means == ("Mobile phones", "paper / laptop + key")
    assert (sheet.form, sheet.by_hand, sheet.by_hand_per_hour) == ("call-sheet", True, 10.0)
    assert (sheet.arrivals_per_hour, sheet.stamina_hours, sheet.mtpd_hours) == (40.0, 72.0, 30.0)


def test_several_of_alternatives_are_counted(operation: Callable[..., Operation]) -> None:
    needs = KOf(2, ("a", "b", "c"))
    one = operation("claims", manual=Manual(1.0, 1.0, needs))
    (sheet,) = degraded_sheets(Organisation("m", operations=(one,)), [])
    assert sheet.means == ("2: a / b / c",)


def test_what_goes_on_by_hand_comes_first_then_what_is_intolerable_soonest(
    operation: Callable[..., Operation],
) -> None:
    hand = Manual(10.0, 72.0)
    operations = (
        operation("stopped", mtpd_hours=1.0),
        operation("later", manual=hand, mtpd_hours=48.0),
        operation("soon", manual=hand, mtpd_hours=4.0),
        operation("nobody", manual=Manual(0.0, 72.0), mtpd_hours=2.0),
        operation("payroll", manual=Manual(0.0, 72.0), arrivals_per_hour=0.0, mtpd_hours=96.0),
    )
    entities = (Entity("e", "Mutual"),)
    sheets = degraded_sheets(Organisation("m", entities=entities, operations=operations), [ANNE])
    order = [sheet.operation for sheet in sheets]
    assert order == ["soon", "later", "payroll", "stopped", "nobody"]
    assert [sheet.by_hand for sheet in sheets] == [True] * 3 + [False] * 2
    assert sheets[0].people == ()
