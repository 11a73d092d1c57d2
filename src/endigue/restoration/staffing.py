"""Who can do what: the crews of each skill, and who stands in where nobody has it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from endigue.organisation.model import Crew
from endigue.restoration.presence import Group
from endigue.restoration.schedule import Remark
from endigue.restoration.steps import SUBSTITUTE


@dataclass(frozen=True, slots=True)
class Staffing:
    """The people who are there, and for each skill the indices of the groups that do it; none
    where neither the skill nor its substitute is there.
    """

    groups: tuple[Group, ...]
    able: dict[str, tuple[int, ...]]
    warnings: tuple[Remark, ...]


def staff(crews: Sequence[Crew], people: Sequence[Group], skills: Collection[str]) -> Staffing:
    """The staffing of `skills` by people of these crews."""
    skill_of = {crew.id: crew.skill for crew in crews}
    present = tuple(group for group in people if group.people > 0)
    having = [skill_of[group.crew] for group in present]
    able: dict[str, tuple[int, ...]] = {}
    warnings: list[Remark] = []
    for skill in sorted(skills):
        able[skill] = _with(having, skill)
        if not able[skill]:
            able[skill] = _with(having, SUBSTITUTE)
            if able[skill]:
                instead = {"substitute": SUBSTITUTE}
                warnings.append(Remark(skill, "restoration.skill_substituted", instead))
    return Staffing(present, able, tuple(warnings))


def _with(having: Sequence[str], skill: str) -> tuple[int, ...]:
    return tuple(index for index, one in enumerate(having) if one == skill)
