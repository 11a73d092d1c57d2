import pytest

from endigue.organisation.model import Asset, Flow, Organisation, Parameters, Zone
from endigue.restoration.items import Item, assumed_durations, hindrance, items_to_restore
from endigue.restoration.steps import REBUILD_HOURS


def organisation(**parameters: float) -> Organisation:
    return Organisation(
        "one",
        parameters=Parameters(**{"restore_gb_per_hour": 100.0, **parameters}),
        zones=(Zone("core", "", "", 0), Zone("office", "", "", 2)),
        assets=(
            Asset("dc", "", "machine", zone="core", rebuild_hours=16.0, restore_gb=30.0),
            Asset("admin", "", "account", zone="core"),
            Asset("pc", "", "machine", zone="office"),
            Asset("partner", "", "external"),
            Asset("claims", "", "dataset", zone="core", restore_gb=30.0),
        ),
        flows=(Flow("web", "office", "core", "tcp", 443),),
    )


def by_name(*, fallen: tuple[str, ...] = (), down: tuple[str, ...] = ()) -> dict[str, Item]:
    return {item.id: item for item in items_to_restore(organisation(), fallen, down)}


def test_a_fallen_host_goes_through_every_step() -> None:
    item = by_name(fallen=("dc",))["dc"]
    assert [(work.step, work.skill, work.ticks) for work in item.work] == [
        ("preserve", "forensic", 4),
        ("rebuild", "system", 64),
        ("restore", "system", 2),
        ("verify", "forensic", 4),
        ("reconnect", "network", 2),
    ]
    assert (item.core, item.missed) == (True, True)


def test_a_copy_takes_the_bandwidth_that_it_can_use_and_goes_on_overnight() -> None:
    restore = by_name(fallen=("dc",))["dc"].work[2]
    # 30 GB in two quarters of an hour, of the 50 that could be moved.
    assert (restore.bandwidth, restore.pauses) == (600, False)


def test_what_has_no_data_is_not_restored() -> None:
    assert "restore" not in [work.step for work in by_name(fallen=("pc",))["pc"].work]


def test_a_data_set_without_hours_has_nothing_to_rebuild() -> None:
    steps = [work.step for work in by_name(fallen=("claims",))["claims"].work]
    assert steps == ["preserve", "restore", "verify", "reconnect"]


def test_a_host_that_was_only_cut_off_is_verified_and_reconnected() -> None:
    found = by_name(down=("dc", "partner"))
    for name in ("dc", "partner"):
        assert [work.step for work in found[name].work] == ["verify", "reconnect"]


def test_an_account_is_no_core_and_works_on_until_somebody_disables_it() -> None:
    held, disabled = by_name(fallen=("admin",))["admin"], by_name(down=("admin",))["admin"]
    assert (held.core, held.missed, disabled.missed) == (False, False, True)
    assert {work.skill for work in held.work} == {"directory"}


def test_a_closed_flow_is_reopened() -> None:
    assert [work.step for work in by_name(down=("web",))["web"].work] == ["reconnect"]


def test_what_fell_and_is_down_comes_back_once() -> None:
    assert list(by_name(fallen=("pc", "dc"), down=("pc", "web"))) == ["dc", "pc", "web"]


@pytest.mark.parametrize(("fallen", "down"), [(("nobody",), ()), ((), ("nobody",)), (("web",), ())])
def test_what_is_no_asset_and_no_flow_is_refused(
    fallen: tuple[str, ...], down: tuple[str, ...]
) -> None:
    with pytest.raises(ValueError, match="nothing that can be restored"):
        by_name(fallen=fallen, down=down)


def test_hours_that_nobody_gave_are_assumed_and_said() -> None:
    assert by_name(fallen=("pc",))["pc"].work[1].ticks == REBUILD_HOURS * 4
    remarks = assumed_durations(organisation(), {"dc", "admin", "pc", "claims"})
    assert [(remark.subject, remark.code) for remark in remarks] == [
        ("pc", "restoration.rebuild_hours_assumed")
    ]


@pytest.mark.parametrize(
    ("parameter", "code"),
    [
        ("clean_room_places", "restoration.no_clean_room"),
        ("restore_gb_per_hour", "restoration.no_bandwidth"),
    ],
)
def test_a_rebuild_that_has_no_room_or_no_backup_is_hindered(parameter: str, code: str) -> None:
    model = organisation(**{parameter: 0})
    (rebuilt,) = items_to_restore(model, ["dc"], [])
    (kept,) = items_to_restore(model, [], ["dc"])
    remark = hindrance(rebuilt, model.parameters)
    assert remark is not None
    assert (remark.subject, remark.code) == ("dc", code)
    assert hindrance(kept, model.parameters) is None
