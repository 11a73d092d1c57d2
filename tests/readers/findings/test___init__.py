from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from endigue.desk.refusal import Refusal
from endigue.locale.sentences.evidence import SENTENCES
from endigue.readers.findings import FORMATS, detect_format, read_findings

FORMAT_BY_FILE = {
    "hayabusa_standard.csv": "hayabusa",
    "hayabusa_super_verbose.csv": "hayabusa",
    "hayabusa_timesketch.csv": "hayabusa",
    "hayabusa.json": "hayabusa",
    "hayabusa.jsonl": "hayabusa",
    "chainsaw.json": "chainsaw",
    "chainsaw_v1.json": "chainsaw",
    "chainsaw.csv": "chainsaw",
    "chainsaw_antivirus.csv": "chainsaw",
    "velociraptor.jsonl": "velociraptor",
    "velociraptor_map.json": "velociraptor",
    "Windows.Detection.Yara.Process.json": "velociraptor",
    "timesketch.csv": "timesketch",
    "bundle.json": "stix",
    "edr_fr.csv": "csv",
    "edr.csv": "csv",
    "siem.jsonl": "json",
    "hosts.txt": "list",
}


@pytest.mark.parametrize(("name", "format_name"), FORMAT_BY_FILE.items())
def test_every_format_is_recognised(evidence_data: Path, name: str, format_name: str) -> None:
    path = evidence_data / name
    assert detect_format(path, path.read_bytes()[: 64 << 10]) == format_name


@pytest.mark.parametrize("name", [name for name in FORMAT_BY_FILE if name != "edr.csv"])
def test_every_row_has_a_sentence_where_it_gave_no_finding(evidence_data: Path, name: str) -> None:
    file = read_findings(evidence_data / name)
    assert file.findings
    for each in file.not_understood:
        assert SENTENCES[each.code].format(**each.arguments)
    assert {left.why for left in file.left_out} <= set(SENTENCES)
    assert {finding.source for finding in file.findings} == {name}


def test_a_mapping_of_columns_takes_the_file_as_plain_csv_or_json(evidence_data: Path) -> None:
    table = read_findings(evidence_data / "chainsaw.csv", mapping={"host": "Computer"})
    assert (table.format, table.findings[0].host) == ("csv", "WS-0107.lys.example")
    tree = read_findings(evidence_data / "velociraptor.jsonl", mapping={"host": "Fqdn"})
    assert tree.format == "json"
    with pytest.raises(Refusal) as refusal:
        read_findings(evidence_data / "chainsaw.csv", "chainsaw", {"host": "Computer"})
    assert refusal.value.code == "evidence.format_has_its_columns"


def test_a_table_of_one_column_is_a_table(written: Callable[..., Path]) -> None:
    file = read_findings(written("Machine\nSRV1\nSRV2\n"))
    assert (file.format, [each.host for each in file.findings]) == ("csv", ["SRV1", "SRV2"])


@pytest.mark.parametrize("content", [b"", b"  \n", b"PK\x03\x04\x00\x00", b"ElfFile\x00,\x00"])
def test_what_no_format_recognises_is_refused(written: Callable[..., Path], content: bytes) -> None:
    with pytest.raises(Refusal) as refusal:
        read_findings(written(content))
    assert refusal.value.code == "evidence.format_is_not_recognised"


def test_an_unknown_format_is_refused_with_the_known_ones(evidence_data: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        read_findings(evidence_data / "hosts.txt", "plaso")
    assert refusal.value.code == "evidence.format_is_unknown"
    assert "hayabusa" in str(refusal.value.arguments["known"])


HOSTILE = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=300).map(str.encode),
    st.lists(
        st.sampled_from(
            [b"{", b"}", b"[", b"]", b'"', b",", b":", b"\n", b";", b"Level", b"Computer", b"type",
             b"bundle", b"sighting", b"objects", b"host", b"kind", b"message", b"tag", b"group",
             b"document", b"name", b"null", b"1e999", b"\\ud800", b"detections", b"timestamp",
             b"path", b"_Source", b"\x00", b"\xff", b"high", b'{"a":', b"#", b"sep=;"]
        ),
        max_size=40,
    ).map(b"".join),
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(content=HOSTILE, name=st.sampled_from([*(each.name for each in FORMATS), "auto"]))
def test_a_hostile_file_is_read_or_refused(
    written: Callable[..., Path], content: bytes, name: str
) -> None:
    path = written(content)
    try:
        file = read_findings(path, name)
    except Refusal as refusal:
        assert SENTENCES[refusal.code].format(**refusal.arguments)
    else:
        assert file.not_understood_count >= len(file.not_understood)
