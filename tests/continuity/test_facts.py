from endigue.continuity.facts import ContinuityAssessed
from endigue.continuity.state import OperationState
from endigue.journal.fact import Vocabulary, fact_body, fact_name

ASSESSED = ContinuityAssessed(
    input="0f",
    down=("db-1",),
    operations=(
        OperationState(
            "claims", "by_hand", ("data", "db-1"), (), 0.25, "call-sheet", 72.0, 24.0, 4.0, 7500
        ),
    ),
)


def test_the_bytes_of_an_assessment_never_change() -> None:
    assert fact_name(ASSESSED) == "continuity.assessed"
    assert fact_body(ASSESSED) == (
        '{"down":["db-1"],"input":"0f","operations":[{"by_hand_share":0.25,"form":"call-sheet",'
        '"id":"claims","loss_per_hour":7500,"manual_missing":[],"missing":["data","db-1"],'
        '"mtpd_hours":24.0,"rto_hours":4.0,"stamina_hours":72.0,"state":"by_hand"}]}'
    )


def test_an_assessment_is_read_back_as_it_was_written() -> None:
    known = Vocabulary([ContinuityAssessed])
    assert known.read("continuity.assessed", fact_body(ASSESSED)) == ASSESSED
