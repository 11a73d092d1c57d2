from endigue.containment.doctrine import D3FEND, RANSOMWARE, priority
from endigue.locale.sentences import sentences


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
