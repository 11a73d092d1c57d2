"""Sentences of the state of operations. `{missing}` is a chain of names, joined by ` > `."""

SENTENCES: dict[str, str] = {}
