"""Lengths of time."""

SENTENCES: dict[str, str] = {
    "speech.minutes": "{minutes}\u00a0min",
    "speech.hours": "{hours}\u00a0h",
    "speech.hours_minutes": "{hours}\u00a0h\u00a0{minutes:02d}",
    "speech.days": "{days}\u00a0d",
    "speech.days_hours": "{days}\u00a0d {hours}\u00a0h",
}
