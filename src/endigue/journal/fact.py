"""Facts: what happened, in the past tense, and never changed after.

Every chapter derives its facts from `Fact` and gives each a stable name as its tag:

    class HostIsolated(Fact, frozen=True, tag="containment.host_isolated"): ...

The name is kept in the journal, so it outlives the class. A fact whose fields change gets a
new name.
"""

import re
from collections.abc import Iterable

import msgspec

from endigue.journal.canonical import canonical

_NAME = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")


class Fact(msgspec.Struct, frozen=True, tag_field="fact"):
    """The base of every fact of every chapter."""


def fact_name(fact: Fact | type[Fact]) -> str:
    """The stable name of a fact or of its type, such as organisation.adopted.

    Raises ValueError where the type gives none: a class name is not stable.
    """
    name = fact.__struct_config__.tag
    if not isinstance(name, str) or _NAME.fullmatch(name) is None:
        kind = fact if isinstance(fact, type) else type(fact)
        raise ValueError(f'{kind.__name__} has no stable name: give it tag="chapter.what_happened"')
    return name


def fact_body(fact: Fact) -> str:
    """The fact's fields as canonical text; its name is kept beside, not inside."""
    names = zip(fact.__struct_encode_fields__, fact.__struct_fields__, strict=True)
    return canonical({written: getattr(fact, name) for written, name in names})


class Vocabulary:
    """The kinds of fact that can be read back, by name.

    Raises ValueError where two kinds have the same name.
    """

    def __init__(self, kinds: Iterable[type[Fact]]) -> None:
        self._decoders: dict[str, msgspec.json.Decoder[Fact]] = {}
        for kind in kinds:
            name = fact_name(kind)
            if name in self._decoders:
                raise ValueError(f"two kinds of fact are named {name}")
            self._decoders[name] = msgspec.json.Decoder(kind)

    def __contains__(self, name: str) -> bool:
        return name in self._decoders

    def read(self, name: str, body: str) -> Fact:
        """The fact with this name and canonical body.

        Raises ValueError where the name is unknown or the body is not of that kind.
        """
        decoder = self._decoders.get(name)
        if decoder is None:
            raise ValueError(f"no fact is named {name}")
        return decoder.decode(body)
