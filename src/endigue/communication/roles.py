"""Who may do what in a crisis, as data: a role allows actions; some roles exclude each other."""

import tomllib
from collections.abc import Collection

import msgspec


class Role(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One role."""

    may: tuple[str, ...]
    """Actions that it allows."""
    never_with: tuple[str, ...] = ()
    """Roles that the same person never holds beside it."""


class Roles(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every role by name."""

    role: dict[str, Role]

    def may(self, held: Collection[str], action: str) -> bool:
        """Whether any of the roles that a person holds allows an action."""
        return any(action in self.role[name].may for name in held if name in self.role)

    def clash(self, held: Collection[str], new: str) -> str | None:
        """A role that the person holds and that excludes the new one, or is excluded by it."""
        for name in held:
            if name in self.role[new].never_with or new in self.role[name].never_with:
                return name
        return None

    def who_may(self, action: str) -> tuple[str, ...]:
        """The roles that allow an action."""
        return tuple(name for name, role in self.role.items() if action in role.may)


def parse_roles(text: str) -> Roles:
    """Read the roles from TOML. ValueError with a sentence where they have another shape or one
    excludes a role that is none.
    """
    roles = msgspec.convert(tomllib.loads(text), Roles)
    for name, role in roles.role.items():
        for other in role.never_with:
            if other not in roles.role:
                raise ValueError(f"{name}: '{other}' is no role")
    return roles
