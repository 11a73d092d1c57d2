"""Chapter 7: what was hurt. Files and data, what may have left, people, operations, money."""
