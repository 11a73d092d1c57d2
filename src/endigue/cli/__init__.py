"""The terminal door: one file a chapter."""
