import pytest

from endigue.communication.roles import parse_roles
from endigue.readers.rulebook import load_rulebook

ROLES = load_rulebook().roles


def test_who_keeps_the_logbook_never_decides() -> None:
    deciding = {"approve-page", "decide", "give-role", "publish-page"}
    assert not deciding & set(ROLES.role["logbook-keeper"].may)
    for decider in ROLES.who_may("decide"):
        assert ROLES.clash((decider,), "logbook-keeper") == decider
        assert ROLES.clash(("logbook-keeper",), decider) == "logbook-keeper"


def test_an_observer_does_nothing() -> None:
    assert ROLES.role["observer"].may == ()
    assert not ROLES.may(("observer",), "record")


def test_every_external_message_is_read_by_counsel_or_above_and_let_out_above() -> None:
    assert set(ROLES.who_may("review-page")) == {"legal", "strategic"}
    assert ROLES.who_may("approve-page") == ("strategic",)


def test_a_person_may_what_any_of_their_roles_allows() -> None:
    assert ROLES.may(("observer", "legal"), "review-page")
    assert not ROLES.may((), "record")
    assert not ROLES.may(("a role of a newer version",), "record")


def test_a_table_that_makes_no_sense_is_refused() -> None:
    for wrong in ('[role.a]\nmay=[]\nnever_with=["b"]', "[role.a]", "[role.a]\nmay=[]\nodd=1"):
        with pytest.raises(ValueError):
            parse_roles(wrong)
