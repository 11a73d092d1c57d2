from collections.abc import Callable
from pathlib import Path


def test_what_the_case_knows_is_proposed_and_recorded_on_a_word(
    endigue: Callable, examples: Path, tmp_path: Path
) -> None:
    case = tmp_path / "case"
    endigue("communication", "record", case, "complaint-filed", "--author", "Keeper",
            "--organisation", examples / "mutual",
            "--occurred", "2021-02-05T19:00:00+01:00")  # fmt: skip
    before = endigue("journal", "verify", case, "--json").json["entries"]
    found = endigue("communication", "derive", case, "--json").json
    (one,) = found["proposals"]
    assert (one["event"], one["value"], one["standing"]) == (
        "other-authorities", "police_law_enforcement", "new",
    )  # fmt: skip
    assert found["recorded"] == []
    assert endigue("journal", "verify", case, "--json").json["entries"] == before
    refused = endigue("communication", "derive", case, "--record")
    assert refused.code == 2 and "--author" in refused.err
    words = ("communication", "derive", case, "--record", "--author", "Keeper")
    assert endigue(*words, "--json").json["recorded"] == ["other-authorities"]
    assert endigue(*words, "--json").json["recorded"] == []
    for lang, said in (("en_GB.UTF-8", "recorded just so"), ("fr_FR.UTF-8", "inscrit tel quel")):
        assert said in endigue("communication", "derive", case, lang=lang).out
