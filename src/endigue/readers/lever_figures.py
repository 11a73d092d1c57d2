"""The table of what levers take, from disk: the one that ships."""

from importlib.resources import files

from endigue.organisation.lever_figures import LeverFigures, parse_lever_figures


def load_lever_figures() -> LeverFigures:
    """The table that ships with the product."""
    shipped = files("endigue.organisation").joinpath("standard_levers.toml")
    return parse_lever_figures(shipped.read_text(encoding="utf-8"))
