"""Web addresses as browsers read them, and what of a name its owner registered.

Written after the URL standard of WHATWG where mail clients and `urllib` part: a backslash is a
stroke, tabs and line ends inside count for nothing, everything before the last @ of the
authority is user information, and a host of digits is an IPv4 address in any base.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address

LONGEST_ADDRESS = 4_096
"""Characters of an address that are looked at; assumed."""

_IGNORED = re.compile(r"[\t\r\n]")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]{0,30}):")
_PORT = re.compile(r":(\d{1,5})$")
_NUMBER = re.compile(r"0[xX][0-9a-fA-F]+|\d+")
_PERCENT = re.compile(r"%([0-9a-fA-F]{2})")
_USUAL_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An address taken apart; `host` in lower case, its international labels as they are read."""

    scheme: str
    host: str
    port: int
    path: str
    query: str = ""
    user: str = ""

    @property
    def key(self) -> str:
        """What addresses of the same page share: no scheme, no fragment, no usual port."""
        port = "" if self.port in _USUAL_PORTS.values() else f":{self.port}"
        query = f"?{self.query}" if self.query else ""
        return f"{self.host}{port}{self.path}{query}"


def parse_web_address(written: str) -> WebAddress | None:
    """The address taken apart; None where it is no http or https address with a host.

    An address without a scheme is read only where it begins with `//` or `www.`.
    """
    text = _IGNORED.sub("", written[:LONGEST_ADDRESS]).strip()
    if text.lower().startswith("www."):
        text = "http://" + text
    elif text.startswith(("//", "\\\\")):
        text = "http:" + text
    scheme = _SCHEME.match(text)
    if scheme is None or scheme[1].lower() not in _USUAL_PORTS:
        return None
    name = scheme[1].lower()
    rest = text[scheme.end() :].partition("#")[0].replace("\\", "/").lstrip("/")
    rest, _, query = rest.partition("?")
    authority, stroke, path = rest.partition("/")
    user, _, place = authority.rpartition("@")
    port = _PORT.search(place)
    host = read_host(place[: port.start()] if port else place.rstrip(":"))
    if not host:
        return None
    return WebAddress(
        scheme=name,
        host=host,
        port=int(port[1]) if port else _USUAL_PORTS[name],
        path=stroke + path if stroke else "/",
        query=query,
        user=unquoted(user),
    )


def read_host(written: str) -> str:
    """A host in the one form in which it is compared; empty where it is none."""
    text = unquoted(written).strip().rstrip(".").lower()
    for stop in "\u3002\uff0e\uff61":
        text = text.replace(stop, ".")
    if text.startswith("["):
        return _address(text.strip("[]"))
    if not text or len(text) > 253 or re.search(r"[\s<>\"'`{}|\\^@/?#:]", text):
        return _address(text)
    return _ipv4(text) or ".".join(_readable(label) for label in text.split("."))


def unquoted(text: str) -> str:
    """The text with %XX read as UTF-8."""
    if "%" not in text:
        return text
    raw = _PERCENT.sub(lambda found: chr(int(found[1], 16)), text)
    try:
        return raw.encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return raw


def is_ip(host: str) -> bool:
    """Whether the host is an IP address."""
    return bool(_address(host))


def _address(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        return ""


def _ipv4(text: str) -> str:
    """An IPv4 address in any of the forms that browsers take: 3232235777, 0xC0.0xA8.1.1."""
    parts = text.split(".")
    if len(parts) > 4 or not all(_NUMBER.fullmatch(part) for part in parts):
        return ""
    try:
        numbers = [_integer(part) for part in parts]
    except ValueError:
        return ""
    if any(number > 255 for number in numbers[:-1]) or numbers[-1] >= 256 ** (5 - len(numbers)):
        return ""
    value = numbers[-1]
    for place, number in enumerate(numbers[:-1]):
        value += number << 8 * (3 - place)
    return str(ip_address(value))


def _integer(part: str) -> int:
    if part[:2].lower() == "0x":
        return int(part, 16)
    return int(part, 8) if len(part) > 1 and part.startswith("0") else int(part)


def _readable(label: str) -> str:
    """A label without its xn-- form, where that can be read."""
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return label


@dataclass(frozen=True, slots=True)
class Suffixes:
    """Names below which people register: a public-suffix list."""

    plain: frozenset[str]
    wild: frozenset[str]
    """Every name directly below these is a suffix."""
    exempt: frozenset[str]
    """These are none, although a wild rule says so."""

    def registrable(self, host: str) -> str:
        """The name that somebody registered: the suffix and one label; an IP address or a
        suffix itself stands for itself.
        """
        if is_ip(host):
            return host
        labels = host.split(".")
        for at in range(len(labels)):
            name = ".".join(labels[at:])
            above = ".".join(labels[at + 1 :])
            if name in self.exempt:
                return name
            if name in self.plain or above in self.wild:
                return ".".join(labels[max(at - 1, 0) :])
        return ".".join(labels[-2:])

    def words(self, host: str) -> tuple[str, ...]:
        """The labels of a host before its suffix."""
        registered = self.registrable(host)
        own = registered.split(".")[0]
        return (*host.removesuffix(registered).strip(".").split("."), own) if own else ()


def parse_suffixes(lines: Iterable[str]) -> Suffixes:
    """Read a list in the form of publicsuffix.org."""
    rules = [line.split()[0] for line in lines if line.strip() and not line.startswith("//")]
    return Suffixes(
        plain=frozenset(rule for rule in rules if rule[0] not in "*!"),
        wild=frozenset(rule[2:] for rule in rules if rule.startswith("*.")),
        exempt=frozenset(rule[1:] for rule in rules if rule.startswith("!")),
    )
