"""Postfix and Dovecot on `mx-1`: mail comes in by SMTP, is kept per user, and is read by IMAP."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from endigue.lab.box import done
from endigue.lab.services import begin, folder, wait_for
from endigue.lab.town import DOMAIN

PASSWORD = "mailbox"  # noqa: S105 - of made-up people
OWNER = "5000"


def start(users: Sequence[str]) -> None:
    """Start them, with a mailbox for every user."""
    room = folder("mail")
    room.chmod(0o755)
    (room / "users").write_text(
        "".join(
            f"{user}:{{PLAIN}}{PASSWORD}:{OWNER}:{OWNER}::{room}/boxes/{user}\n" for user in users
        )
    )
    (room / "deny").write_text("")
    boxes = room / "boxes"
    boxes.mkdir()
    shutil.chown(boxes, int(OWNER), int(OWNER))
    _dovecot(room)
    _postfix(room, users)
    wait_for("mx-1", 143)
    wait_for("mx-1", 25)


def _dovecot(room: Path) -> None:
    (room / "dovecot.conf").write_text(
        f"""protocols = imap lmtp
base_dir = {room}/run
state_dir = {room}/state
log_path = {room}/dovecot.log
listen = 0.0.0.0
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_cache_size = 0
mail_location = maildir:~/Maildir
mail_fsync = never
first_valid_uid = 100
default_internal_user = dovecot
default_login_user = dovenull
namespace inbox {{
  inbox = yes
}}
passdb {{
  driver = passwd-file
  args = {room}/deny
  deny = yes
}}
passdb {{
  driver = passwd-file
  args = {room}/users
}}
userdb {{
  driver = passwd-file
  args = {room}/users
}}
auth_username_format = %n
service imap-login {{
  inet_listener imaps {{
    port = 0
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = 24
  }}
}}
"""
    )
    begin("mx-1", ["dovecot", "-F", "-c", str(room / "dovecot.conf")])


def _postfix(room: Path, users: Sequence[str]) -> None:
    config = room / "postfix"
    config.mkdir()
    for name in ("queue", "data"):
        (room / name).mkdir()
    shutil.chown(room / "data", "postfix", "postfix")
    (config / "boxes").write_text("".join(f"{user}@{DOMAIN} OK\n" for user in users))
    (config / "senders").write_text("")
    (config / "main.cf").write_text(
        f"""compatibility_level = 3.6
queue_directory = {room}/queue
data_directory = {room}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = all
inet_protocols = ipv4
myhostname = mx-1.{DOMAIN}
mydestination =
mynetworks = 127.0.0.0/8
virtual_mailbox_domains = {DOMAIN}
virtual_mailbox_maps = texthash:{config}/boxes
virtual_transport = lmtp:inet:127.0.0.1:24
smtpd_sender_restrictions = check_sender_access texthash:{config}/senders
smtpd_recipient_restrictions = reject_unauth_destination
smtpd_client_restrictions =
smtp_dns_support_level = disabled
maillog_file_prefixes = {room}
maillog_file = {room}/mail.log
alias_maps =
smtpd_peername_lookup = no
"""
    )
    master = Path("/etc/postfix/master.cf")
    source = master if master.exists() else Path("/usr/share/postfix/master.cf.dist")
    lines = source.read_text("utf-8").splitlines()
    (config / "master.cf").write_text("\n".join(map(_not_jailed, lines)) + "\n")
    (config / "dynamicmaps.cf").write_text("")
    done("ip", "netns", "exec", "mx-1", "postfix", "-c", str(config), "start")


def _not_jailed(line: str) -> str:
    """Services of Debian's master.cf run in a jail that the box does not have."""
    words = line.split()
    if not line.startswith(("#", " ", "\t")) and len(words) >= 8:
        words[4] = "n"
        return " ".join(words)
    return line
