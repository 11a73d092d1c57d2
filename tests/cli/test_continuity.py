from collections.abc import Callable
from pathlib import Path

import pytest


def down(examples: Path) -> str:
    """Enough of the reference mutual to stop its telephone platform."""
    services = (examples / "mutual" / "assets.csv").read_text(encoding="utf-8").splitlines()
    return ",".join(line.split(",")[0] for line in services if line.startswith("pbx"))


def test_the_queue_is_told_from_the_returns_that_are_given(
    endigue: Callable, examples: Path
) -> None:
    words = ("continuity", "queue", examples / "mutual", "--down", down(examples))
    answer = endigue(*words, "--back", "telephone=20,40,80", "--json")
    assert answer.code == 0, answer.err
    by_name = {one["operation"]: one for one in answer.json["operations"]}
    telephone = by_name["telephone"]
    assert telephone["state"] == "by_hand"
    assert telephone["back"] == {"p50": 40.0, "p90": 80.0}
    # 260 call an hour, 60 are served by hand while 72 hours last.
    assert telephone["waiting"]["p50"] == 40 * 200
    assert telephone["waiting"]["p90"] == 80 * 260 - 72 * 60
    assert telephone["too_late"] is True
    assert telephone["back_by"] == pytest.approx(24 / (1 - 60 / 260))
    assert by_name["post-scanning"]["state"] == "running"


def test_people_read_it_in_both_languages(endigue: Callable, examples: Path) -> None:
    words = ("continuity", "queue", examples / "mutual", "--down", down(examples))
    assert "too late" in endigue(*words, "--back", "telephone=40").out
    said = endigue(*words, "--back", "telephone=26", lang="fr_FR.UTF-8")
    assert (said.code, said.err) == (0, "")
    assert "téléphonique" in said.out and "trop tard" not in said.out


@pytest.mark.parametrize(
    "more",
    [
        ("--calendar", "sometimes"),
        ("--back", "telephone"),
        ("--back", "telephone=soon"),
        ("--back", "telephone=-1"),
        ("--lost", "nothing=3"),
    ],
)
def test_what_makes_no_sense_is_one_sentence(
    endigue: Callable, examples: Path, more: tuple[str, str]
) -> None:
    words = ("continuity", "queue", examples / "mutual", "--down", down(examples))
    said = endigue(*words, *more)
    assert (said.code, said.out, len(said.err.splitlines())) == (2, "", 1)
