"""The web door: one screen for a tired crisis cell. It reads views and calls desk verbs."""
