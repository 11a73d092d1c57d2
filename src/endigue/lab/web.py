"""nginx on `web-1` (members' portal), `status-1` (status page) and the intruder's `evil-1`; squid
on `proxy-1`.
"""

from endigue.lab.services import begin, folder, wait_for


def start() -> None:
    """Start them."""
    for host in ("web-1", "status-1", "evil-1"):
        room = folder(host)
        (room / "page").mkdir()
        (room / "page" / "index.html").write_text(f"<h1>{host}</h1>\n")
        (room / "nginx.conf").write_text(
            f"""daemon off; pid {room}/pid; error_log {room}/error.log; user root;
events {{ worker_connections 256; }}
http {{
  access_log {room}/access.log;
  client_body_temp_path {room}/t1; proxy_temp_path {room}/t2; fastcgi_temp_path {room}/t3;
  uwsgi_temp_path {room}/t4; scgi_temp_path {room}/t5;
  server {{
    listen 80; root {room}/page;
    error_page 503 @maintenance;
    location @maintenance {{ return 503 "maintenance\\n"; }}
    location / {{ if (-f {room}/MAINTENANCE) {{ return 503; }} }}
  }}
}}
"""
        )
        begin(host, ["nginx", "-c", str(room / "nginx.conf")])
    _proxy()
    for host, port in (("web-1", 80), ("status-1", 80), ("proxy-1", 3128)):
        wait_for(host, port)


def _proxy() -> None:
    room = folder("proxy")
    (room / "bad").write_text("")
    (room / "squid.conf").write_text(
        f"""http_port 3128
visible_hostname proxy-1
pid_filename {room}/pid
access_log stdio:{room}/access.log
logfile_rotate 0
buffered_logs off
cache_log {room}/cache.log
strip_query_terms off
cache deny all
coredump_dir {room}
netdb_filename none
pinger_enable off
dns_nameservers 10.77.1.53
acl bad dstdomain -n "{room}/bad"
http_access deny bad
http_access allow all
shutdown_lifetime 1 seconds
"""
    )
    room.chmod(0o777)
    begin("proxy-1", ["squid", "-N", "-f", str(room / "squid.conf")])
