"""What machines recorded about themselves: Windows events as JSON lines."""

from endigue.readers.activity.windows import ActivityLog, is_activity

__all__ = ["ActivityLog", "is_activity"]
