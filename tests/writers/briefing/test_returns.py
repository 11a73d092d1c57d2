from datetime import datetime, timedelta

import msgspec
import pytest

from endigue.desk.briefing import Briefing
from endigue.locale.speech import Speech
from endigue.writers.briefing.blocks import Paragraph, Table
from endigue.writers.briefing.returns import returns
from endigue.writers.briefing.words import Words


def dates(words: Words) -> Table:
    return next(block for block in returns(words).blocks if isinstance(block, Table))


def test_no_date_to_publish_is_earlier_than_its_p80(words: Words) -> None:
    late = {line.name["en"]: line.back_p80 for line in words.briefing.operations}
    for row in dates(words).rows:
        said = datetime.strptime(f"2021 {row[2].text} +0100", "%Y %a %d %b, %H:%M CET %z")
        p80 = late[row[0].text]
        assert p80 is not None
        assert said >= words.briefing.at + timedelta(hours=p80)


@pytest.mark.parametrize(
    ("p90", "verdict", "tone"),
    [
        (4.0, "within RTO", "good"),
        (4.1, "after RTO, within MTPD", "warn"),
        (25.0, "after MTPD", "bad"),
    ],
)
def test_the_prudent_date_is_held_against_the_limits(
    sample: Briefing, p90: float, verdict: str, tone: str
) -> None:
    line = msgspec.structs.replace(
        sample.operations[0], rto_hours=4.0, mtpd_hours=24.0, back_p90=p90
    )
    changed = msgspec.structs.replace(sample, operations=(line,))
    against = dates(Words(Speech("en"), changed)).rows[0][4]
    assert (against.text, against.tone) == (verdict, tone)


def test_what_has_no_date_is_named(words: Words) -> None:
    said = [block.text for block in returns(words).blocks if isinstance(block, Paragraph)]
    assert any("Complaints" in text for text in said)


def test_without_a_plan_no_date_is_given(empty: Briefing) -> None:
    assert returns(Words(Speech("en"), empty)).blocks == ()
