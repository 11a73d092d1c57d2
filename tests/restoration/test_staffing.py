from endigue.kernel.money import Cents
from endigue.organisation.model import Crew
from endigue.restoration.presence import groups
from endigue.restoration.schedule import Remark
from endigue.restoration.staffing import Staffing
from endigue.restoration.staffing import staff as staff_groups


def crew(name: str, skill: str, people: int = 1) -> Crew:
    return Crew(name, skill, people, "24/7", Cents(6000))


def staff(crews: list[Crew], skills: set[str]) -> Staffing:
    return staff_groups(crews, groups(crews, (), weekly_rest=False), skills)


def test_every_crew_with_the_skill_is_able() -> None:
    staffing = staff([crew("a", "system"), crew("b", "network"), crew("c", "system")], {"system"})
    assert staffing.able == {"system": (0, 2)}
    assert staffing.warnings == ()


def test_system_crews_stand_in_for_a_skill_that_nobody_has() -> None:
    staffing = staff([crew("a", "system")], {"forensic", "system"})
    assert staffing.able == {"forensic": (0,), "system": (0,)}
    assert staffing.warnings == (
        Remark("forensic", "restoration.skill_substituted", {"substitute": "system"}),
    )


def test_without_anybody_to_stand_in_nobody_is_able() -> None:
    staffing = staff([crew("a", "network")], {"forensic", "network"})
    assert staffing.able == {"forensic": (), "network": (0,)}
    assert staffing.warnings == ()


def test_a_crew_without_people_is_not_there() -> None:
    staffing = staff([crew("a", "system", people=0), crew("b", "system")], {"system"})
    assert ([each.crew for each in staffing.groups], staffing.able) == (["b"], {"system": (0,)})
