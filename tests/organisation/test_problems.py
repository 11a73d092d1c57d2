"""Problems are listed in order, and counted where they are too many."""

from endigue.organisation.problems import (
    LONGEST_SHOWN,
    MOST_ALIKE,
    Problem,
    Problems,
    shown,
)


def test_problems_come_by_file_line_and_column() -> None:
    problems = Problems()
    problems.add(Problem("b.csv", 1, "x", "organisation.negative"))
    problems.add(Problem("a.csv", 9, "x", "organisation.negative", position=2))
    problems.add(Problem("a.csv", 9, "y", "organisation.negative", position=1))
    problems.add(Problem("a.csv", 3, "x", "organisation.negative"))
    found = [(one.file, one.line, one.column) for one in problems.in_order()]
    assert found == [("a.csv", 3, "x"), ("a.csv", 9, "y"), ("a.csv", 9, "x"), ("b.csv", 1, "x")]


def test_beyond_the_most_that_are_listed_problems_are_counted() -> None:
    problems = Problems()
    for line in range(MOST_ALIKE + 5):
        problems.add(Problem("a.csv", line + 2, "x", "organisation.negative"))
    problems.count("a.csv", "x", "organisation.negative", 7)
    *listed, last = problems.in_order()
    assert len(listed) == MOST_ALIKE
    assert (last.code, last.arguments) == ("organisation.more_like_these", {"count": 12})


def test_foreign_text_is_shown_short_and_moves_no_cursor() -> None:
    assert shown("\x1b[2Jsrv\n") == "\\x1b[2Jsrv\\n"
    assert len(shown("x" * 10_000)) == LONGEST_SHOWN
    assert shown("Téléphonie 電話") == "Téléphonie 電話"


def test_the_arguments_of_a_problem_hold_its_place() -> None:
    problem = Problem("a.csv", 2, "x", "organisation.negative", {"found": "-1"}, 4)
    assert problem.flat() == {
        "file": "a.csv",
        "line": 2,
        "column": "x",
        "position": 4,
        "found": "-1",
    }
