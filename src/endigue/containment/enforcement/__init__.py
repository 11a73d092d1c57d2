"""Carrying a cut out: what is asked of which component, what is refused, what came of it."""
