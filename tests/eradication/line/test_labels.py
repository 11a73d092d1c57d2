import pytest

from endigue.continuity.handwork.serials import MOST
from endigue.eradication.facts import LabelsIssued
from endigue.eradication.line.labels import Labels, qr_text, written


def test_every_machine_has_one_number_for_ever() -> None:
    (first,) = Labels([]).to_issue(["a", "b", "a"])
    assert first == LabelsIssued(1, ("a", "b"))
    (more,) = Labels([first]).to_issue(["b", "c"])
    assert more == LabelsIssued(3, ("c",))
    assert Labels([first, more]).to_issue(["a", "c"]) == ()


def test_a_label_is_read_as_a_scanner_or_a_person_gives_it() -> None:
    labels = Labels([LabelsIssued(1, ("a", "b"))])
    assert labels.read(qr_text(2)) == "b"
    assert labels.read(f" {written(2).lower()} ") == "b"
    assert labels.read(written(2).replace("-", " ")) == "b"


@pytest.mark.parametrize(
    "text", ["", "PC-000002-0", "XX-000002-5", "PC-000009-1", "b", "endigue:1:"]
)
def test_what_is_no_label_is_none(text: str) -> None:
    assert Labels([LabelsIssued(1, ("a", "b"))]).read(text) is None


def test_a_slip_of_the_pen_is_caught() -> None:
    labels = Labels([LabelsIssued(1, tuple(f"pc-{n}" for n in range(1, 100)))])
    number = written(42)
    for place, digit in enumerate(number):
        if digit.isdigit():
            for other in "0123456789".replace(digit, ""):
                assert labels.read(number[:place] + other + number[place + 1 :]) is None


def test_numbers_run_out() -> None:
    with pytest.raises(ValueError, match="999999"):
        Labels([LabelsIssued(MOST, ("a",))]).to_issue(["b"])


def test_a_number_that_two_devices_gave_to_two_machines_means_neither() -> None:
    labels = Labels([LabelsIssued(1, ("a", "same")), LabelsIssued(1, ("b", "same"))])
    assert labels.read(written(1)) is None
    assert labels.read(written(2)) == "same"
    assert labels.to_issue(["a", "b", "same"]) == (LabelsIssued(3, ("a", "b")),)
