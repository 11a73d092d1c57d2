"""Rules of nftables that one change brings: tables of its own, set whole or not at all.

Each change has a table under its key in every family that it needs, so that changes neither touch
one another nor what the machine had, and an undo removes exactly what was set. What one chain drops
no other can accept, wherever it stands: a rule that lets established connections pass cannot save
one that is to be cut. A table is written as nft prints it; what is there is compared word for word.
"""

import re
from collections.abc import Sequence

import msgspec

PRIORITY = -175
"""Just behind the tracking of connections (-200), which tells answers from calls."""
_SPACES = re.compile(rb"\s+")


class Chain(msgspec.Struct, frozen=True):
    """A base chain that lets pass what no rule of it stops."""

    name: str
    hook: str
    rules: tuple[str, ...]


class Table(msgspec.Struct, frozen=True):
    """The chains of a change in one family."""

    family: str
    key: str
    chains: tuple[Chain, ...]

    @property
    def name(self) -> str:
        """Its name on the machine."""
        return f"endigue_{self.key}"

    @property
    def text(self) -> str:
        """The table as nft prints it."""
        chains = "\n\n".join(
            f"\tchain {chain.name} {{\n"
            f"\t\ttype filter hook {chain.hook} priority {PRIORITY}; policy accept;\n"
            + "".join(f"\t\t{rule}\n" for rule in chain.rules)
            + "\t}"
            for chain in self.chains
        )
        return f"table {self.family} {self.name} {{\n{chains}\n}}\n"

    @property
    def removal(self) -> str:
        """Commands after which the table is not there, whether it was or not."""
        return f"add table {self.family} {self.name}\ndelete table {self.family} {self.name}\n"


def setting(tables: Sequence[Table]) -> str:
    """One file that sets all tables, whatever stood there before."""
    return "".join(table.removal + table.text for table in tables)


def removing(tables: Sequence[Table]) -> str:
    """One file that removes them all."""
    return "".join(table.removal for table in tables)


def same(printed: bytes, table: Table) -> bool:
    """Whether nft prints this table, but for spaces."""
    return _SPACES.sub(b" ", printed).strip() == _SPACES.sub(b" ", table.text.encode()).strip()


def group(words: Sequence[str]) -> str:
    """One value, or a set of several."""
    return words[0] if len(words) == 1 else "{ " + ", ".join(words) + " }"


def quoted(words: Sequence[str]) -> str:
    """Names of interfaces as a value."""
    return group([f'"{word}"' for word in words])
