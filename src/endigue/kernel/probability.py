"""Probabilities and log-odds."""

from math import exp, log


def log_odds(probability: float) -> float:
    """ln(p / (1 - p)) for 0 < p < 1; ValueError outside."""
    if not 0.0 < probability < 1.0:
        raise ValueError(f"log-odds want a probability strictly between 0 and 1, not {probability}")
    return log(probability / (1.0 - probability))


def from_log_odds(value: float) -> float:
    """The probability with these log-odds; stable at both ends."""
    if value >= 0:
        return 1.0 / (1.0 + exp(-value))
    grown = exp(value)
    return grown / (1.0 + grown)
