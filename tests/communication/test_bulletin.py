import pytest

from endigue.communication.bulletin import Bulletin, ServiceTold, Text, filled


def test_a_text_names_its_figures_in_either_language() -> None:
    assert Text("{aware} et {clients-affected}", "{detected} {Not-One} {a b}").figures == {
        "aware", "clients-affected", "detected",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "half"),
    [(Text("a", "b"), False), (Text(), False), (Text("a"), True), (Text("a", " "), True)],
)
def test_a_text_in_one_language_only_is_half(text: Text, half: bool) -> None:
    assert text.half is half


def test_figures_take_the_place_of_their_names() -> None:
    assert filled("{a} and {b-c}", {"a": "1", "b-c": "{a}"}) == "1 and {a}"
    with pytest.raises(KeyError):
        filled("{missing}", {})


def test_every_text_of_a_bulletin_is_found() -> None:
    service = ServiceTold("x", "slow", Text("n", "n"), Text("w", "w"), None)
    bulletin = Bulletin(update=Text("u", "u"), data=Text("d", "d"), service=(service,))
    assert [text.fr for text in bulletin.texts() if text] == ["u", "d", "n", "w"]
