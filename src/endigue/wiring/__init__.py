"""The only place where ports meet hands, and where the clock is read.

A hand is imported where it is used, so that a command waits for what it needs alone.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from typing import TYPE_CHECKING

from endigue.cli.main import run
from endigue.desk.hands import Hands
from endigue.stores.case_folder import CaseFolders, write_private, write_whole
from endigue.wiring.clocks import Running, Stopped, now
from endigue.wiring.disk import (
    hash_file,
    psplib,
    read_bytes,
    read_text,
    show_address,
    show_page,
)
from endigue.wiring.documents import Documents, EradicationPrints
from endigue.wiring.enforcing import Enforcing, Lab
from endigue.wiring.evidence import Files, Losses, Records, logs
from endigue.wiring.handwork import handwork
from endigue.wiring.late import late
from endigue.wiring.organisations import Imports, Organisations
from endigue.wiring.serving import access, open_door, serve
from endigue.wiring.shipped import (
    checks,
    lever_figures,
    likelihoods,
    link_kinds,
    rulebook,
    verifier,
)
from endigue.wiring.telling import (
    Publisher,
    bulletin,
    is_public,
    legal_profile,
    letter,
    message,
    operation_names,
    people,
    stamps,
)

if TYPE_CHECKING:
    from endigue.desk.case import Clock

SELDOM = 200_000
"""Objects made between two looks of the garbage collector. Rules and organisations are a million
that all stay; to look at them again every 700 takes a fifth of a short command's time."""


def hands(clock: Clock) -> Hands:
    """The real hands, with this clock."""
    return Hands(
        clock=clock,
        at=lambda instant: hands(Stopped(instant)),
        organisations=Organisations(),
        imports=Imports(),
        records=Records(),
        files=Files(),
        cases=CaseFolders(clock),
        documents=Documents(),
        eradication=EradicationPrints(),
        handwork=late(lambda: handwork(clock)),
        enforcing=Enforcing(),
        lab=Lab(),
        logs=late(logs),
        losses=Losses(),
        likelihoods=likelihoods,
        checks=checks,
        link_kinds=link_kinds,
        lever_figures=lever_figures,
        publish=Publisher(clock),
        rulebook=rulebook,
        legal_profile=legal_profile,
        bulletin=bulletin,
        message=message,
        letter=letter,
        people=people,
        is_public=is_public,
        operation_names=operation_names,
        projects={"psplib": psplib},
        stopwatch=time.monotonic,
        stamps=late(stamps),
        read_bytes=read_bytes,
        read_text=read_text,
        hash_file=hash_file,
        write_file=write_whole,
        write_private=write_private,
        verifier=verifier,
        show_page=show_page,
        show_address=show_address,
        running_from=lambda instant: hands(Running(instant, time.monotonic())),
        access=access,
        serve=serve,
        open_door=open_door,
    )


def main() -> None:
    """The command `endigue`."""
    gc.set_threshold(SELDOM)
    # NumPy's algebra, of which we use none, would start threads that wait by spinning: a tenth
    # of a second of every command that has an array.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sys.exit(run(hands(now), sys.argv[1:], os.environ))
