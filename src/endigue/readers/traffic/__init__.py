"""Visits and lookups from logs: proxies, web servers, name servers and Zeek."""

from endigue.readers.traffic.logs import TrafficLog, read_traffic

__all__ = ["TrafficLog", "read_traffic"]
