from clean_house import links
from endigue.eradication.core.homes import Homes
from endigue.eradication.ground import Ground
from endigue.organisation.model import Asset, Organisation

SID = "S-1-5-21-1-2-3"
OTHER = "S-1-5-21-7-8-9"


def homes() -> Homes:
    assets = (
        Asset(SID, "CORP.LOCAL", "directory"), Asset(OTHER, "CHILD.CORP.LOCAL", "directory"),
        Asset("dc", "DC", "machine"), Asset("dc2", "DC2", "machine"),
        Asset(f"{SID}-519", "EA", "group"), Asset(f"{OTHER}-512", "DA of the child", "group"),
        Asset("CORP.LOCAL-S-1-5-32-544", "ADMINISTRATORS@CORP.LOCAL", "group"),
        Asset("ou", "OU", "directory"), Asset("gpo", "POLICY@Corp.Local", "directory"),
        Asset("stray", "STRAY", "group"),
    )  # fmt: skip
    rows = (
        ("dc", "DCFor", SID), ("dc2", "DCFor", OTHER), (OTHER, "Contains", "ou"),
        (SID, "SameForestTrust", OTHER),
    )  # fmt: skip
    organisation = Organisation("O", assets=assets, links=links(assets, *rows))
    return Homes(organisation, Ground(organisation))


def test_an_object_belongs_to_what_contains_it_or_to_its_sid_or_to_its_name() -> None:
    of = homes().of
    assert of(Asset("ou", "", "directory")) == {OTHER}
    assert of(Asset(f"{SID}-1104", "ann", "account")) == {SID}
    assert of(Asset("gpo", "POLICY@Corp.Local", "directory")) == {SID}
    assert of(Asset("stray", "STRAY", "group")) == frozenset()


def test_the_groups_of_windows_hold_their_domain_and_those_of_the_forest_all() -> None:
    found = homes()
    builtin = "CORP.LOCAL-S-1-5-32-544"
    assert found.admins_of(SID) == {f"{SID}-519", builtin}
    assert found.admins_of("ou") == {f"{SID}-519", f"{OTHER}-512"}
    assert found.admins_of("stray") == frozenset()
