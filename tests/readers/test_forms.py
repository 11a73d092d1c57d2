from pathlib import Path

import pytest

from endigue.desk.refusal import Refusal, Refusals
from endigue.readers.forms import LARGEST, load_forms

OWN = """
[[form]]
id = "call-sheet"
code = "CA"
edition = 2
name = { fr = "Appel", en = "Call" }

[[form.field]]
id = "who"
type = "text"
name = { fr = "Qui", en = "Who" }
"""


def test_a_form_of_the_organisation_stands_over_the_one_that_ships(tmp_path: Path) -> None:
    (tmp_path / "forms.toml").write_text(OWN, encoding="utf-8")
    forms = load_forms(str(tmp_path))
    assert forms["call-sheet"].edition == 2
    assert forms["claim-slip"] == load_forms()["claim-slip"]


def test_without_own_forms_those_that_ship_are_used(tmp_path: Path) -> None:
    assert load_forms(str(tmp_path)) == load_forms(None)


def test_every_flaw_of_own_forms_is_said(tmp_path: Path) -> None:
    text = OWN.replace('"CA"', '"ca"').replace('fr = "Qui", ', "")
    (tmp_path / "forms.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Refusals) as refused:
        load_forms(str(tmp_path))
    codes = [one.code for one in refused.value.each]
    assert codes == ["continuity.form_code", "continuity.form_language"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"[[form", "forms_wrong"),
        (b"\xff", "forms_wrong"),
        (b"a = " + b"[" * 5000, "forms_wrong"),
        (b"#" * (LARGEST + 1), "forms_too_long"),
        (OWN.replace("edition = 2", "edition = 'x'").encode(), "forms_wrong"),
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "forms.toml").write_bytes(content)
    with pytest.raises(Refusal) as refused:
        load_forms(str(tmp_path))
    assert refused.value.code == f"continuity.{code}"


def test_a_folder_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "forms.toml").mkdir()
    with pytest.raises(Refusal) as refused:
        load_forms(str(tmp_path))
    assert refused.value.code == "desk.file_unreadable"
