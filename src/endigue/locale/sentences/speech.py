"""Lengths of time, times as one says them aloud, and the sign between two things said."""

SENTENCES: dict[str, str] = {
    "speech.colon": ":",
    "speech.on_the_hour": "{day} at {hour}:00",
    "speech.at_time": "{day} at {hour}:{minute}",
    "speech.minutes": "{minutes}\u00a0min",
    "speech.hours": "{hours}\u00a0h",
    "speech.hours_minutes": "{hours}\u00a0h\u00a0{minutes:02d}",
    "speech.days": "{days}\u00a0d",
    "speech.days_hours": "{days}\u00a0d {hours}\u00a0h",
}
