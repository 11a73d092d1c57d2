"""What is written is read back as the same organisation, whatever it is."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from endigue.desk.refusal import Refusal
from endigue.kernel.identifier import is_identifier
from endigue.kernel.money import Cents
from endigue.organisation.model import (
    ASSET_KINDS,
    Asset,
    Crew,
    Entity,
    Flow,
    KOf,
    Lever,
    Links,
    Manual,
    Need,
    Operation,
    Organisation,
    Parameters,
    Service,
    Zone,
)
from endigue.readers.organisation_folder import read_organisation
from endigue.writers.organisation_folder import Bulk, organisation_files, write_organisation

signs = st.characters(codec="utf-8", exclude_characters="\0") | st.sampled_from('\r\n",;|%\x7f\\')
texts = st.text(signs, max_size=6).map(str.strip)
names = texts.filter(bool)
identifiers = st.text(signs, min_size=1, max_size=5).filter(
    lambda text: is_identifier(text) and text == text.strip()
)
amounts = st.integers(0, 10**9).map(Cents)
figures = st.floats(0, 1e12, allow_nan=False)
positives = st.floats(1e-6, 1e12, allow_nan=False)


def some(of: list[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(of) if of else st.just("")


def needs(known: list[str]) -> st.SearchStrategy[Need]:
    def deeper(inner: st.SearchStrategy[Need]) -> st.SearchStrategy[Need]:
        of = st.lists(inner, min_size=1, max_size=3).map(tuple)
        return of.flatmap(lambda each: st.builds(KOf, st.integers(1, len(each)), st.just(each)))

    leaf = st.just(KOf(0, ()))
    return st.recursive(leaf | st.sampled_from(known) if known else leaf, deeper, max_leaves=5)


@st.composite
def organisations(draw: st.DrawFn) -> Organisation:
    """Small organisations without an error, with every kind of row and odd texts."""

    pool = draw(st.lists(identifiers, unique=True, max_size=14))
    cuts = sorted(draw(st.lists(st.integers(0, len(pool)), min_size=4, max_size=4)))
    zones, assets, flows, services, operations = (
        pool[start:end] for start, end in zip([0, *cuts], [*cuts, len(pool)], strict=True)
    )
    flows = flows if zones else []
    entities = draw(st.lists(identifiers, unique=True, max_size=2))
    crews = draw(st.lists(identifiers, unique=True, max_size=2))
    levers = draw(st.lists(identifiers, unique=True, max_size=2)) if [*zones, *assets] else []
    kinds = draw(st.lists(names, unique=True, min_size=1, max_size=3))
    count = draw(st.integers(0, 6)) if assets else 0

    def column(low: int, high: int, width: type[np.signedinteger]) -> np.ndarray:
        cells = st.lists(st.integers(low, max(low, high)), min_size=count, max_size=count)
        return np.array(draw(cells), width)

    entity = st.just("") | some(entities)
    needed = needs([*assets, *flows, *services[:1]])
    return Organisation(
        name=draw(names),
        currency=draw(st.sampled_from(["EUR", "CHF"])),
        time_zone=draw(st.sampled_from(["Europe/Paris", "UTC"])),
        language=draw(st.sampled_from(["fr", "en"])),
        parameters=draw(st.builds(Parameters, positives, amounts, st.integers(1, 99), positives)),
        legal=draw(st.dictionaries(texts, legal, max_size=3)),
        entities=tuple(Entity(one, draw(names)) for one in entities),
        zones=tuple(Zone(one, draw(names), draw(entity), draw(st.integers(0, 9))) for one in zones),
        assets=tuple(
            Asset(
                one,
                draw(names),
                draw(st.sampled_from(ASSET_KINDS)),
                draw(st.just("") | some(zones)),
                draw(entity),
                draw(texts),
                draw(st.integers(0, 10**9)),
                draw(figures),
                draw(figures),
                draw(amounts),
                tuple(draw(st.lists(names, max_size=2))),
            )
            for one in assets
        ),
        links=Links(
            source=column(0, len(assets) - 1, np.int32),
            target=column(0, len(assets) - 1, np.int32),
            kind=column(0, len(kinds) - 1, np.int16),
            port=column(0, 65_535, np.int32),
            flow=column(-1, len(flows) - 1, np.int32),
            kinds=tuple(kinds),
        ),
        flows=tuple(
            Flow(
                one,
                draw(some(zones)),
                draw(some(zones)),
                draw(texts),
                draw(st.integers(0, 65_535)),
            )
            for one in flows
        ),
        levers=tuple(
            Lever(
                one,
                draw(names.map("other-{}".format)),
                draw(some([*zones, *assets, *flows])),
                draw(figures),
                draw(st.just("") | some(crews)),
                draw(amounts),
                draw(st.booleans()),
                draw(st.sampled_from(["operational", "strategic"])),
                draw(st.sampled_from(["mandatory", "deferrable", "secondary", ""])),
            )
            for one in levers
        ),
        services=tuple(
            Service(one, draw(needs([*assets, *flows, *services[place + 1 :]])))
            for place, one in enumerate(services)
        ),
        operations=tuple(
            Operation(
                one,
                draw(st.fixed_dictionaries({"fr": names, "en": names}, optional={"de": names})),
                draw(entity),
                draw(needed),
                draw(amounts),
                draw(figures),
                draw(figures),
                draw(figures),
                draw(st.none() | st.builds(Manual, figures, figures, st.none() | needed, texts)),
            )
            for one in operations
        ),
        crews=tuple(
            Crew(
                one,
                draw(names),
                draw(st.integers(0, 99)),
                draw(st.sampled_from(["24/7", "mon-fri 08:00-18:00; sat 09:00-12:00"])),
                draw(amounts),
            )
            for one in crews
        ),
    )


legal = st.recursive(
    texts | st.integers(-(10**20), 10**20) | st.booleans() | st.dates(date(1900, 1, 1))
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(texts, inner, max_size=2),
    max_leaves=5,
)  # fmt: skip


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=60)
@given(organisations(), st.sampled_from(["csv", "parquet"]))
def test_what_is_written_is_read_back_the_same(
    tmp_path: Path, organisation: Organisation, bulk: Bulk
) -> None:
    folder = str(tmp_path / "organisation")
    write_organisation(organisation, folder, bulk=bulk)
    loaded = read_organisation(folder)
    assert loaded.organisation == organisation
    assert {one.code for one in loaded.warnings} <= {"organisation.link_to_itself"}
    again = organisation_files(loaded.organisation, bulk=bulk)
    assert again == organisation_files(organisation, bulk=bulk)


def small() -> Organisation:
    return Organisation(
        name="Petite",
        legal={"clients": 3, "dora": {"class": "major", "since": date(2025, 1, 17)}},
        assets=(
            Asset("srv", "Serveur, de test", "machine", rebuild_hours=2.5, fall_cost=Cents(15_000)),
            Asset("pc", "PC", "machine", fall_cost=Cents(1)),
        ),
        services=(Service("web", KOf(2, ("srv", KOf(1, ("pc", "srv"))))),),
        operations=(
            Operation(
                id="pay",
                name={"fr": "Paie", "en": "Payroll"},
                entity="",
                needs="web",
                value_per_hour=Cents(12_050),
                arrivals_per_hour=0,
                rto_hours=4,
                mtpd_hours=24.5,
                manual=Manual(10, 72, None, "call-sheet"),
            ),
        ),
    )


def test_the_files_are_those_that_a_person_would_write() -> None:
    files = {name: content.decode() for name, content in organisation_files(small()).items()}
    assert files["assets.csv"] == (
        "id,name,kind,zone,entity,os,records,rebuild_hours,restore_gb,fall_cost,aliases\n"
        'srv,"Serveur, de test",machine,,,,0,2.5,0,,\n'
        "pc,PC,machine,,,,0,0,0,0.01,\n"
    )
    assert files["services.toml"] == (
        '[[service]]\nid = "web"\nneeds = { all = ["srv", { any = ["pc", "srv"] }] }\n'
    )
    assert files["operations.toml"] == (
        '[[operation]]\nid = "pay"\nname = { fr = "Paie", en = "Payroll" }\nneeds = "web"\n'
        "value_per_hour = 120.50\narrivals_per_hour = 0\nrto_hours = 4\nmtpd_hours = 24.5\n"
        'manual = { capacity_per_hour = 10, stamina_hours = 72, form = "call-sheet" }\n'
    )
    assert files["organisation.toml"].endswith(
        '[legal]\nclients = 3\n\n[legal.dora]\nclass = "major"\nsince = 2025-01-17\n'
    )


def test_a_cost_that_is_the_usual_one_goes_on_following_its_rate(tmp_path: Path) -> None:
    write_organisation(small(), str(tmp_path / "small"))
    toml = tmp_path / "small" / "organisation.toml"
    toml.write_text(toml.read_text().replace("hourly_rate = 60", "hourly_rate = 100"))
    assets = read_organisation(str(tmp_path / "small")).organisation.assets
    assert [asset.fall_cost for asset in assets] == [25_000, 1]


def test_another_bulk_format_takes_the_place_of_the_first(tmp_path: Path) -> None:
    folder = tmp_path / "small"
    write_organisation(small(), str(folder))
    (folder / "notes.md").write_text("keep me")
    write_organisation(small(), str(folder), bulk="parquet")
    assert not list(folder.glob("*.csv"))
    assert (folder / "notes.md").read_text() == "keep me"
    assert read_organisation(str(folder)).organisation == small()


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(Refusal) as caught:
        write_organisation(small(), str(tmp_path / "taken"))
    assert caught.value.code == "organisation.folder_not_written"
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
