"""Undoing the containment: which cuts can be lifted without a way to something unverified."""
