import pytest

from endigue.locale.workbook import folded, said


def test_headings_are_compared_without_case_accents_or_punctuation() -> None:
    assert folded("Équipes !") == folded("equipes")
    assert folded("RTO_hours") == folded("rto hours")


def test_words_are_said_in_one_of_two_languages() -> None:
    assert (said(("yes", "oui"), "en"), said(("yes", "oui"), "fr")) == ("yes", "oui")
    with pytest.raises(ValueError, match="not spoken"):
        said(("yes", "oui"), "de")
