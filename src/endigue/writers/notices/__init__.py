"""Notices that are copied into somebody's form, and the register of breaches."""
