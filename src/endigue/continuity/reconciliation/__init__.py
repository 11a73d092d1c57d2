"""Reconciliation: what was done by hand, and what was lost, reach the system exactly once."""
