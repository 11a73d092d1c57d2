import pytest

from endigue.evidence.messages.lookalike import resemblance, skeleton
from endigue.evidence.messages.web import parse_suffixes

SUFFIXES = parse_suffixes(["example", "test"])
OURS = ("mutuelle.example",)


@pytest.mark.parametrize(
    ("host", "way"),
    [
        ("mutue11e.example", "confusable"),
        ("mutu\u0435lle.example", "confusable"),
        ("rnutuelle.example", "confusable"),
        ("mutuele.example", "near"),
        ("mutuellle.example", "near"),
        ("mutuelle.test", "other_suffix"),
        ("mutuelle-rh.example", "inside"),
        ("mutuelle.evil.example", "inside"),
        ("mutuelle.example.evil.test", "inside"),
    ],
)
def test_a_name_made_to_be_taken_for_ours_is_told_with_its_way(host: str, way: str) -> None:
    found = resemblance(host, OURS, SUFFIXES)
    assert found is not None
    assert found.way == way


@pytest.mark.parametrize(
    "host", ["mutuelle.example", "www.mutuelle.example", "assurance.example", "10.0.0.1"]
)
def test_our_own_and_other_names_are_no_lookalikes(host: str) -> None:
    assert resemblance(host, OURS, SUFFIXES) is None


def test_marks_and_foreign_letters_fall_from_a_skeleton() -> None:
    assert skeleton("P\u0430ypal") == skeleton("paypa1") == skeleton("pàypal")
