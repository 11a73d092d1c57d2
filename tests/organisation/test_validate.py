"""Problems of documents and levers that the broken folder of the reader does not show."""

from decimal import Decimal

import numpy as np
import pytest

from endigue.organisation.columns import Column, Document, RawFolder, Table
from endigue.organisation.layout import DocumentName, TableName
from endigue.organisation.model import KOf
from endigue.organisation.validate import Accepted, Rejected, validate


def table(name: str, **columns: list[str]) -> Table:
    count = len(next(iter(columns.values())))
    return Table(
        f"{name}.csv",
        {
            column: Column(np.arange(count, dtype=np.int32), tuple(texts), place)
            for place, (column, texts) in enumerate(columns.items(), start=1)
        },
        np.arange(2, count + 2, dtype=np.int64),
        np.zeros(count, np.bool_),
    )


ASSETS = table("assets", id=["srv", "acc", "box"], kind=["machine", "account", "mailbox"])


def folder(
    tables: dict[TableName, Table] | None = None, **documents: dict[str, object]
) -> RawFolder:
    contents = {"organisation": {"name": "x"}} | documents
    return RawFolder(
        {name: Document(f"{name}.toml", content, {}) for name, content in contents.items()},  # type: ignore[misc]  # names of documents
        {"assets": ASSETS} | (tables or {}),
        time_zones=frozenset({"Europe/Paris"}),
    )


def problems(raw: RawFolder) -> list[tuple[str, str]]:
    verdict = validate(raw)
    assert isinstance(verdict, Rejected)
    return [(one.column, one.code.removeprefix("organisation.")) for one in verdict.problems]


def operation(**keys: object) -> dict[str, object]:
    return {"operation": [{"id": "pay", "rto_hours": 4, "mtpd_hours": Decimal("24.5")} | keys]}


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"rto_hours": "4"}, ("rto_hours", "not_number")),
        ({"rto_hours": True}, ("rto_hours", "not_number")),
        ({"rto_hours": -(10**5_000)}, ("rto_hours", "too_large")),
        ({"rto_hours": Decimal("NaN")}, ("rto_hours", "not_finite")),
        ({"rto_hours": [4]}, ("rto_hours", "not_number")),
        ({"id": 3}, ("id", "not_text")),
        ({"id": "a b"}, ("id", "not_identifier")),
        ({"id": ""}, ("id", "cell_empty")),
        ({"name": 3}, ("name", "name_malformed")),
        ({"name": {}}, ("name", "name_malformed")),
        ({"name": {"fr": 3}}, ("name.fr", "not_text")),
        ({"entity": "absent"}, ("entity", "unknown_entity")),
        ({"needs": 3}, ("needs", "need_malformed")),
        ({"needs": ["srv"]}, ("needs", "need_malformed")),
        ({"needs": {"all": ["srv"], "any": ["srv"]}}, ("needs", "need_malformed")),
        ({"needs": {"all": "srv"}}, ("needs.all", "not_list")),
        ({"needs": {"any": []}}, ("needs.any", "any_of_nothing")),
        ({"needs": {"at_least": 0, "of": ["srv"]}}, ("needs.at_least", "at_least_out_of_range")),
        ({"needs": {"at_least": "1", "of": ["srv"]}}, ("needs.at_least", "at_least_out_of_range")),
        ({"needs": "pay"}, ("needs", "need_is_operation")),
        ({"manual": 3}, ("manual", "not_table")),
        ({"manual": {"stamina_hours": 1}}, ("manual", "key_missing")),
        (
            {"manual": {"stamina_hours": 1, "capacity_per_hour": 1, "needs": "phone"}},
            ("manual.needs", "unknown_need"),
        ),
    ],
)
def test_what_is_wrong_with_an_operation_is_named_with_its_key(
    keys: dict[str, object], expected: tuple[str, str]
) -> None:
    assert problems(folder(operations=operation(**keys))) == [expected]


