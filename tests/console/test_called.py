from endigue.console.called import called_in
from endigue.kernel.money import Cents
from endigue.locale.speech import Speech
from endigue.organisation.model import Crew, Lever, Operation, Organisation

ZONE = "Europe/Paris"


def organisation() -> Organisation:
    def crew(name: str, skill: str) -> Crew:
        return Crew(name, skill, 1, "24/7", Cents(0))

    levers = tuple(
        Lever(f"{kind}-x", kind, "x", 5.0, "a", Cents(0)) for kind in ("isolate_host", "block_name")
    )
    calls = Operation(
        "calls", {"en": "Telephone", "fr": "Téléphone"}, "", "x", Cents(0), 1.0, 1.0, 1.0
    )
    crews = (crew("a", "network"), crew("b", "system"), crew("c", "system"), crew("d", "juggling"))
    return Organisation("O", operations=(calls,), crews=crews, levers=levers)


def names(language: str):
    return called_in(Speech(language, ZONE), organisation(), {"x": "SRV-X"}.get)


def test_a_lever_is_called_by_what_it_does() -> None:
    assert names("en")("isolate_host-x") == "Isolate SRV-X"
    assert names("fr")("isolate_host-x") == "Isoler SRV-X"
    assert names("en")("block_name-x") == "block name: SRV-X", "of a kind that we have no words for"


def test_an_operation_is_called_as_its_reader_calls_it() -> None:
    assert (names("en")("calls"), names("fr")("calls")) == ("Telephone", "Téléphone")


def test_a_crew_is_called_by_its_skill_where_no_other_has_it() -> None:
    assert names("fr")("a") == "réseaux"
    assert names("en")("d") == "juggling"
    assert names("en")("b") is None, "two crews have the skill: the identifier tells them apart"


def test_everything_else_keeps_its_name_and_without_organisation_everything_does() -> None:
    assert names("en")("x") == "SRV-X"
    assert called_in(Speech("en", ZONE), None, str.upper)("x") == "X"
