"""The verbs: read views, decide, append facts."""
