import pytest

from endigue.communication.profile import profile_of

ENTITIES = [("mutual", "The mutual"), ("care", "The clinics")]


def regimes(legal: dict[str, object]) -> dict[str, set[str]]:
    profile = profile_of("Group", "Europe/Paris", "EUR", ENTITIES, legal)
    return {company.id: set(company.regimes) for company in profile.companies}


def test_without_a_word_only_the_gdpr_holds() -> None:
    assert regimes({}) == {"mutual": {"gdpr"}, "care": {"gdpr"}}


def test_lists_say_which_companies_a_regime_holds_for() -> None:
    found = regimes({"dora": True, "dora_entities": ["mutual"], "health_entities": ["care"],
                     "cyber_insurance": True, "nis2_entities": ["care"],
                     "turnover": 3})  # fmt: skip
    assert found == {
        "mutual": {"gdpr", "dora", "complaint"},
        "care": {"gdpr", "health", "complaint", "nis2"},
    }


def test_a_regime_without_a_list_holds_for_all() -> None:
    assert regimes({"dora": True, "gdpr": False}) == {"mutual": {"dora"}, "care": {"dora"}}


def test_a_company_can_differ_from_the_group() -> None:
    profile = profile_of("G", "Europe/Paris", "EUR", ENTITIES, {
        "art5_relief": "barred", "alsace_moselle": True,
        "company": {"care": {"art5_relief": "allowed", "alsace_moselle": False}},
    })  # fmt: skip
    mutual, care = profile.companies
    assert (mutual.relief_barred, mutual.alsace_moselle) == (True, True)
    assert (care.relief_barred, care.alsace_moselle) == (False, False)


def test_an_organisation_without_companies_is_one() -> None:
    (company,) = profile_of("Alone", "Europe/Paris", "EUR", [], {"dora": True}).companies
    assert (company.id, company.name) == ("", "Alone")
    assert "dora" in company.regimes


@pytest.mark.parametrize(
    "legal",
    [
        {"dora": "perhaps"},
        {"dora_entities": ["nobody"]},
        {"company": {"nobody": {}}},
        {"country": "France"},
        {"art5_relief": "maybe"},
        {"company": {"mutual": {"lei": "short"}}},
    ],
)
def test_values_that_make_no_sense_are_refused(legal: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        regimes(legal)
