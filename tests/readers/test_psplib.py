import pytest

from endigue.desk.refusal import Refusal
from endigue.readers.psplib import read_psplib

TINY = """3 2
4 5
0 0 0 1 2
7 4 1 1 3
0 0 0 0
"""


def test_a_project_is_read_with_its_followers_from_one() -> None:
    project = read_psplib(TINY, "tiny.txt")
    assert project.duration.tolist() == [0, 7, 0]
    assert project.demand.tolist() == [[0, 0], [4, 1], [0, 0]]
    assert project.capacity.tolist() == [4, 5]
    assert project.following == ((1,), (2,), ())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "words",
        "3 2\n4 5\n0 0 0 1 2",
        TINY + "9",
        TINY.replace("1 3", "1 4"),
        TINY.replace("7 4 1", "7 5 1"),
        TINY.replace("0 0 0 0", "0 0 0 1 2"),
        TINY.replace("7", "-7"),
        "1000000 2",
    ],
)
def test_what_is_no_project_is_refused_with_the_file(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_psplib(text, "tiny.txt")
    assert refused.value.code == "restoration.not_psplib"
    assert refused.value.arguments["file"] == "tiny.txt"
