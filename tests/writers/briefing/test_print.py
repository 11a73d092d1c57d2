import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
import typst

from endigue.desk.briefing import Briefing
from endigue.locale.speech import Speech
from endigue.writers.briefing.document import document
from endigue.writers.briefing.page import template_text
from endigue.writers.briefing.print import TEMPLATE, briefing_print, printed_data


def read_aloud(pdf: bytes) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("PDFTOTEXT ABSENT: the words of the PDF were not read, so this proved nothing")
    found = subprocess.run([program, "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return found.stdout.decode()


@pytest.mark.parametrize("name", ["sample", "empty", "hostile"])
def test_every_briefing_can_be_printed(
    name: str, speech: Speech, request: pytest.FixtureRequest
) -> None:
    pdf = briefing_print(request.getfixturevalue(name), speech)
    assert pdf.startswith(b"%PDF-")
    assert b"CreationDate" not in pdf


def test_the_headings_are_those_of_the_sections(sample: Briefing, speech: Speech) -> None:
    headings = query("heading.where(level: 2)", sample, speech)
    said = document(sample, speech)
    for section in (said.decision, *said.sections):
        assert section.title in headings


def query(selector: str, briefing: Briefing, speech: Speech) -> str:
    return typst.query(
        template_text(TEMPLATE).encode(),
        selector,
        font_paths=typst.Fonts(include_system_fonts=False),
        ignore_system_fonts=True,
        sys_inputs={"document": printed_data(document(briefing, speech))},
    )


def test_hostile_names_are_printed_as_they_are(hostile: Briefing) -> None:
    text = "".join(read_aloud(briefing_print(hostile, Speech("en"))).split()).replace("\u200b", "")
    assert "#panic()*x*$y$@z[red]" in text
    assert "<script>alert(1)</script>" in text


def test_two_processes_print_the_same_bytes(sample: Briefing, tmp_path: Path) -> None:
    data = tmp_path / "briefing.json"
    data.write_bytes(msgspec.json.encode(sample))
    program = (
        "import sys, msgspec\n"
        "from endigue.desk.briefing import Briefing\n"
        "from endigue.writers.briefing.documents import documents\n"
        "briefing = msgspec.json.decode(open(sys.argv[1], 'rb').read(), type=Briefing)\n"
        "sys.stdout.buffer.write(b'|'.join(documents(briefing, 'fr').values()))\n"
    )
    made = [
        subprocess.run(
            [sys.executable, "-c", program, data],
            env={"PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    ]
    assert len(made[0]) > 100_000
    assert made[0] == made[1]
