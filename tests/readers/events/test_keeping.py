"""Kept events give the hits that the logs give, once, and survive being broken off."""

import json
from pathlib import Path

import pytest

from endigue.desk.refusal import Refusal
from endigue.evidence.sigma.match import Matcher
from endigue.evidence.sigma.programme import compile_fields, prepare
from endigue.readers.events.keeping import INDEX, keep_events, kept_runs, parts_of
from endigue.readers.events.pieces import find_pieces
from endigue.readers.events.reading import Reader
from endigue.readers.sigma.rule_set import rule_set

LOGS = Path(__file__).parents[2] / "data" / "logs"


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    contents = [(p.name, p.read_bytes()) for p in sorted((LOGS / "rules").glob("*.yml"))]
    detections = rule_set(contents).detections
    return Matcher(prepare(detections), compile_fields(detections))


def hits(matcher: Matcher, paths: list[str]) -> tuple[int, set[tuple]]:
    """How many events, and every hit with where it stands, when, and who."""
    reader = Reader(matcher, {})
    found: set[tuple] = set()
    events = 0
    for pieces in find_pieces(paths, None):
        for piece in pieces if isinstance(pieces, tuple) else ():
            scanned, _ = reader.read(piece)
            events += scanned.events
            for each in scanned.hits:
                rows = zip(each.records, each.times, each.hosts, each.accounts, strict=True)
                found |= {(each.rule, each.file, *row) for row in rows}
    return events, found


@pytest.mark.parametrize("form", ["json", "evtx"])
def test_kept_events_give_the_hits_of_the_logs(form: str, matcher: Matcher, tmp_path: Path) -> None:
    logs = [str(LOGS / form)]
    store = str(tmp_path / "store")
    kept = keep_events(find_pieces(logs, None), store)
    parts = parts_of(store, [kept.run], (), ())
    assert hits(matcher, parts) == hits(matcher, logs)
    assert kept.events == hits(matcher, logs)[0]
    assert len(hits(matcher, logs)[1]) > 2


def log(folder: Path, name: str, *events: dict[str, object]) -> str:
    path = folder / name
    path.write_text("".join(json.dumps(each) + "\n" for each in events), encoding="utf-8")
    return str(path)


def event(day: str, host: str, **more: object) -> dict[str, object]:
    return {"Channel": "x", "EventID": 1, "Computer": host, "UtcTime": f"{day} 10:00:00"} | more


def test_parts_are_chosen_by_day_and_host(tmp_path: Path) -> None:
    made = log(
        tmp_path, "a.json", event("2026-02-05", "PC-1"), event("2026-02-06", "PC-1"),
        event("2026-02-06", "../../etc/PC 2"), event("never", ""),
    )  # fmt: skip
    store = str(tmp_path / "store")
    run = keep_events(find_pieces([made], None), store).run
    assert len(parts_of(store, [run], (), ())) == 4
    (only,) = parts_of(store, [run], ["2026-02-06"], ["pc-1"])
    assert "day=2026-02-06" in only
    assert len(parts_of(store, [run], ["2026-02-06"], ())) == 2
    assert parts_of(store, ["other"], (), ()) == []
    inside = (tmp_path / "store").resolve()
    assert all(inside in Path(part).resolve().parents for part in parts_of(store, [run], (), ()))


def test_the_same_files_are_kept_once(tmp_path: Path) -> None:
    first, second = log(tmp_path, "a.json", event("2026-02-05", "A")), str(tmp_path / "b.json")
    store = str(tmp_path / "store")
    keep_events(find_pieces([first], None), store)
    Path(second).write_bytes(Path(first).read_bytes())
    again = keep_events(find_pieces([first, second], None), store)
    assert (again.events, again.again, again.run) == (0, 2, "")
    log(tmp_path, "b.json", event("2026-02-05", "B"))
    more = keep_events(find_pieces([first, second], None), store)
    assert (more.events, more.again) == (1, 1)
    assert [run.events for run in kept_runs(store)] == [1, 1]


def test_parts_of_a_keeping_that_was_broken_off_are_not_read(tmp_path: Path) -> None:
    made = log(tmp_path, "a.json", event("2026-02-05", "A"))
    store = tmp_path / "store"
    keep_events(find_pieces([made], None), str(store))
    index = store / INDEX
    whole = index.read_bytes()
    index.unlink()
    assert kept_runs(str(store)) == ()
    keep_events(find_pieces([made], None), str(store))
    assert index.read_bytes() == whole
    assert len(list(store.rglob("*.parquet"))) == 1


def test_many_rows_are_written_before_the_end(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("endigue.readers.events.keeping.MOST_WAITING", 10)
    monkeypatch.setattr("endigue.readers.events.batches.MOST_ROWS", 4)
    events = [event("2026-02-05", f"H{n % 3}", A=n) for n in range(50)]
    store = str(tmp_path / "store")
    kept = keep_events(find_pieces([log(tmp_path, "a.json", *events)], None), store)
    assert kept.events == 50
    assert len(parts_of(store, [kept.run], (), ())) > 3


def test_an_index_that_is_broken_is_refused(tmp_path: Path) -> None:
    (tmp_path / INDEX).write_text("{", encoding="utf-8")
    with pytest.raises(Refusal, match="store_broken"):
        kept_runs(str(tmp_path))


def test_fields_beyond_the_bound_are_left_out_and_said(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("endigue.readers.events.keeping.MOST_FIELDS", 5)
    made = log(tmp_path, "a.json", event("2026-02-05", "A", **{f"f{n}": n for n in range(9)}))
    kept = keep_events(find_pieces([made], None), str(tmp_path / "store"))
    assert [each.code for each in kept.troubles] == ["logs.too_many_fields"]
    assert kept.events == 1
