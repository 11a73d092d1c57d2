from endigue.organisation.model import ASSET_KINDS
from endigue.readers.opengraph.kinds import NEVER_TRAVELLED, NODE_KINDS


def test_every_asset_kind_can_come_back_from_our_own_writer() -> None:
    own = {kind for name, kind in NODE_KINDS.items() if name.startswith("Endigue")}
    assert own == set(ASSET_KINDS)


def test_no_kind_that_lets_an_intruder_travel_is_refused_the_way() -> None:
    paths = {"AdminTo", "HasSession", "MemberOf", "DCSync", "GenericAll", "Contains", "GPLink"}
    assert not paths & NEVER_TRAVELLED
