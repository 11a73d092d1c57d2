"""Mail, names, proxy, shares and sites: limited and given back on the services themselves."""

import imaplib
import smtplib
import subprocess
import time
from email.message import EmailMessage

import pytest

from endigue.actuators.dovecot import DovecotQuarantine, dovecot_login
from endigue.actuators.machine import in_namespace
from endigue.actuators.nginx import nginx
from endigue.actuators.postfix import postfix
from endigue.actuators.samba_share import samba_share
from endigue.actuators.squid import squid
from endigue.actuators.unbound import unbound
from endigue.containment.enforcement.change import CannotPlan
from endigue.lab import files
from endigue.lab.box import ROOM
from endigue.lab.directory import ACCOUNTS
from endigue.lab.mail import PASSWORD
from endigue.lab.names import BAD, ZONE
from endigue.lab.network import inside
from endigue.lab.probes import standing_in
from endigue.lab.town import BY_NAME, DOMAIN
from endigue.readers.traffic._dns import query_line
from lab_orders import machine, thing

MX = BY_NAME["mx-1"].address
USERS = [one.login for one in ACCOUNTS]
MAIL = str(ROOM / "mail" / "dovecot.conf")


def on(host: str):
    return in_namespace(host, 20.0)


def sent(sender: str, to: list[str], text: str) -> None:
    with standing_in("member-1"), smtplib.SMTP(MX, timeout=30) as server:
        for user in to:
            message = EmailMessage()
            message["From"], message["To"] = sender, f"{user}@{DOMAIN}"
            message["Subject"] = "An invoice"
            message.set_content(text)
            server.send_message(message)


def inbox(user: str) -> imaplib.IMAP4:
    mailbox = imaplib.IMAP4(MX, timeout=10)
    try:
        mailbox.login(user, PASSWORD)
    except imaplib.IMAP4.error:
        mailbox.shutdown()
        raise
    return mailbox


def count(user: str, text: str) -> int:
    mailbox = inbox(user)
    try:
        mailbox.select("INBOX")
        return len(mailbox.search(None, "BODY", f'"{text}"')[1][0].split())
    finally:
        mailbox.logout()


def eventually(what, seconds=20.0) -> bool:
    until = time.monotonic() + seconds
    while not what():
        if time.monotonic() > until:
            return False
        time.sleep(0.2)
    return True


def test_a_campaign_is_taken_out_of_every_mailbox_and_given_back(lab):
    link = "http://evil-campaign.com/pay"
    sent("boss@evil-campaign.com", USERS, f"see {link}")
    sent("friend@good.com", USERS, "lunch?")
    assert eventually(lambda: all(count(user, link) == 1 for user in USERS))
    assert eventually(lambda: all(count(user, "lunch") == 1 for user in USERS))
    mail = DovecotQuarantine("mail", on("mx-1"), MAIL)
    order = thing("quarantine_mail", "evil-campaign.com")
    change = mail.plan(order)
    assert change.steps[0].arguments["count"] == str(len(USERS))
    mail.apply(change)
    assert mail.verify(change).state == "in_force"
    assert [count(user, link) for user in USERS] == [0] * len(USERS)
    assert [count(user, "lunch") for user in USERS] == [1] * len(USERS)
    with pytest.raises(CannotPlan):
        mail.plan(order)
    sent("boss@evil-campaign.com", ["bob"], f"again {link}")
    assert eventually(lambda: mail.verify(change).state == "half")
    mail.apply(change)
    assert mail.verify(change).state == "in_force"
    mail.undo(change)
    assert mail.verify(change).state == "absent"
    assert [count(user, link) for user in USERS if user != "bob"] == [1] * (len(USERS) - 1)
    assert count("bob", link) == 2


def test_a_sender_is_refused_at_the_door_and_let_in_again(lab):
    door = postfix("mx", on("mx-1"), str(ROOM / "mail/postfix/senders"), str(ROOM / "mail/postfix"))
    change = door.plan(thing("block_sender", "evil-sender.com"))

    def is_refused() -> bool:
        try:
            sent("boss@evil-sender.com", ["carol"], "hello")
        except (smtplib.SMTPSenderRefused, smtplib.SMTPRecipientsRefused):
            return True
        return False

    assert not is_refused()
    door.apply(change)
    assert door.verify(change).state == "in_force"
    assert eventually(is_refused)
    sent("friend@good.com", ["carol"], "still here")
    door.undo(change)
    assert eventually(lambda: not is_refused())


def test_a_mailbox_is_shut_and_whoever_reads_it_is_put_out(lab):
    shut = dovecot_login("mail", on("mx-1"), str(ROOM / "mail/deny"), MAIL,
                         frozenset({"shut_mailbox"}))  # fmt: skip
    reading, other = inbox("dave"), inbox("erin")
    change = shut.plan(thing("shut_mailbox", "dave"))
    shut.apply(change)
    assert shut.verify(change).state == "in_force"
    with pytest.raises((imaplib.IMAP4.abort, OSError)):
        reading.noop()
        reading.noop()
    reading.shutdown()
    with pytest.raises(imaplib.IMAP4.error):
        inbox("dave")
    assert other.noop()[0] == "OK"
    other.logout()
    shut.apply(change)
    shut.undo(change)

    def gets_in() -> bool:
        try:
            inbox("dave").logout()
        except imaplib.IMAP4.error:
            return False
        return True

    assert eventually(gets_in)


