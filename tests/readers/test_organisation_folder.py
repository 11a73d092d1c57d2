"""Folders as people break them: every error at once, each in its place, and never a traceback."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from endigue.desk.refusal import Refusal, Refusals
from endigue.organisation.loaded import Loaded
from endigue.organisation.model import KOf
from endigue.organisation.problems import MOST_ALIKE
from endigue.readers import organisation_folder
from endigue.readers.organisation_folder import read_organisation
from endigue.writers.organisation_folder import write_organisation

SOUND = {
    "organisation.toml": """\
name = "Mutuelle de l'Exemple"
[[entity]]
id = "mutual"
name = "La mutuelle"
[parameters]
hours = 48
hourly_rate = 60
[legal]
clients = 1000000
turnover = 12.5
""",
    "zones.csv": "id,name,entity,tier\ncore,Core,mutual,0\nlan,,mutual,2\n",
    "assets.csv": """\
id,name,kind,zone,rebuild_hours,fall_cost,aliases
srv-app,,machine,core,4,,APP|10.0.0.1
srv-db1,,machine,core,2.5,100,
srv-db2,,machine,core,2,,
acc-claims,,account,,,,
""",
    "links.csv": """\
source,target,kind,port,flow
acc-claims,srv-app,AdminTo,,
srv-app,srv-db1,NetworkReach,1433,flow-db
""",
    "flows.csv": "id,source_zone,target_zone,protocol,port\nflow-db,lan,core,tcp,1433\n",
    "levers.csv": """\
id,kind,target,minutes,crew,cost
cut-app,isolate_host,srv-app,5,net,
cut-lan,unplug_zone,lan,10,,12.50
""",
    "crews.csv": """\
id,skill,people,hours,hourly_rate
net,network,2,mon-fri 08:00-18:00,90
sys,system,3,24/7,
""",
    "services.toml": """\
[[service]]
id = "claims"
needs = { all = ["srv-app", { any = ["srv-db1", "srv-db2"] }, "flow-db"] }
""",
    "operations.toml": """\
[[operation]]
id = "telephone"
name = "Téléphone"
needs = "claims"
value_per_hour = 4200
rto_hours = 4
mtpd_hours = 24
""",
}

BROKEN = SOUND | {
    "organisation.toml": """\
name = 3
time_zone = "Europe/Pari"
[parameters]
hours = 0
hourly_rate = -1
[[entity]]
id = "mutual"
[[entity]]
id = "mutual"
""",
    "zones.csv": """\
id,name,entity,tier
core,Core,mutual,0
lan,LAN,mutuel,high
dmz,DMZ,mutual,-1
srv-app,Twin,mutual,1
""",
    "assets.csv": """\
id;name;kind;zone;rebuild_hours;records
srv-app;;machine;cor;4;
srv-db1;;machin;core;inf;
srv-db1;;machine;core;2,5;1.5
srv db2;;machine;core;2
acc-claims;;account;;;
;;machine;core;;
""",
    "links.csv": """\
source,target,kind,port,flow
acc-claims,srv-ap,AdminTo,,
srv-app,srv-db1,,70000,flow-bd
""",
    "levers.csv": """\
id,kind,target,minutes,crew
cut-app,isolate_host,lan,soon,net
cut-acc,disable_account,srv-app,5,nett
cut-flow,close_flow,flow-dbb,5,
""",
    "services.toml": """\
