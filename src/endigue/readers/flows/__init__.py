"""Who talks to whom, from Zeek logs and tables of flows."""

from endigue.readers.flows.reader import read

__all__ = ["read"]
