"""Targets into which hand-work is replayed: one kind a file, each a `Connector`."""