def test_needs_nested_beyond_reason_are_refused() -> None:
    need: object = "srv"
    for _ in range(40):
        need = {"all": [need]}
    (found,) = problems(folder(operations=operation(needs=need)))
    assert found[1] == "need_too_deep"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({}, ("", "key_missing")),
        ({"name": "x", "currency": "euro"}, ("currency", "not_currency")),
        ({"name": "x", "language": "de"}, ("language", "not_one_of")),
        ({"name": "x", "time_zone": "Mars"}, ("time_zone", "not_time_zone")),
        ({"name": "x", "parameters": 3}, ("parameters", "not_table")),
        ({"name": "x", "parameters": {"clean_room_places": 0}}, (
            "parameters.clean_room_places", "not_positive")),
        ({"name": "x", "legal": {"a": {"b": [Decimal("Infinity")]}}}, (
            "legal.a.b", "not_finite")),
        ({"name": "x", "legal": {"a": [[[[[[[[[[1]]]]]]]]]]}}, ("legal.a", "legal_too_deep")),
        ({"name": "x", "entity": {"id": "e"}}, ("entity", "not_list_of_tables")),
        ({"name": "x", "entity": ["e"]}, ("entity", "not_table")),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_settings_is_named_with_its_key(
    content: dict[str, object], expected: tuple[str, str]
) -> None:
    assert problems(folder(organisation=content)) == [expected]


@pytest.mark.parametrize(
    ("kind", "target", "expected"),
    [
        ("isolate_host", "srv", None),
        ("isolate_host", "f", "lever_wants_asset"),
        ("isolate_host", "svr", "unknown_target"),
        ("disable_account", "acc", None),
        ("disable_account", "srv", "lever_wants_account"),
        ("disable_account", "z", "lever_wants_account"),
        ("close_flow", "f", None),
        ("close_flow", "z", "lever_wants_flow"),
        ("unplug_zone", "z", None),
        ("cut_internet", "srv", "lever_wants_zone"),
        ("suspend_mail", "box", None),
        ("pause_backups", "z", None),
        ("pause_backups", "pay", "lever_wants_target"),
    ],
)
def test_a_lever_fits_its_target(kind: str, target: str, expected: str | None) -> None:
    tables: dict[TableName, Table] = {
        "zones": table("zones", id=["z"], tier=["1"]),
        "flows": table("flows", id=["f"], source_zone=["z"], target_zone=["z"]),
        "levers": table("levers", id=["l"], kind=[kind], target=[target], minutes=["5"]),
    }
    raw = folder(tables, operations=operation())
    if expected is None:
        assert isinstance(validate(raw), Accepted)
    else:
        assert problems(raw) == [("target", expected)]


@pytest.mark.parametrize("part", ["zones", "assets", "flows", "services"])
def test_names_of_a_part_that_could_not_be_read_are_not_called_unknown(part: str) -> None:
    tables: dict[TableName, Table] = {
        "zones": table("zones", id=["z"], tier=["1"]),
        "assets": table("assets", id=["srv"], kind=["machine"], zone=["z"]),
        "flows": table("flows", id=["f"], source_zone=["z"], target_zone=["z"]),
        "links": table("links", source=["srv"], target=["srv"], kind=["AdminTo"], flow=["f"]),
        "levers": table("levers", id=["l"], kind=["unplug_zone"], target=["z"], minutes=["5"]),
    }
    documents: dict[DocumentName, dict[str, object]] = {
        "organisation": {"name": "x"},
        "services": {"service": [{"id": "web", "needs": {"all": ["srv", "f"]}}]},
        "operations": operation(needs="web"),
    }
    raw = RawFolder(
        {
            name: Document(f"{name}.toml", content, {})
            for name, content in documents.items()
            if name != part
        },
        {name: found for name, found in tables.items() if name != part},
        unreadable=frozenset({part}),  # type: ignore[arg-type]  # a name of a part
    )
    verdict = validate(raw)
    assert isinstance(verdict, Accepted), verdict.problems


def test_a_ragged_row_has_no_other_problem_and_its_name_is_known() -> None:
    assets = table("assets", id=["srv", "pc"], kind=["machine", ""], zone=["", "nowhere"])
    assets.ragged[1] = True
    verdict = validate(folder({"assets": assets}, operations=operation(needs="pc")))
    assert isinstance(verdict, Accepted)


def test_a_name_in_one_language_stands_for_the_other() -> None:
    verdict = validate(folder(operations=operation(name={"en": "Payroll"}, needs="srv")))
    assert isinstance(verdict, Accepted)
    (one,) = verdict.organisation.operations
    assert one.name == {"en": "Payroll", "fr": "Payroll"}
    assert (one.needs, one.mtpd_hours, one.manual) == ("srv", 24.5, None)


def test_an_operation_may_wait_for_its_needs() -> None:
    verdict = validate(folder(operations=operation()))
    assert isinstance(verdict, Accepted)
    assert verdict.organisation.operations[0].needs == KOf(0, ())
