"""Every decision has a number of its own, in its name and in its title, with none left out."""

import re
from pathlib import Path

DECISIONS = sorted((Path(__file__).parents[2] / "docs" / "decisions").glob("[0-9]*.md"))


def test_decisions_are_numbered_one_by_one() -> None:
    assert [int(page.name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_the_title_of_a_decision_has_its_number() -> None:
    for page in DECISIONS:
        title = page.read_text(encoding="utf-8").partition("\n")[0]
        found = re.match(r"# (\d+)\. \S", title)
        assert found and int(found[1]) == int(page.name[:4]), f"{page.name}: {title}"
