"""Chapter 3: how far the intruder may go, and by when."""
