"""The triage line: thousands of machines brought in, scanned, cleared or reimaged, handed out."""
