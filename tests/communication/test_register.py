from tests.crisis_chronicle import entries, profile, view_of

from endigue.communication.register import register_of

from .conftest import Crisis, paris

AT = paris("2026-03-10 09:00")


def test_every_company_with_a_breach_has_a_row() -> None:
    rows = {row.company: row for row in register_of(view_of(entries()), profile(), AT)}
    assert set(rows) == {"mutual", "provident", "care", "it"}
    assert rows["mutual"].known == paris("2026-02-08 11:00")
    assert rows["mutual"].notified == paris("2026-02-08 16:00")
    assert (rows["mutual"].people, rows["mutual"].people_estimated) == ("1000000", True)
    assert rows["mutual"].risk == "likely"


def test_what_is_not_notified_says_why() -> None:
    crisis = Crisis()
    crisis.happens("personal-data-breach", "2026-02-06 12:00", company="care")
    crisis.happens("risk-unlikely", "2026-02-06 13:00", True)
    crisis.happens("risk-reasons", "2026-02-06 13:00", "encrypted disk")
    (row,) = register_of(crisis.view, profile(), AT)
    assert (row.company, row.notified, row.risk, row.reasons) == (
        "care", None, "unlikely", "encrypted disk",
    )  # fmt: skip


def test_a_suspicion_alone_is_no_breach() -> None:
    crisis = Crisis()
    crisis.happens("personal-data-breach-suspected", "2026-02-06 12:00")
    assert register_of(crisis.view, profile(), AT) == ()
