"""With whom a document may be shared, and what may be done with it.

TLP 2.0 is that of FIRST; PAP, the permissible actions protocol, is the one that French CERTs use.
"""

from typing import Literal, get_args

import msgspec

Tlp = Literal["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]
Pap = Literal["CLEAR", "GREEN", "AMBER", "RED"]

TLP_LEVELS: tuple[Tlp, ...] = get_args(Tlp)
PAP_LEVELS: tuple[Pap, ...] = get_args(Pap)


class Marking(msgspec.Struct, frozen=True):
    """The marks of a document. By default it is for the organisation alone, and nothing is done
    with it that the intruder could see, beyond looking at one's own traces.
    """

    tlp: Tlp = "AMBER+STRICT"
    pap: Pap = "AMBER"

    @property
    def words(self) -> tuple[str, str]:
        """As people write them."""
        return f"TLP:{self.tlp}", f"PAP:{self.pap}"
