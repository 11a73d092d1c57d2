from datetime import date

import pytest

from endigue.eradication.checks import Checks, parse_checks

DAY = date(2021, 2, 5)
ONE = """
[[check]]
id = "boot"
kinds = ["machine"]
name = { fr = "Démarrage", en = "Boot" }
since = 2021-02-01
source = "ours"
"""


def test_the_checks_that_ship_cover_every_kind_of_asset(checks: Checks) -> None:
    kinds = "machine appliance account group directory mailbox dataset external"
    for kind in kinds.split():
        assert checks.needed(kind, "", DAY, cleaned=True), kind
    assert all(check.source for check in checks.check.values())


def test_what_was_not_cleaned_needs_no_sound_media(checks: Checks) -> None:
    kept = {check.id for check in checks.needed("machine", "", DAY, cleaned=False)}
    rebuilt = {check.id for check in checks.needed("machine", "", DAY, cleaned=True)}
    assert rebuilt - kept == {"media"}


def test_an_organisation_adds_its_own_from_a_day_on(checks: Checks) -> None:
    more = checks.extended(parse_checks(ONE))
    before = {check.id for check in more.needed("machine", "", date(2021, 1, 31), cleaned=True)}
    after = {check.id for check in more.needed("machine", "", DAY, cleaned=True)}
    assert after - before == {"boot"}


def test_a_check_of_some_zones_is_made_there_only() -> None:
    (check,) = parse_checks(ONE + 'zones = ["dmz"]\nuntil = 2021-02-10\n')
    checks = Checks({check.id: check})
    assert checks.needed("machine", "dmz", DAY, cleaned=True) == (check,)
    assert not checks.needed("machine", "lan", DAY, cleaned=True)
    assert not checks.needed("machine", "dmz", date(2021, 2, 11), cleaned=True)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no \\[\\[check\\]\\]"),
        ("x = 1", "no \\[\\[check\\]\\]"),
        ("[[check]]\nid = 1", "check 1"),
        (ONE + "colour = 1", "check 1"),
        (ONE.replace("machine", "teapot"), "'teapot' is no kind"),
        (ONE.replace('fr = "Démarrage", ', ""), "a name in fr and en"),
        (ONE + ONE, "two checks are named 'boot'"),
        ("[check\n", "line 1"),
    ],
)
def test_a_file_that_is_wrong_says_where(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parse_checks(text)
