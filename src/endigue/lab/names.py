"""unbound on `dns-1`: our names, a response-policy zone, and a log of who asks what."""

from endigue.lab.services import begin, folder, wait_for
from endigue.lab.town import BY_NAME, DOMAIN

CONFIG = "unbound.conf"
ZONE = "rpz"
BAD = "pay-invoice-portal.com"
"""A domain of the intruder, on `evil-1`."""


def start() -> None:
    """Start it."""
    room = folder("dns")
    (room / "rpz.zone").write_text(
        "$TTL 60\n@ SOA localhost. root.localhost. 1 3600 900 2592000 60\n@ NS localhost.\n"
    )
    local = "".join(
        f'  local-data: "{host.name}.{DOMAIN}. A {host.address}"\n' for host in BY_NAME.values()
    )
    # What is local wins over a policy zone, so the intruder's name comes from a zone of its own.
    (room / "bad.zone").write_text(
        "$TTL 60\n@ SOA ns.invalid. root.invalid. 1 3600 900 2592000 60\n@ NS ns.invalid.\n"
        f"@ A {BY_NAME['evil-1'].address}\n* A {BY_NAME['evil-1'].address}\n"
    )
    (room / CONFIG).write_text(
        f"""server:
  interface: 0.0.0.0
  access-control: 0.0.0.0/0 allow
  username: ""
  chroot: ""
  directory: "{room}"
  pidfile: "{room}/pid"
  logfile: "{room}/queries.log"
  use-syslog: no
  log-queries: yes
  log-time-ascii: no
  do-ip6: no
  module-config: "respip iterator"
  local-zone: "{DOMAIN}." static
{local}
remote-control:
  control-enable: yes
  control-interface: {room}/control
  control-use-cert: no
auth-zone:
  name: "{BAD}"
  zonefile: "{room}/bad.zone"
  for-downstream: no
  for-upstream: yes
rpz:
  name: "{ZONE}"
  zonefile: "{room}/rpz.zone"
  rpz-log: yes
  rpz-log-name: "{ZONE}"
"""
    )
    begin("dns-1", ["/usr/sbin/unbound", "-d", "-c", str(room / CONFIG)])
    wait_for("dns-1", 53)
