"""The reference mutual: a fictional group, generated from a seed, at any size."""
