"""What the name of an operating system says of a machine."""

import re
from functools import lru_cache

_SERVES = re.compile(r"server|samba|linux|unix|ubuntu|red hat|debian|centos", re.IGNORECASE)


@lru_cache(maxsize=1024)
def is_server(system: str) -> bool:
    """Whether the name of an operating system says that it serves others; unknown means no."""
    return _SERVES.search(system) is not None
