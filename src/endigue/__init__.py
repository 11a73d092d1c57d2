"""Endigue: contain a cyberattack without stopping the organisation."""
