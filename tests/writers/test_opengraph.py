import io
import json
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.organisation.inventory import Link
from endigue.organisation.model import (
    ASSET_KINDS,
    Asset,
    Entity,
    Flow,
    Links,
    Organisation,
    Zone,
)
from endigue.readers.bloodhound import read as read_bloodhound
from endigue.readers.opengraph import read
from endigue.writers.opengraph import write

words = st.text(
    st.characters(codec="ascii", min_codepoint=33, max_codepoint=126), min_size=1, max_size=8
).filter(lambda word: not set(word) & set(',;"'))
labels = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)
figures = st.integers(0, 10**6)


def columns(links: list[tuple[int, int, str, int, int]]) -> Links:
    kinds = tuple(sorted({link[2] for link in links}))
    return Links(
        source=np.array([link[0] for link in links], np.int32),
        target=np.array([link[1] for link in links], np.int32),
        kind=np.array([kinds.index(link[2]) for link in links], np.int16),
        port=np.array([link[3] for link in links], np.int32),
        flow=np.array([link[4] for link in links], np.int32),
        kinds=kinds,
    )


@st.composite
def organisations(draw: st.DrawFn) -> Organisation:
    entity = Entity("mutual", "The mutual")
    zones = (Zone("core", "Core", "mutual", 0), Zone("shop", "Shop", "", 2))
    ids = draw(st.lists(words, min_size=2, max_size=5, unique_by=str.upper))
    assets = tuple(
        Asset(
            id=identifier,
            name=draw(labels),
            kind=draw(st.sampled_from(ASSET_KINDS)),
            zone=draw(st.sampled_from(["", "core", "shop"])),
            entity=draw(st.sampled_from(["", "mutual"])),
            os=draw(labels),
            records=draw(figures),
            rebuild_hours=draw(figures) / 4,
            restore_gb=draw(figures) / 4,
            fall_cost=draw(figures),
        )
        for identifier in ids
    )
    flow = Flow("flow-1", "shop", "core", "tcp", 443)
    pairs = [(a, b) for a in range(len(ids)) for b in range(len(ids)) if a != b]
    links = draw(
        st.lists(
            st.tuples(
                st.sampled_from(pairs),
                st.sampled_from(["AdminTo", "NetworkReach", "runs on!"]),
                st.integers(0, 65535),
                st.integers(-1, 0),
            ),
            max_size=6,
            unique=True,
        )
    )
    return Organisation(
        name="x",
        entities=(entity,),
        zones=zones,
        assets=assets,
        flows=(flow,),
        links=columns([(a, b, kind, port, flow) for (a, b), kind, port, flow in links]),
    )


def links_of(organisation: Organisation) -> set[Link]:
    links = organisation.links
    return {
        Link(
            source=organisation.assets[links.source[n]].id,
            target=organisation.assets[links.target[n]].id,
            kind=links.kinds[links.kind[n]],
            port=int(links.port[n]),
            flow=organisation.flows[links.flow[n]].id if links.flow[n] >= 0 else "",
        )
        for n in range(len(links))
    }


@given(organisations())
def test_nodes_and_edges_come_back_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, organisation: Organisation
) -> None:
    path = tmp_path_factory.mktemp("graph") / "x.json"
    with path.open("wb") as stream:
        write(organisation, stream)
    inventory = read([str(path)])
    assert inventory.assets == organisation.assets
    assert set(inventory.links) == links_of(organisation)
    used = {asset.zone for asset in organisation.assets} - {""}
    assert {zone for zone in organisation.zones if zone.id in used} == set(inventory.zones)
    assert inventory.left_out == ()


def test_the_document_is_what_the_schema_of_opengraph_asks_for() -> None:
    organisation = Organisation(
        name="x",
        assets=(
            Asset("a", "A", "machine", aliases=("x", "y"), os="Linux"),
            Asset("b", "B", "account"),
        ),
        links=columns([(0, 1, "Has Session", 0, -1)]),
    )
    stream = io.BytesIO()
    write(organisation, stream)
    document = json.loads(stream.getvalue())
    assert set(document) == {"metadata", "graph"}
    assert set(document["metadata"]) == {"source_kind"}
    for node in document["graph"]["nodes"]:
        assert isinstance(node["id"], str) and 1 <= len(node["kinds"]) <= 3
        assert not any(isinstance(value, dict) for value in node["properties"].values())
    (edge,) = document["graph"]["edges"]
    assert re.fullmatch(r"[A-Za-z0-9_]+", edge["kind"])
    assert edge["start"] == {"value": "a", "match_by": "id"}
    assert set(edge) == {"kind", "start", "end", "properties"}


def test_a_real_directory_survives_the_way_out_and_in(shared_data: Path, tmp_path: Path) -> None:
    there = read_bloodhound([str(shared_data / "bloodhound_sample" / "ad_sampledata.zip")])
    index = {asset.id: n for n, asset in enumerate(there.assets)}
    organisation = Organisation(
        name="x",
        entities=there.entities,
        zones=there.zones,
        assets=there.assets,
        links=columns(
            [(index[a.source], index[a.target], a.kind, a.port, -1) for a in there.links]
        ),
    )
    path = tmp_path / "x.json"
    with path.open("wb") as stream:
        write(organisation, stream)
    back = read([str(path)])
    assert back.assets == there.assets
    assert set(back.links) == set(there.links)
    assert set(back.zones) == set(there.zones)
    assert back.left_out == ()
