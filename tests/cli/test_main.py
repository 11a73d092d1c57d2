"""What every command has in common: help, languages, errors, JSON."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from endigue.cli.language import translated
from endigue.cli.main import endigue as root
from endigue.locale.speech import Speech
from endigue.readers.importers import IMPORTERS


def every_command(command: click.Command, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield words
    if isinstance(command, click.Group):
        for name, child in command.commands.items():
            yield from every_command(child, (*words, name))


COMMANDS = list(every_command(root))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_has_help_with_an_example_in_both_languages(
    endigue: Callable, words: tuple[str, ...]
) -> None:
    english = endigue(*words, "--help")
    french = endigue(*words, "--help", lang="fr_FR.UTF-8")
    assert english.code == french.code == 0
    assert "Usage:" in english.out
    assert "Utilisation" in french.out
    is_group = any(len(other) > len(words) and other[: len(words)] == words for other in COMMANDS)
    if not is_group:
        assert "Example: endigue" in english.out
        assert "Exemple : endigue" in french.out.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_help_text_and_option_is_translated(words: tuple[str, ...]) -> None:
    command, spoken = root, translated(root, Speech("fr"))
    for word in words:
        assert isinstance(command, click.Group) and isinstance(spoken, click.Group)
        command, spoken = command.commands[word], spoken.commands[word]
    assert spoken.help != command.help
    for english, french in zip(command.params, spoken.params, strict=True):
        if isinstance(english, click.Option) and isinstance(french, click.Option) and english.help:
            assert french.help != english.help, f"{words}: {english.name}"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("respond", "nowhere", "nothing.csv", "--case", "case"), "nowhere"),
        (("organisation", "check", "nowhere"), "nowhere"),
        (("organisation", "import", "visio", "x", "--into", "org"), "visio"),
        (("journal", "verify", "nowhere"), "nowhere"),
        (("journal", "show", "nowhere", "--at", "yesterday"), "nowhere"),
        (("respond", "--case", "case"), "ORGANISATION"),
        (("spread", "forecast", "nowhere", "--seeds", "a", "--samples", "0"), "--samples"),
        (("frobnicate",), "frobnicate"),
    ],
)
def test_what_the_user_gave_wrong_is_one_sentence_and_exit_code_2(
    endigue: Callable,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    expected: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    said = endigue(*words)
    assert said.code == 2
    assert said.out == ""
    assert expected in said.err
    assert len(said.err.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("spread", "forecast", "ORG", "--seeds", "pc-hq-0034", "--hours", "0,1"), "0,1"),
        (("spread", "forecast", "ORG", "--seeds", "pc-hq-0034", "--hours", "soon"), "soon"),
        (
            ("respond", "ORG", "ORG/evidence/edr.csv", "--case", "c", "--caution", "0.1,0.5,0.9"),
            "0.1",
        ),
        (("respond", "ORG", "ORG/evidence/edr.csv", "--case", "c", "--caution", "2,1,0"), "2,1,0"),
        (("restoration", "plan", "ORG", "--down", "pbx-01", "--first", "payroll"), "payroll"),
        (("restoration", "plan", "ORG", "--down", "telephone"), "telephone"),
        (("restoration", "plan", "ORG", "--down", "pbx-01", "--now", "2026-02-06"), "2026-02-06"),
        (("containment", "price", "ORG", "--seeds", "pbx-01", "--actions", "none.txt"), "none.txt"),
        (
            ("evidence", "assess", "ORG/evidence/edr.csv", "--organisation", "ORG", "--map", "x"),
            "x",
        ),
    ],
)
def test_values_that_make_no_sense_are_one_sentence_and_exit_code_2(
    endigue: Callable, examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...], expected: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    said = endigue(*(word.replace("ORG", str(examples / "mutual")) for word in words))
    assert (said.code, said.out) == (2, "")
    assert expected in said.err
    assert len(said.err.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_unknown_names_are_refused_with_the_nearest(endigue: Callable, examples: Path) -> None:
    said = endigue("spread", "forecast", examples / "mutual", "--seeds", "srv-dc-O1")
    assert said.code == 2
    assert "srv-dc-01" in said.err.lower()


def test_json_is_one_object_with_the_documented_keys(endigue: Callable, examples: Path) -> None:
    mutual = examples / "mutual"
    forecast = endigue(
        "spread", "forecast", mutual, "--seeds", "pc-hq-0034", "--samples", "50", "--json"
    ).json
    assert {"hours", "samples", "seed", "assets"} <= forecast.keys()
    assert {"id", "p", "half_width", "median_hours"} <= forecast["assets"][0].keys()

    seeds = ("--seeds", "pc-hq-0034", "--samples", "50")
    reach = endigue("spread", "reach", mutual, *seeds, "--json").json
    assert {"samples", "seed", "expected_fallen", "assets"} <= reach.keys()
    assert {"id", "p", "half_width"} <= reach["assets"][0].keys()

    key = endigue("spread", "key", mutual, *seeds, "--json").json
    saving = {"saves", "half_width", "saves_cost", "cost_half_width"}
    assert {"id", "p"} | saving <= key["assets"][0].keys()
    assert {"source", "target", "kind"} | saving <= key["links"][0].keys()

    way = endigue("spread", "way", mutual, "--seeds", "pc-hq-0034", "SRV-DC-01", "--json").json
    assert (way["asset"], way["reached"]) == ("srv-dc-01", True)
    assert way["steps"][0]["source"] == "pc-hq-0034"
    assert {"p", "steps"} <= way.keys()

    plan = endigue("containment", "plan", mutual, "--seeds", "pc-hq-0034", "--json").json
    alternative = next(one for one in plan["alternatives"] if one["name"] == "plan")
    keys = "name harm bound gap proven seconds operations_down actions"
    assert set(keys.split()) <= alternative.keys()
    keys = "lever kind target minutes crew approval why"
    assert set(keys.split()) <= alternative["actions"][0].keys()

    price = endigue(
        "containment", "price", mutual, "--seeds", "pc-hq-0034", "--actions", "-", "--json"
    ).json
    assert {"harm", "operations_down", "reached"} <= price.keys()
    nothing = next(one for one in plan["alternatives"] if one["name"] == "do_nothing")
    assert price["harm"] == nothing["harm"]

    schedule = endigue(
        "restoration", "plan", mutual, "--down", "srv-dc-01", "--now", "2021-02-05T21:30:00Z",
        "--json",
    ).json  # fmt: skip
    assert {"cost", "bound", "gap", "operations", "tasks"} <= schedule.keys()
    assert {"asset", "step", "crew", "start", "end"} <= schedule["tasks"][0].keys()

    states = endigue("continuity", "assess", mutual, "--down", "srv-dc-01", "--json").json
    assert {"id", "state", "missing"} <= states["operations"][0].keys()

    checked = endigue("organisation", "check", mutual, "--json").json
    assert {"errors", "warnings", "counts"} <= checked.keys()


def test_what_people_read_comes_in_both_languages(
    endigue: Callable, examples: Path, tmp_path: Path
) -> None:
    mutual, evidence = examples / "mutual", examples / "mutual" / "evidence"
    levers = tmp_path / "levers.txt"
    levers.write_text("# the internet\ncut-internet\n", encoding="utf-8")
    runs: list[tuple[tuple[object, ...], str, str]] = [
        (("spread", "forecast", mutual, "--seeds", "pc-hq-0034"), "Median", "Médiane"),
        (("spread", "reach", mutual, "--seeds", "pc-hq-0034"), "Falls", "Tombe"),
        (("spread", "key", mutual, "--seeds", "pc-hq-0034"), "Link to cut", "Lien à couper"),
        (("spread", "way", mutual, "--seeds", "pc-hq-0034", "srv-dc-01"), "alone", "à lui seul"),
        (("spread", "way", mutual, "--seeds", "pc-hq-0034", "pc-hq-0034"), "held", "tenu"),
        (
            (
                *("spread", "way", mutual, "--seeds", "srv-dc-01"),
                *("--pulled", "isolate-pc-hq-0034", "pc-hq-0034"),
            ),
            "No way leads",
            "Aucun chemin",
        ),
        (("containment", "plan", mutual, "--seeds", "pc-hq-0034"), "Do nothing", "Ne rien faire"),
        (
            ("containment", "price", mutual, "--seeds", "pc-hq-0034", "--actions", levers),
            "Harm",
            "Préjudice",
        ),
        (("continuity", "assess", mutual, "--down", "srv-dc-01"), "running", "tourne"),
        (("restoration", "plan", mutual, "--down", "pbx-01"), "Planned", "Prévu"),
        (
            ("evidence", "assess", evidence / "edr.csv", "--organisation", mutual),
            "Probability",
            "Probabilité",
        ),
        (("organisation", "check", mutual), "No error", "Aucune erreur"),
    ]
    for words, english, french in runs:
        for lang, expected in (("en_GB.UTF-8", english), ("fr_FR.UTF-8", french)):
            said = endigue(*words, lang=lang)
            assert (said.code, said.err) == (0, ""), words
            assert expected in said.out, words


def test_orders_that_contradict_each_other_are_refused(endigue: Callable, examples: Path) -> None:
    said = endigue(
        "containment", "plan", examples / "mutual", "--seeds", "pc-hq-0034",
        "--keep", "telephone", "--keep", "cut-internet",
    )  # fmt: skip
    assert said.code == 2
    assert "cut-internet is mandatory" in said.err
    assert said.out == ""


def test_a_template_and_an_export_are_written(
    endigue: Callable, examples: Path, tmp_path: Path
) -> None:
    workbook, graph = tmp_path / "operations.xlsx", tmp_path / "graph.json"
    mutual = examples / "mutual"
    assert endigue("organisation", "template", "--out", workbook, "--for", mutual).code == 0
    assert endigue("organisation", "export", mutual, "--out", graph).code == 0
    org = tmp_path / "org"
    again = endigue("organisation", "import", "opengraph", graph, "--into", org, "--json")
    assert again.code == 0, again.err
    checked = endigue("organisation", "check", org, "--json").json
    original = endigue("organisation", "check", mutual, "--json").json
    assert checked["counts"]["links"] == original["counts"]["links"]
    assert workbook.stat().st_size > 0


@pytest.mark.parametrize("kind", IMPORTERS)
def test_the_help_of_import_has_a_line_for_every_kind(endigue: Callable, kind: str) -> None:
    for lang in ("en_GB.UTF-8", "fr_FR.UTF-8"):
        lines = endigue("organisation", "import", "--help", lang=lang).out.splitlines()
        assert [line for line in lines if re.match(rf"  {re.escape(kind)}  +\S", line)]