def asked(host: str, name: str) -> str:
    return inside(host, "dig", "+short", "+time=2", "+tries=1", "@10.77.1.53", name).strip()


def test_a_name_is_answered_no_more_and_the_log_says_who_still_asks(lab):
    names = unbound("dns", on("dns-1"), str(ROOM / "dns/rpz.zone"), ZONE,
                    str(ROOM / "dns/unbound.conf"))  # fmt: skip
    evil = BY_NAME["evil-1"].address
    assert asked("pc-02", f"www.{BAD}") == evil
    change = names.plan(thing("block_name", BAD))
    names.apply(change)
    assert names.verify(change).state == "in_force"
    assert asked("pc-02", f"www.{BAD}") == ""
    assert asked("pc-12", BAD) == ""
    assert asked("pc-12", f"app-1.{DOMAIN}") == BY_NAME["app-1"].address
    log = (ROOM / "dns/queries.log").read_text()
    blocked = [line for line in log.splitlines() if "applied" in line]
    assert any("10.77.5.12" in line for line in blocked)
    assert any("10.77.6.12" in line for line in blocked)
    lookups = [query_line(line, "queries.log", row) for row, line in enumerate(blocked, 1)]
    assert None not in lookups
    assert {"10.77.5.12", "10.77.6.12"} <= {each.client for each in lookups}
    assert any(each.name == f"www.{BAD}" for each in lookups)
    names.apply(change)
    names.undo(change)
    assert names.verify(change).state == "absent"
    assert asked("pc-02", BAD) == evil


def fetched(host: str, *words: str) -> str:
    ran = subprocess.run(
        ["ip", "netns", "exec", host, "curl", "-s", "-o", "/dev/null", "-w", "%{http_code}",
         "--max-time", "10", *words], capture_output=True, text=True, check=False,
    )  # fmt: skip
    return ran.stdout


def test_a_site_is_reached_through_the_proxy_no_more(lab):
    proxy = squid("proxy", on("proxy-1"), str(ROOM / "proxy/bad"), str(ROOM / "proxy/squid.conf"))
    words = ("-x", "http://10.77.3.14:3128", "http://web-1.mutual.lab/")
    assert fetched("pc-02", *words) == "200"
    change = proxy.plan(thing("block_name", f"web-1.{DOMAIN}"))
    proxy.apply(change)
    assert proxy.verify(change).state == "in_force"
    assert eventually(lambda: fetched("pc-02", *words) == "403")
    assert eventually(lambda: fetched("pc-02", *words[:2], "http://status-1.mutual.lab/") == "200")
    proxy.undo(change)
    assert eventually(lambda: fetched("pc-02", *words) == "200")


def test_a_portal_shows_its_maintenance_page_and_the_status_page_does_not(lab):
    portal = nginx("portal", on("web-1"), str(ROOM / "web-1/MAINTENANCE"), "web-1")
    change = portal.plan(machine("web-1", "close_site"))
    portal.apply(change)
    assert portal.verify(change).state == "in_force"
    assert fetched("pc-02", "http://10.77.3.12/") == "503"
    assert fetched("pc-02", "http://10.77.3.13/") == "200"
    portal.undo(change)
    assert fetched("pc-02", "http://10.77.3.12/") == "200"


def on_share(commands: str) -> str:
    words = ["smbclient", "-U", f"root%{files.PASSWORD}", "//10.77.2.11/data", "-c", commands]
    ran = subprocess.run(words, capture_output=True, text=True, check=False)
    return ran.stdout + ran.stderr


def test_a_share_is_read_only_then_closed_then_as_before(lab, tmp_path):
    made = tmp_path / "made"
    made.write_text("x")
    room = ROOM / "files"
    share = samba_share("files", on("file-1"), str(room / "data.inc"), str(room / "smb.conf"),
                        {"file-1": files.SHARE})  # fmt: skip
    put = f"put {made} made; rm made"
    assert "NT_STATUS" not in on_share(put)
    frozen = share.plan(machine("file-1", "freeze_share"))
    share.apply(frozen)
    assert share.verify(frozen).state == "in_force"
    assert "NT_STATUS_ACCESS_DENIED" in on_share(put)
    assert "letter.txt" in on_share("ls")
    closed = share.plan(machine("file-1", "close_share"))
    share.apply(closed)
    assert "NT_STATUS_BAD_NETWORK_NAME" in on_share("ls")
    share.undo(closed)
    assert "letter.txt" in on_share("ls")
    assert "NT_STATUS_ACCESS_DENIED" in on_share(put)
    share.undo(frozen)
    assert "NT_STATUS" not in on_share(put)
    assert not (room / "data.inc").exists()
