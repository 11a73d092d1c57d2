"""Every page of the console, and how it is come to: for pictures, and for tests that look at all.

`tests/scripts/test_console_looks.py` holds it complete: a route that is asked for and a template
that is a page are in it, or are named with the reason why they are not.
"""

from typing import NamedTuple


class Look(NamedTuple):
    """One page."""

    name: str
    path: str
    template: str


OUTSIDE = (
    Look("login", "/login", "login"),
    Look("open", "/open?code=23456", "open"),
)
"""Before anybody has logged in."""

INSIDE = (
    Look("first", "/account/first", "first"),
    Look("start", "/account/start", "start"),
    Look("account", "/account", "account"),
    Look("now", "/", "now"),
    Look("past", "/?entry=60", "now"),
    Look("logbook", "/logbook", "logbook"),
    Look("found", "/logbook?view=people&words=guard", "logbook"),
    Look("entry", "/logbook/8", "entry"),
    Look("reach", "/reach?hour=4", "reach"),
    Look("zone", "/reach?zone=-&entity=mutual", "zone"),
    Look("asset", "/reach/asset?asset=SRV-FILE-02", "asset"),
    Look("cut", "/cut", "cut"),
    Look("going", "/going", "going"),
    Look("clean", "/clean", "clean"),
    Look("lifting", "/clean/lifting", "lifting"),
    Look("back", "/back", "back"),
    Look("tell", "/tell", "tell"),
    Look("notices", "/tell/notices", "notices"),
    Look("letters", "/tell/letters", "letters"),
    Look("regulators", "/tell/regulators", "regulators"),
    Look("prepare", "/prepare", "prepare"),
    Look("people", "/people", "people"),
)
"""In the order of the menu, for the director of a case in which something has happened."""


class Sent(NamedTuple):
    """A page that a form answers with."""

    name: str
    at: str
    """The page that has the form."""
    action: str
    fields: dict[str, str]
    template: str


SCAN = b"""<?xml version="1.0"?><nmaprun scanner="nmap" version="7.94" xmloutputversion="1.05">
<host><status state="up"/><address addr="192.0.2.77" addrtype="ipv4"/>
<hostnames><hostname name="forgotten-box"/></hostnames><ports>
<port protocol="tcp" portid="22"><state state="open"/><service name="ssh"/></port></ports></host>
<host><status state="down"/><address addr="192.0.2.78" addrtype="ipv4"/></host></nmaprun>"""
"""Of a network scanner, on invented addresses (RFC 5737)."""

ANSWERS = (
    Sent("refused", "/reach/asset?asset=SRV-FILE-02", "/reach/state",
         {"verdict": "confirmed", "reason": " "}, "refused"),
    Sent("invited", "/people", "/people/invite", {"person": "N. Roux"}, "invited"),
    Sent("figures", "/account", "/account/figures", {"figure": "{figure}"}, "figures"),
    Sent("scanned", "/clean", "/clean/scanned", {"station": "in", "codes": "{code}\nno-such"},
         "scanned"),
    Sent("codes", "/account", "/account/codes", {"figure": "{figure}"}, "codes"),
    Sent("imported", "/prepare", "/prepare/organisation/files",
         {"kind": "nmap", "file": "{scan}"}, "imported"),
)  # fmt: skip
"""`{code}` is that of a label, `{scan}` a file of a scan, `{figure}` a second factor. The import is
the last: it makes all that was computed out of date."""

NO_PAGE = {
    "/static/{name:path}": "files that pages load",
    "/events": "the stream of new entries",
    "/cut/work-orders": "a PDF",
    "/login/passkey": "what a key is asked to sign, for a script",
    "/passkeys/sign": "what a key is asked to sign, for a script",
    "/tell/preview": "the public page, which is looked at where it is written",
    "/tell/notices/preview": "an archive of papers",
    "/tell/letters/preview": "an archive of papers",
    "/tell/regulators/file": "an archive of papers",
}
"""What is asked for and is no page of the console, with the reason."""

PARTS = {
    "base": "the frame of every page",
    "plain": "the frame of a page without a menu",
    "line": "an entry, on the logbook and in the stream",
    "reading": "stands in for any page while a large organisation is read, and goes by itself",
    "passkey": "only where the door has a name of its own: its test has a browser and such a name",
    "progress": "what is being done, on every page and in the stream",
}
"""Templates that are no page, with the reason; those with an underscore before are none either."""
