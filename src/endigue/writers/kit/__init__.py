"""The continuity kit: what is printed and packed before the day on which nothing prints."""
