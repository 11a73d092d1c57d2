"""Go or no-go: what an operation may return upon, and what is still missing for it."""

import msgspec

from endigue.restoration.closures import items_below
from endigue.restoration.problem import RestorationProblem
from endigue.restoration.schedule import Step
from endigue.restoration.view import RestorationView


class Missing(msgspec.Struct, frozen=True):
    """Something that an operation may wait for, and the next step of it."""

    asset: str
    step: Step
    core: bool
    """Whether it belongs to the core of trust, which comes back before all."""


class Gate(msgspec.Struct, frozen=True):
    """One operation that was down."""

    operation: str
    ready: bool
    """Whether all that it needs is rebuilt, verified and reconnected."""
    go: bool | None
    """What the strategic cell decided; None: nothing yet."""
    missing: tuple[Missing, ...]
    """Empty where it is ready. With alternatives not all of it is needed."""


def gates(
    view: RestorationView, problem: RestorationProblem, operations: tuple[str, ...]
) -> tuple[Gate, ...]:
    """The gate of each of these operations; `problem` is what is left to do."""
    decided = {name: fact.go for name, fact in view.gates.items()}
    waiting = {name: number for number, name in enumerate(problem.operations)}
    stuck = {remark.subject for remark in problem.unschedulable}
    core = [int(item) for item in problem.core.nonzero()[0]]
    return tuple(
        Gate(
            operation=name,
            ready=name not in waiting and name not in stuck,
            go=decided.get(name),
            missing=_missing(problem, core, waiting[name]) if name in waiting else (),
        )
        for name in operations
    )


def _missing(problem: RestorationProblem, core: list[int], operation: int) -> tuple[Missing, ...]:
    below = items_below(problem.dependencies, int(problem.dependencies.roots[operation]))
    return tuple(
        Missing(
            problem.items[item],
            problem.tasks.steps[int(problem.tasks.first[item])],
            bool(problem.core[item]),
        )
        for item in [*core, *(item for item in below if item not in core)]
    )
