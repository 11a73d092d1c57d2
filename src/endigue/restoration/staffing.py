"""Who can do what: the crews of each skill, and who stands in where nobody has it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from endigue.organisation.model import Crew
from endigue.restoration.schedule import Remark
from endigue.restoration.steps import SUBSTITUTE


@dataclass(frozen=True, slots=True)
class Staffing:
    """The crews that have people, and for each skill the indices of those that do it; none
    where neither the skill nor its substitute is there.
    """

    crews: tuple[Crew, ...]
    able: dict[str, tuple[int, ...]]
    warnings: tuple[Remark, ...]


def staff(crews: Sequence[Crew], skills: Collection[str]) -> Staffing:
    """The staffing of `skills`."""
    present = tuple(crew for crew in crews if crew.people > 0)
    able: dict[str, tuple[int, ...]] = {}
    warnings: list[Remark] = []
    for skill in sorted(skills):
        able[skill] = _having(present, skill)
        if not able[skill]:
            able[skill] = _having(present, SUBSTITUTE)
            if able[skill]:
                instead = {"substitute": SUBSTITUTE}
                warnings.append(Remark(skill, "restoration.skill_substituted", instead))
    return Staffing(present, able, tuple(warnings))


def _having(crews: Sequence[Crew], skill: str) -> tuple[int, ...]:
    return tuple(index for index, crew in enumerate(crews) if crew.skill == skill)
