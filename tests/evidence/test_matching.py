import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.evidence.matching import Index, index_names, resolve_account, resolve_host
from endigue.evidence.names import Name
from endigue.organisation.model import Asset, Organisation


@pytest.fixture(scope="module")
def index(organisation: Organisation) -> Index:
    return index_names(organisation)


def ids(organisation: Organisation, positions: tuple[int, ...] | None) -> list[str] | None:
    return None if positions is None else [organisation.assets[at].id for at in positions]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("ws-107", ["ws-107"]),
        ("WS-ACCUEIL-0107", ["ws-107"]),
        ("ws-accueil-0107$", ["ws-107"]),
        ("LYS\\WS-ACCUEIL-0107$", ["ws-107"]),
        ("WS-Accueil-0107.LYS.example.", ["ws-107"]),
        ("10.20.0.17", ["ws-107"]),
        ("2001:DB8:0:0::17", ["ws-107"]),
        ("::ffff:192.0.2.1", ["fw1"]),
        ("SRV-GESTION-SIN", ["srv-long"]),
        ("SRV-GESTION-SIN$", ["srv-long"]),
        ("S-1-5-21-1004336348-1177238915-682003330-1104", ["srv-long"]),
        ("srv-gestion-sinistres-01.lys.example", ["srv-long"]),
        ("INTRANET", ["twin-a", "twin-b"]),
        ("intranet.scarpe.example", ["twin-b"]),
        ("LYS\\INTRANET", ["twin-a"]),
        ("srv-files.scarpe.example", []),
        ("c.moreau", []),
        ("WS-0999", []),
        ("n/a", None),
    ],
)
def test_a_host_is_found_under_every_name(
    organisation: Organisation, index: Index, written: str, expected: list[str] | None
) -> None:
    assert ids(organisation, resolve_host(index, written)) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("acc-moreau", ["acc-moreau"]),
        ("C.MOREAU", ["acc-moreau"]),
        ("LYS\\C.Moreau", ["acc-moreau"]),
        ("c.moreau@lys.example", ["acc-moreau"]),
        ("lys.example\\c.moreau", ["acc-moreau"]),
        ("S-1-5-21-1004336348-1177238915-682003330-2107", ["acc-moreau"]),
        ("c.moreau@elsewhere.example", []),
        ("SCARPE\\c.moreau", []),
        ("n.petit@lys.example", ["acc-petit"]),
        ("LYS\\gmsa_sql$", ["gmsa-sql"]),
        ("gmsa_sql", []),
        ("LYS\\SRV-FILES$", ["srv-files"]),
        ("SRV-FILES\\administrator", ["srv-files"]),
        ("Domain Admins", []),
        ("NT AUTHORITY\\SYSTEM", None),
        ("", None),
    ],
)
def test_an_account_is_found_under_every_name(
    organisation: Organisation, index: Index, written: str, expected: list[str] | None
) -> None:
    assert ids(organisation, resolve_account(index, written)) == expected


def test_an_identifier_wins_over_the_same_name_elsewhere() -> None:
    organisation = Organisation(
        "x", assets=(Asset("srv1", "A", "machine"), Asset("srv2", "srv1", "machine"))
    )
    index = index_names(organisation)
    assert ids(organisation, resolve_host(index, "SRV1")) == ["srv1"]


def test_a_mistyped_name_has_its_neighbours_as_candidates(
    organisation: Organisation, index: Index
) -> None:
    near = index.hosts.nearest(Name("ws-acceuil-0107", "ws-acceuil-0107"))
    assert ids(organisation, near) == ["ws-107"]
    assert index.hosts.nearest(Name("zzzzzz", "zzzzzz")) == ()


LABELS = st.text("abcdefghij0123456789-", min_size=1, max_size=20).filter(
    lambda text: text not in {"-", "--"} and not text.isdigit()
)


@given(st.lists(LABELS, unique=True, min_size=1, max_size=20), st.data())
def test_every_asset_is_among_what_its_own_names_mean(
    labels: list[str], data: st.DataObject
) -> None:
    assets = tuple(
        Asset(f"id_{number}", label.upper(), "machine", aliases=(f"{label}.lys.example",))
        for number, label in enumerate(labels)
    )
    index = index_names(Organisation("x", assets=assets))
    position = data.draw(st.integers(0, len(assets) - 1))
    label = labels[position]
    decorate = data.draw(
        st.sampled_from(["{}", " {} ", "{}$", "{}.lys.example", "LYS\\{}", '"{}."', "\\\\{}"])
    )
    assert resolve_host(index, decorate.format(label)) == (position,)
