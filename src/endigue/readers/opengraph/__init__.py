"""BloodHound OpenGraph JSON in: nodes and edges of any kind, as any tool writes them.

`nodes` makes assets, `edges` finds the two ends of each edge, `reader` puts it together.
"""

from endigue.readers.opengraph.reader import read

__all__ = ["read"]
