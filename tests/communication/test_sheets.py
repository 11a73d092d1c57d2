import pytest
from tests.crisis_chronicle import entries, profile, view_of

from endigue.communication.sheets import SheetAnswer, answers_of, parse_sheets
from endigue.readers.rulebook import load_rulebook

from .conftest import Crisis, paris

BOOK = load_rulebook()
HEAD = '[[sheet]]\nname="x"\nscope="gdpr"\nsource=""\n'
AT = paris("2026-03-10 09:00")


def answers(sheet: str, crisis: Crisis | None = None, *late: str) -> dict[str, SheetAnswer]:
    view = view_of(entries()) if crisis is None else crisis.view
    company = profile().company("mutual")
    found = answers_of(BOOK.sheets[sheet], view, company, frozenset(late), AT)
    return {one.question: one for one in found}


@pytest.mark.parametrize("sheet", ["gdpr", "complaint", "insurer"])
def test_the_crisis_answers_every_question(sheet: str) -> None:
    assert [one.question for one in answers(sheet).values() if one.missing] == []


def test_gdpr_asks_for_what_the_article_lists() -> None:
    empty = answers("gdpr", Crisis())
    assert {one.article for one in empty.values()} >= {
        "GDPR Art. 33(3)(a)", "GDPR Art. 33(3)(b)", "GDPR Art. 33(3)(c)", "GDPR Art. 33(3)(d)",
    }  # fmt: skip
    assert all(one.missing for one in empty.values() if one.question != "contact")


def test_reasons_for_a_delay_are_asked_for_where_the_notice_is_late() -> None:
    assert "delay-reasons" not in answers("gdpr")
    assert answers("gdpr", None, "gdpr-notified")["delay-reasons"].missing


def test_informing_people_is_asked_for_where_the_risk_is_high() -> None:
    crisis = Crisis()
    crisis.happens("high-risk", "2026-02-06 12:00", True)
    assert answers("gdpr", crisis)["people-informed"].missing
    crisis.happens("high-risk", "2026-02-06 13:00", False)
    assert "people-informed" not in answers("gdpr", crisis)


def test_an_estimate_says_so_and_names_its_entry() -> None:
    people = answers("gdpr")["people"]
    assert (people.value, people.estimated) == (1_000_000, True)
    assert people.entry > 0


@pytest.mark.parametrize(
    "question",
    ['{ id = "a", article = "" }', '{ id = "a", article = "", event = "never" }',
     '{ id = "a", article = "", event = "aware", profile = "dpo" }'],
)  # fmt: skip
def test_a_table_that_makes_no_sense_is_refused(question: str) -> None:
    with pytest.raises(ValueError):
        parse_sheets(
            f'[[sheet]]\nname="x"\nscope="gdpr"\nsource=""\nquestion=[{question}]', BOOK.kinds
        )
