import pytest

from endigue.continuity.handwork.forms import Field, Form
from endigue.continuity.reconciliation.mapping import flaws, parse_plan

NAMES = {"fr": "x", "en": "x"}
FORMS = {
    "slip": Form(
        "slip", "SL", 1, NAMES, (Field("who", "text", NAMES), Field("amount", "money", NAMES))
    )
}
SOUND = """
[[target]]
form = "slip"
into = "claims"
key = "reference"
columns = { member = "who", paid = "amount", source = "=by hand" }
amount = "paid"

[[target]]
lost = "bank"
lost_key = "id"
into = "transfers"
key = "reference"
columns = { paid = "sum" }
amount = "paid"
money = "units"
"""


def test_a_sound_mapping_has_no_flaw_and_two_streams() -> None:
    plan = parse_plan(SOUND)
    assert list(flaws(plan, FORMS)) == []
    assert [target.stream for target in plan.target] == ["by_hand", "lost"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('form = "slip"', 'form = "other"', "map_form"),
        ('form = "slip"', 'form = "slip"\nlost = "x"\nlost_key = "y"', "map_source"),
        ('form = "slip"', "", "map_source"),
        ('lost_key = "id"', "", "map_lost_key"),
        ('member = "who"', 'member = "whom"', "map_field"),
        ('member = "who"', 'reference = "who"', "map_key"),
        ('amount = "paid"\n\n', 'amount = "member"\n\n', "map_amount"),
        ('amount = "paid"\n\n', 'amount = "source"\n\n', "map_amount"),
        ('amount = "paid"\nmoney', 'amount = "nothing"\nmoney', "map_amount"),
        ('lost = "bank"\nlost_key = "id"', 'form = "slip"', "map_twice"),
    ],
)
def test_each_flaw_is_found(old: str, new: str, code: str) -> None:
    assert old in SOUND
    found = [flaw.code for flaw in flaws(parse_plan(SOUND.replace(old, new, 1)), FORMS)]
    assert f"continuity.{code}" in found


@pytest.mark.parametrize("text", ["", "target = 1", "[[target]]\ninto = 'x'", SOUND + "x = 1"])
def test_a_text_of_another_shape_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_plan(text)
