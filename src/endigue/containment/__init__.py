"""Chapter 4: where to cut so that it stops with the least harm."""
