"""What of an address may be shown: never what stands before an at sign, which may be a secret."""

import re

from endigue.desk.refusal import Refusal

_BEFORE = re.compile(r"(?<=://)[^/]*@")


def no_address(place: str) -> Refusal:
    """The refusal of an address that is none."""
    return Refusal("publishing.no_address", place=_BEFORE.sub("…@", place))


def no_endpoint(endpoint: str) -> Refusal:
    """The refusal of an object store that is none."""
    return Refusal("publishing.no_endpoint", endpoint=_BEFORE.sub("…@", endpoint))
