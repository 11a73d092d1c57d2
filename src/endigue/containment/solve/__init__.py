"""The least harm, and a proof of it."""

from endigue.containment.solve.least import SEED, Solution, Watch, solve
from endigue.containment.solve.programme import solver_name

__all__ = ["SEED", "Solution", "Watch", "solve", "solver_name"]
