"""Chapter 5, what still works: degraded modes, work done by hand, backlog."""
