"""The bytes of facts are kept in journals for ever."""

from datetime import UTC, datetime

import pytest

from endigue.damage.facts import (
    FACTS,
    BackupsListed,
    DamageAssessed,
    DamageStated,
    FlowsExamined,
    TreeExamined,
)
from endigue.damage.findings import (
    AspectState,
    Backup,
    Bounds,
    Damage,
    DataDamage,
    Exfiltration,
    HostOutflow,
    Money,
    Outflow,
    TreeDamage,
)
from endigue.journal.fact import Fact, Vocabulary, fact_body, fact_name

NOON = datetime(2021, 2, 5, 12, tzinfo=UTC)

UNKNOWN = AspectState("unknown", ("no_tree",), Bounds(0, 0, 9))

EXAMPLES: tuple[tuple[Fact, str, str], ...] = (
    (
        TreeExamined("d", "/share", "claims", TreeDamage(4, 90, 1, 30, 1, 20, compared=True)),
        "damage.tree_examined",
        '{"damage":{"added":0,"bytes":90,"changed":0,"compared":true,"damaged":{"least":0,'
        '"likely":0,"most":0},"encrypted":1,"encrypted_bytes":30,"files":4,"matched":0,'
        '"missing":1,"missing_bytes":20,"notes":0,"share":[0.0,0.0,0.0],"unread":0},'
        '"dataset":"d","folder":"claims","tree":"/share"}',
    ),
    (
        FlowsExamined(
            ("conn.log",),
            Exfiltration(
                NOON, NOON, (HostOutflow("10.0.0.1", 1, 9, Bounds(1, 2, 3), ("9.9.9.9",)),),
                (Outflow("10.0.0.1", NOON, 9, Bounds(1, 2, 3), 0.5, 1, ("9.9.9.9",),
                         ("above_own_past",)),),
                Bounds(1, 2, 3), 1, 0.5, 0, ((NOON, NOON),),
            ),
        ),
        "damage.flows_examined",
        '{"exfiltration":{"expected_by_chance":0.5,"hosts":[{"bytes":9,"destinations":'
        '["9.9.9.9"],"excess":{"least":1,"likely":2,"most":3},"host":"10.0.0.1","hours":1}],'
        '"hours":[{"bytes":9,"chance":0.5,"destinations":["9.9.9.9"],"excess":{"least":1,'
        '"likely":2,"most":3},"host":"10.0.0.1","hour":"2021-02-05T12:00:00Z","past_hours":1,'
        '"why":["above_own_past"]}],"left_out":0,"looked_at":1,"silent":'
        '[["2021-02-05T12:00:00Z","2021-02-05T12:00:00Z"]],"since":"2021-02-05T12:00:00Z",'
        '"total":{"least":1,"likely":2,"most":3},"until":"2021-02-05T12:00:00Z",'
        '"without_past":0},"sources":["conn.log"]}',
    ),
    (
        BackupsListed("b.csv", "ff", (Backup("d", NOON, "vault", "offline", True, "b.csv", 2),), 1),
        "damage.backups_listed",
        '{"backups":[{"copy":"offline","location":"vault","row":2,"source":"b.csv","subject":"d",'
        '"taken_at":"2021-02-05T12:00:00Z","verified":true}],"not_understood":1,"sha256":"ff",'
        '"source":"b.csv"}',
    ),
    (
        DamageStated("d", "confidentiality", True, "leak site", 12),
        "damage.stated",
        '{"aspect":"confidentiality","dataset":"d","hurt":true,"people":12,"reason":"leak site"}',
    ),
    (
        DamageAssessed(
            "aa",
            Damage(
                NOON, None, (DataDamage("d", 9, UNKNOWN, UNKNOWN, UNKNOWN),), Bounds(0, 0, 9),
                Bounds(0, 0, 9), (), (), Money(1, 2, 3, 4), ("no_tree",),
            ),
        ),
        "damage.assessed",
        '{"damage":{"applications":[],"at":"2021-02-05T12:00:00Z","data":[{"availability":'
        '{"people":{"least":0,"likely":0,"most":9},"state":"unknown","why":["no_tree"]},'
        '"confidentiality":{"people":{"least":0,"likely":0,"most":9},"state":"unknown","why":'
        '["no_tree"]},"files":null,"holders":[],"id":"d","integrity":{"people":{"least":0,'
        '"likely":0,"most":9},"state":"unknown","why":["no_tree"]},"last_good":null,'
        '"records":9}],"gaps":["no_tree"],"money":{"assets_least":3,"assets_most":4,'
        '"operations":1,"per_hour":2},"operations":[],"people_read":{"least":0,"likely":0,'
        '"most":9},"people_without":{"least":0,"likely":0,"most":9},"since":null},"input":"aa"}',
    ),
)  # fmt: skip


@pytest.mark.parametrize(("fact", "name", "body"), EXAMPLES, ids=lambda each: str(each)[:20])
def test_the_bytes_of_a_fact_are_frozen_and_read_back(fact: Fact, name: str, body: str) -> None:
    assert fact_name(fact) == name
    assert fact_body(fact) == body
    assert Vocabulary(FACTS).read(name, body) == fact


def test_every_kind_of_fact_has_an_example() -> None:
    assert {type(fact) for fact, _, _ in EXAMPLES} == set(FACTS)
