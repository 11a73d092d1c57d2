from endigue.containment.doctrine import (
    D3FEND,
    RANSOMWARE,
    TECHNIQUES,
    priority,
    technique_address,
)
from endigue.locale.sentences import sentences
from endigue.organisation.lever_figures import ROWS


def test_what_lets_us_restore_comes_before_what_stops_the_spread():
    grades = [measure.grade for measure in RANSOMWARE]
    rank = {"mandatory": 0, "deferrable": 1, "secondary": 2}
    assert grades == sorted(grades, key=lambda grade: rank[grade])
    assert priority("cut_internet") < priority("pause_backups") < priority("isolate_host")
    assert priority("close_flow") == len(RANSOMWARE)


def test_every_measure_has_a_sentence():
    assert {measure.code for measure in RANSOMWARE} <= sentences().keys()


def test_techniques_have_the_form_of_d3fend():
    assert all(technique.startswith("D3-") for technique in D3FEND.values())


def test_every_technique_has_a_name_and_so_an_address():
    assert set(D3FEND.values()) == TECHNIQUES.keys()
    assert technique_address("D3-DTP").endswith("/d3f:DomainTrustPolicy/")


def test_every_kind_of_standard_lever_but_pausing_backups_has_a_technique():
    assert ROWS.keys() - D3FEND.keys() == {"pause_backups"}
