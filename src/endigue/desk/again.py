"""Compute again on what the case holds: the story, an answer to orders, or what follows a plan."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from endigue.containment.choice import Orders
from endigue.containment.solve import Watch
from endigue.desk.answering import answer_orders, follow_up, put_in_force
from endigue.desk.case import Case
from endigue.desk.containing import plan_containment
from endigue.desk.equipping import equip
from endigue.desk.examining import examine
from endigue.desk.forecasting import Question, ask
from endigue.desk.hands import Hands
from endigue.desk.ledger import Ledger
from endigue.desk.refusal import Refusal
from endigue.desk.respond import Stage
from endigue.desk.restoring import replan, situation
from endigue.desk.settings import Settings
from endigue.desk.supposing import change_in, suppose
from endigue.organisation.model import Organisation
from endigue.restoration.effort import Orders as Effort

STORY: tuple[Stage, ...] = (
    "evidence", "spread", "containment", "residual", "continuity", "restoration",
)  # fmt: skip
ANSWER: tuple[Stage, ...] = ("containment",)
REBUILT: tuple[Stage, ...] = ("restoration",)
REBUILD_ORDERS = 2000
"""That the search of a new plan of the rebuild looks at; the same on every machine."""
FOLLOWED: tuple[Stage, ...] = ("residual", "continuity", "restoration")


@dataclass(frozen=True)
class Asked:
    """Who looks on, and with what it is computed."""

    hands: Hands
    settings: Settings
    begin: Callable[[int, int, Stage], None]
    """Told the number of each stage as it begins, of how many, and its name."""
    watch: Watch

    def organisation(self, case: Case) -> Organisation:
        """The organisation that the case has adopted. Raises Refusal where it has none."""
        return self.equipped(case, case.ledger())[1]

    def equipped(self, case: Case, ledger: Ledger) -> tuple[Ledger, Organisation]:
        """The same with its levers, which are written to have been derived where they were."""
        if ledger.organisation is None:
            raise Refusal("desk.nothing_adopted")
        files = {name: case.blobs.get(kept) for name, kept in ledger.organisation.files.items()}
        organisation = self.hands.organisations.kept(files).organisation
        return equip(case, ledger, organisation, self.hands.lever_figures())

    def among(self, stages: tuple[Stage, ...]) -> Callable[[Stage], None]:
        """Tells each of these stages as it begins."""
        return lambda stage: self.begin(stages.index(stage) + 1, len(stages), stage)


def compute_again(
    case: Case,
    asked: Asked,
    orders: Orders,
    adopt: str = "",
    *,
    rebuild: bool = False,
    what_if: Sequence[str] = (),
    first: str = "",
) -> Ledger:
    """Answer the orders where there are any, put an answer in force where one is named, only plan
    the rebuild again where that is asked for (with `first` an operation that comes first), or only
    tell what changes would bring to it, else go through the story again. What the journal holds
    already is not computed again.

    Raises Refusal where the case has no organisation or evidence, or the answer is none.
    """
    ledger, organisation = asked.equipped(case, case.ledger())
    kinds, settings = asked.hands.link_kinds(), asked.settings
    if what_if:
        changes = [change_in(organisation, text) for text in what_if]
        now = situation(ledger, organisation, case.clock())
        return suppose(
            case, ledger, now, changes, settings, REBUILD_ORDERS,
            lambda number, of: asked.begin(number, of, "restoration"),
        )  # fmt: skip
    if rebuild:
        asked.among(REBUILT)("restoration")
        now = situation(ledger, organisation, case.clock())
        return replan(case, ledger, now, settings, Effort(REBUILD_ORDERS), first)
    if adopt:
        ledger = put_in_force(case, ledger, adopt)
        begin = asked.among(FOLLOWED)
        return follow_up(case, ledger, organisation, kinds, settings, begin)
    if orders.keep or orders.cut:
        asked.among(ANSWER)("containment")
        return answer_orders(case, ledger, organisation, kinds, settings, orders, asked.watch)
    begin = asked.among(STORY)
    begin("evidence")
    ledger = examine(case, ledger, organisation, asked.hands.likelihoods())
    begin("spread")
    ledger, _ = ask(case, ledger, Question(organisation, kinds), settings)
    begin("containment")
    ledger, _ = plan_containment(case, ledger, organisation, kinds, settings)
    return follow_up(case, ledger, organisation, kinds, settings, begin)
