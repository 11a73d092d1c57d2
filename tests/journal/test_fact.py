from datetime import UTC, datetime

import pytest

from endigue.journal.fact import Fact, Vocabulary, fact_body, fact_name


class Isolated(Fact, frozen=True, tag="containment.host_isolated"):
    host: str
    at: datetime
    ports: tuple[int, ...] = ()


class Renamed(Fact, frozen=True, tag="test.renamed", rename={"kind": "type"}):
    kind: str


FACT = Isolated("srv-1", datetime(2021, 2, 5, 18, 0, 0, 7, tzinfo=UTC), (445,))


def test_a_fact_and_its_type_have_the_same_name() -> None:
    assert fact_name(FACT) == fact_name(Isolated) == "containment.host_isolated"


@pytest.mark.parametrize("tag", [None, "Isolated", "isolated", "a..b", "a.B", 7])
def test_a_fact_without_a_stable_name_is_refused(tag: str | int | None) -> None:
    class Loose(Fact, frozen=True, tag=tag):
        pass

    with pytest.raises(ValueError, match="Loose has no stable name"):
        fact_name(Loose)


def test_the_body_holds_every_field_and_not_the_name() -> None:
    assert fact_body(FACT) == '{"at":"2021-02-05T18:00:00.000007Z","host":"srv-1","ports":[445]}'
    assert fact_body(Renamed("x")) == '{"type":"x"}'


@pytest.mark.parametrize("fact", [FACT, Renamed("x")])
def test_what_was_written_reads_back(fact: Fact) -> None:
    vocabulary = Vocabulary([Isolated, Renamed])
    assert fact_name(fact) in vocabulary
    assert vocabulary.read(fact_name(fact), fact_body(fact)) == fact


def test_an_unknown_name_and_a_strange_body_are_refused() -> None:
    vocabulary = Vocabulary([Isolated])
    assert "test.renamed" not in vocabulary
    with pytest.raises(ValueError, match=r"no fact is named test\.renamed"):
        vocabulary.read("test.renamed", '{"type":"x"}')
    with pytest.raises(ValueError, match="host"):
        vocabulary.read("containment.host_isolated", '{"at":"2021-02-05T18:00:00Z"}')


def test_two_kinds_with_one_name_are_refused() -> None:
    class Again(Fact, frozen=True, tag="containment.host_isolated"):
        pass

    with pytest.raises(ValueError, match=r"two kinds of fact are named containment\.host_isolated"):
        Vocabulary([Isolated, Again])
