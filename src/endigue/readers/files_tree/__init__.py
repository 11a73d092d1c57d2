"""Trees of files of unknown origin: read in samples, in several processes, never written."""

from endigue.readers.files_tree.scan import scan_tree

__all__ = ["scan_tree"]
