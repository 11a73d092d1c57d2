"""Raise the whole lab inside the box, in the order in which things need one another."""

import resource
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from endigue.lab import claims, directory, files, mail, names, network, shells, telephone, web
from endigue.lab.box import furnish
from endigue.lab.probes import Hardware, Listeners

OPEN_FILES = 16_384


@dataclass(frozen=True)
class Lab:
    """What stands."""

    hardware: Hardware
    listeners: Listeners


def raise_lab(cache: Path, begin: Callable[[str], None] = lambda _: None) -> Lab:
    """Everything. `begin` is told each part as it is begun."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(OPEN_FILES, most), most))
    begin("network")
    furnish()
    network.lay()
    begin("directory")
    directory.start(cache)
    parts: tuple[tuple[str, Callable[[], None]], ...] = (
        ("shells", shells.start),
        ("names", names.start),
        ("web", web.start),
        ("mail", lambda: mail.start([one.login for one in directory.ACCOUNTS])),
        ("telephone", telephone.start),
        ("files", files.start),
        ("claims", claims.start),
    )
    for name, start in parts:
        begin(name)
        start()
    begin("listeners")
    listeners = Listeners()
    hardware = Hardware()
    begin("directory answers")
    directory.ready()
    return Lab(hardware, listeners)
