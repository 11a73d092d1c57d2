from pathlib import Path

import pytest

from endigue.desk.refusal import Refusal
from endigue.organisation.example.calibration import STAFF
from endigue.organisation.example.incident import incident_findings
from endigue.organisation.example.mutual import reference_mutual
from endigue.readers.findings import read_findings
from endigue.readers.lever_figures import load_lever_figures
from endigue.readers.organisation_folder import read_organisation
from endigue.writers.example_files import EVIDENCE, write_example

FIGURES = load_lever_figures()

COMMITTED = Path(__file__).parents[2] / "examples" / "mutual"
SEED = 5


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example") / "mutual"
    write_example(folder, SEED, STAFF, FIGURES)
    return folder


def test_the_committed_example_is_the_generated_one_byte_for_byte(written: Path) -> None:
    generated, committed = contents(written), contents(COMMITTED)
    assert sorted(generated) == sorted(committed)
    assert [name for name in generated if generated[name] != committed[name]] == []


def test_the_folder_reads_back_as_it_was_without_a_warning(written: Path) -> None:
    loaded = read_organisation(str(written))
    assert loaded.warnings == ()
    expected, found = reference_mutual(SEED, figures=FIGURES), loaded.organisation
    for part in ("assets", "levers", "flows", "services", "operations", "crews", "legal"):
        assert getattr(found, part) == getattr(expected, part)
    assert len(found.links) == len(expected.links)


def test_every_row_of_the_evidence_is_understood(written: Path) -> None:
    incident = incident_findings(reference_mutual(SEED, figures=FIGURES), SEED)
    read = {path.name: read_findings(path) for path in sorted((written / EVIDENCE).iterdir())}
    assert {name: one.format for name, one in read.items()} == {
        "calls.txt": "list",
        "edr.csv": "csv",
        "hayabusa.csv": "hayabusa",
        "messages.csv": "csv",
    }
    assert [one.not_understood_count for one in read.values()] == [0, 0, 0, 0]
    informational = sum(row.level == "info" for row in incident.detections)
    assert {name: len(one.findings) for name, one in read.items()} == {
        "calls.txt": len(incident.called),
        "edr.csv": len(incident.edr),
        "hayabusa.csv": len(incident.detections) - informational,
        "messages.csv": len(incident.messages),
    }


@pytest.mark.parametrize(
    ("seed", "staff", "code"),
    [(-1, 700, "example.seed_is_negative"), (5, 99, "example.size_has_no_sense")],
)
def test_what_cannot_be_generated_is_refused(
    tmp_path: Path, seed: int, staff: int, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        write_example(tmp_path / "mutual", seed, staff, FIGURES)
    assert refused.value.code == code
    assert not (tmp_path / "mutual").exists()


def test_an_evidence_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mutual").mkdir()
    (tmp_path / "mutual" / EVIDENCE).write_text("a file stands in its place")
    with pytest.raises(Refusal) as refused:
        write_example(tmp_path / "mutual", SEED, 100, FIGURES)
    assert refused.value.code == "organisation.folder_not_written"


def test_writing_again_replaces_and_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = tmp_path / "mutual"
    write_example(folder, SEED + 1, STAFF, FIGURES)
    write_example(folder, SEED, 100, FIGURES)
    again = contents(folder)
    write_example(tmp_path / "other", SEED, 100, FIGURES)
    assert again == contents(tmp_path / "other")
