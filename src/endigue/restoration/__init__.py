"""Chapter 8: in which order we rebuild, and when each operation is back."""
