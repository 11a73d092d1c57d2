from endigue.locale.shortcomings import say_shortcoming
from endigue.locale.speech import Speech
from endigue.organisation.check import IMPRECISE, Shortcoming

CODE = "organisation.zone_without_assets"


def test_what_it_concerns_is_called_by_its_name_and_the_rest_is_counted() -> None:
    few = Shortcoming(CODE, "a", 2, ("a", "b"), IMPRECISE)
    many = Shortcoming(CODE, "a", 9, ("a", "b"), IMPRECISE)
    assert say_shortcoming(Speech("en"), few, str.upper).endswith("(2): A, B.")
    assert say_shortcoming(Speech("en"), many).endswith("(9): a, b and 7 more.")
    assert say_shortcoming(Speech("fr"), many).endswith("a, b et 7 de plus.")


def test_what_concerns_the_whole_names_nothing() -> None:
    whole = Shortcoming("organisation.no_links", "", 0, (), IMPRECISE)
    assert "{" not in say_shortcoming(Speech("fr"), whole)
