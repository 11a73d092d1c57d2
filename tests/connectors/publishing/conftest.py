"""The servers that pages are published to."""

from publishing_servers import host, moto, plain_host, ssh_host, store

__all__ = ["host", "moto", "plain_host", "ssh_host", "store"]