[[service]]
id = "claims"
needs = { all = ["srv-app", { any = ["srv-db9", "acc-claims"] }, "web"] }
[[service]]
id = "web"
needs = { at_least = 3, of = [
  "claims",
  "lan",
] }
[[service]]
id = "portal"
needs = { every = ["web"] }
""",
}

EXPECTED = {
    ("organisation.toml", 1, "not_text"),
    ("organisation.toml", 2, "not_time_zone"),
    ("organisation.toml", 4, "not_positive"),
    ("organisation.toml", 5, "negative"),
    ("organisation.toml", 9, "duplicate_id"),
    ("zones.csv", 3, "unknown_entity"),
    ("zones.csv", 3, "not_number"),
    ("zones.csv", 4, "negative"),
    ("assets.csv", 2, "id_of_another_kind"),
    ("assets.csv", 2, "unknown_zone"),
    ("assets.csv", 3, "not_one_of"),
    ("assets.csv", 3, "not_finite"),
    ("assets.csv", 4, "duplicate_id"),
    ("assets.csv", 4, "not_whole"),
    ("assets.csv", 5, "ragged_row"),
    ("assets.csv", 7, "cell_empty"),
    ("links.csv", 2, "unknown_asset"),
    ("links.csv", 3, "cell_empty"),
    ("links.csv", 3, "not_port"),
    ("links.csv", 3, "unknown_flow"),
    ("levers.csv", 2, "lever_wants_asset"),
    ("levers.csv", 2, "not_number"),
    ("levers.csv", 3, "lever_wants_account"),
    ("levers.csv", 3, "unknown_crew"),
    ("levers.csv", 4, "unknown_target"),
    ("services.toml", 3, "unknown_need"),
    ("services.toml", 3, "service_cycle"),
    ("services.toml", 6, "at_least_out_of_range"),
    ("services.toml", 8, "need_is_zone"),
    ("services.toml", 12, "need_malformed"),
}


def written(folder: Path, files: Mapping[str, object]) -> str:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        raw = content if isinstance(content, bytes) else str(content).encode()
        (folder / name).write_bytes(raw)
    return str(folder)


def refusals(folder: str) -> tuple[Refusal, ...]:
    with pytest.raises(Refusals) as caught:
        read_organisation(folder)
    assert caught.value.code == "organisation.refused"
    assert caught.value.arguments["count"] == len(caught.value.each)
    return caught.value.each


def places(folder: str) -> list[tuple[object, object, str]]:
    return [
        (one.arguments["file"], one.arguments["line"], one.code.removeprefix("organisation."))
        for one in refusals(folder)
    ]


def test_a_sound_folder_is_read_with_its_defaults(tmp_path: Path) -> None:
    loaded = read_organisation(written(tmp_path, SOUND))
    organisation = loaded.organisation
    assert loaded.warnings == ()
    assert organisation.legal == {"clients": 1_000_000, "turnover": 12.5}
    assert [asset.name for asset in organisation.assets][:1] == ["srv-app"]
    # 60 an hour for want of a rate of the crew sys: 4 h, given, 2 h, 0 h.
    assert [asset.fall_cost for asset in organisation.assets] == [24_000, 10_000, 12_000, 0]
    # 5 minutes at 90 an hour; given.
    assert [lever.cost for lever in organisation.levers] == [750, 1_250]
    assert organisation.links.kinds == ("AdminTo", "NetworkReach")
    assert organisation.links.source.tolist() == [3, 0]
    assert organisation.links.flow.tolist() == [-1, 0]
    assert organisation.services[0].needs == KOf(
        3, ("srv-app", KOf(1, ("srv-db1", "srv-db2")), "flow-db")
    )
    assert organisation.operations[0].name == {"fr": "Téléphone", "en": "Téléphone"}


def test_every_error_of_a_broken_organisation_is_named_in_one_run(tmp_path: Path) -> None:
    folder = written(tmp_path, BROKEN)
    found = places(folder)
    assert set(found) == EXPECTED
    assert len(found) == len(EXPECTED) == 30


def test_reading_a_broken_folder_writes_nothing(tmp_path: Path) -> None:
    folder = written(tmp_path / "folder", BROKEN)
    refusals(folder)
    assert {path.name: path.read_bytes() for path in (tmp_path / "folder").iterdir()} == {
        name: content.encode() for name, content in BROKEN.items()
    }
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_errors_say_what_was_found_what_was_meant_and_where(tmp_path: Path) -> None:
    by_place = {
        (one.arguments["file"], one.arguments["line"], one.code): one.arguments
        for one in refusals(written(tmp_path, BROKEN))
    }
    zone = by_place["assets.csv", 2, "organisation.unknown_zone"]
    assert (zone["column"], zone["position"], zone["found"], zone["nearest"]) == (
        "zone",
        4,
        "cor",
        "core",
    )
    twice = by_place["assets.csv", 4, "organisation.duplicate_id"]
    assert (twice["first_file"], twice["first_line"]) == ("assets.csv", 3)
    cycle = by_place["services.toml", 3, "organisation.service_cycle"]
    assert cycle["cycle"] == "claims > web > claims"
    need = by_place["services.toml", 3, "organisation.unknown_need"]
    assert (need["column"], need["position"], need["nearest"]) == ("needs.all.any", 38, "srv-db1")
    assert by_place["organisation.toml", 2, "organisation.not_time_zone"]["nearest"] == (
        "Europe/Paris"
    )


@pytest.mark.parametrize("needed", ["organisation.toml", "assets.csv"])
def test_a_needed_file_that_is_missing_is_the_only_error(tmp_path: Path, needed: str) -> None:
    without = {name: content for name, content in SOUND.items() if name != needed}
    assert places(written(tmp_path, without)) == [(needed, 0, "file_missing")]


@pytest.mark.parametrize("name", list(SOUND))
@pytest.mark.parametrize(("content", "code"), [(b"", "file_empty"), (b"id\xe9 = [", "not_utf8")])
def test_one_unreadable_file_is_one_error(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    folder = written(tmp_path, SOUND | {name: content})
    assert [(file, error) for file, _, error in places(folder)] == [(name, code)]


def test_the_same_table_twice_is_an_error(tmp_path: Path) -> None:
    folder = written(tmp_path, SOUND)
    write_organisation(
        read_organisation(folder).organisation, str(tmp_path / "other"), bulk="parquet"
    )
    written(tmp_path, {"zones.parquet": (tmp_path / "other" / "zones.parquet").read_bytes()})
    assert places(folder) == [("zones.parquet", 0, "file_twice")]


def test_errors_in_parquet_have_the_number_of_the_row(tmp_path: Path) -> None:
    folder = written(tmp_path, SOUND)
    organisation = read_organisation(folder).organisation
    write_organisation(organisation, folder, bulk="parquet")
    (tmp_path / "flows.parquet").unlink()
    assert places(folder) == [
        ("links.parquet", 2, "unknown_flow"),
        ("services.toml", 3, "unknown_need"),
    ]


def test_what_nobody_reads_is_a_warning(tmp_path: Path) -> None:
    files = SOUND | {
        "zones.csv": "id,tier,colour\ncore,0,red\nlan,2,blue\n",
        "link.csv": "source\n",
        "readme.txt": "",
        "services.toml": SOUND["services.toml"] + 'need = "srv-app"\n',
        "links.csv": "source,target,kind\nsrv-app,srv-app,AdminTo\n",
    }
    warnings = read_organisation(written(tmp_path, files)).warnings
    assert [(one.file, one.line, one.code.removeprefix("organisation.")) for one in warnings] == [
        ("link.csv", 0, "unknown_file"),
        ("links.csv", 2, "link_to_itself"),
        ("services.toml", 4, "unknown_key"),
        ("zones.csv", 1, "unknown_column"),
    ]
    assert [one.arguments.get("nearest") for one in warnings] == ["links.csv", None, "needs", ""]


def test_a_thousand_errors_alike_are_listed_and_the_rest_counted(tmp_path: Path) -> None:
    rows = "\n".join(["srv-app,srv-xxx,AdminTo"] * (MOST_ALIKE + 10))
    found = refusals(written(tmp_path, SOUND | {"links.csv": f"source,target,kind\n{rows}\n"}))
    assert len(found) == MOST_ALIKE + 1
    assert found[-1].code == "organisation.more_like_these"
    assert found[-1].arguments["count"] == 10


def test_the_decimal_comma_of_a_french_spreadsheet_is_understood(tmp_path: Path) -> None:
    assets = SOUND["assets.csv"].replace(",", ";").replace("2.5", "2,5")
    organisation = read_organisation(written(tmp_path, SOUND | {"assets.csv": assets})).organisation
    assert [asset.rebuild_hours for asset in organisation.assets] == [4, 2.5, 2, 0]
    assert organisation.assets[0].aliases == ("APP", "10.0.0.1")


def test_the_digest_is_of_names_and_bytes_and_nothing_else(tmp_path: Path) -> None:
    one = read_organisation(written(tmp_path / "one", SOUND))
    two = read_organisation(written(tmp_path / "two", SOUND | {"notes.md": "x"}))
    other = dict(SOUND)
    other["operations.toml"] += "# a comment\n"
    three = read_organisation(written(tmp_path / "three", other))
    assert one.digest == two.digest != three.digest
    assert set(one.files) == set(SOUND)


def test_there_must_be_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in ("absent", "file"):
        with pytest.raises(Refusal) as caught:
            read_organisation(str(tmp_path / place))
        assert caught.value.code == "organisation.folder_missing"


def test_what_is_no_ordinary_file_is_not_opened(tmp_path: Path) -> None:
    folder = written(tmp_path, {name: text for name, text in SOUND.items() if name != "crews.csv"})
    (tmp_path / "crews.csv").symlink_to("/dev/zero")
    assert places(folder) == [("crews.csv", 0, "file_unreadable")]


def test_a_file_beyond_the_bound_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(organisation_folder, "LARGEST_DOCUMENT", 300)
    services = SOUND["services.toml"] + "#" * 300
    assert places(written(tmp_path, SOUND | {"services.toml": services})) == [
        ("services.toml", 0, "file_too_big")
    ]


TOKENS = [
    *(b",", b";", b'"', b"'", b"\n", b"\r", b"\0", b"\xe9", b"\xff", b"[", b"]", b"{", b"}", b"="),
    *(
        b"-1",
        b"1e999",
        b"nan",
        b"99999999999999999999",
        b"0x" + b"f" * 5_000,
        b"id",
        b"[[service]]",
    ),
    *(b'"""', b"needs = ", b"srv-app", b"all", b"\xef\xbb\xbf", b"=1979-05-27", b"[" * 400),
]


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, bytes]:
    """The sound folder after a few accidents to its bytes."""
    files = {name: text.encode() for name, text in SOUND.items()}
    for _ in range(draw(st.integers(1, 4))):
        name = draw(st.sampled_from(sorted(files)))
        content = files[name]
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.sampled_from([0, 0, 1, 5, 1_000])))
        new = draw(st.sampled_from(TOKENS) | st.binary(max_size=6))
        files[name] = content[:start] + new + content[end:]
    return files


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(mutated())
def test_no_accident_to_the_bytes_gives_a_traceback(
    tmp_path: Path, files: dict[str, bytes]
) -> None:
    folder = written(tmp_path, files)
    try:
        loaded = read_organisation(folder)
    except Refusals as refused:
        assert refused.each
        assert all(one.arguments["file"] in SOUND for one in refused.each)
    else:
        assert isinstance(loaded, Loaded)
        assert loaded.organisation.name
