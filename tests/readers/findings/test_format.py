from pathlib import Path

from endigue.readers.findings._format import look


def test_a_head_has_columns_or_members_even_where_it_is_cut() -> None:
    head = look(Path("folder/a.csv"), b'\xef\xbb\xbfsep=;\n\n"Poste";Compte\nsrv1;\xc3')
    assert head.name == "a.csv"
    assert head.columns == ("Poste", "Compte")
    assert head.first == {}
    cut = look(Path("a.json"), b'[\n {"type": "bundle", "id": "b", "objects": [{"type"')
    assert cut.first == {"type": "bundle", "id": "b", "objects": None}


def test_utf_16_is_seen_through() -> None:
    assert look(Path("a.csv"), "Poste,Compte\n".encode("utf-16")).columns == ("Poste", "Compte")
