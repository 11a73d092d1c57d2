"""Every package is pinned to one exact version, and no host is written down."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONSTRAINTS = [Requirement(pin) for pin in PROJECT["tool"]["uv"]["constraint-dependencies"]]


OF_EXTRAS = {
    canonicalize_name(Requirement(line).name)
    for line in chain.from_iterable(PROJECT["project"]["optional-dependencies"].values())
}


def declared() -> list[Requirement]:
    extras = PROJECT["project"]["optional-dependencies"].values()
    groups = PROJECT["dependency-groups"].values()
    lists = [PROJECT["project"]["dependencies"], *extras, *groups]
    return [Requirement(line) for line in chain.from_iterable(lists)]


def everything_needed() -> set[str]:
    """Every distribution that the declared ones need here, transitive too."""
    found: set[str] = set()
    pending = [(need, frozenset(need.extras)) for need in declared()]
    while pending:
        need, extras = pending.pop()
        name = canonicalize_name(need.name)
        try:
            requires = distribution(name).requires or []
        except PackageNotFoundError:
            assert name in OF_EXTRAS  # an extra that is not installed here
            requires = []
        for line in requires:
            child = Requirement(line)
            wanted = [{"extra": extra} for extra in extras | {""}]
            if any(child.marker is None or child.marker.evaluate(env) for env in wanted):
                pending.append((child, frozenset(child.extras)))
        found.add(name)
        pending = [(n, e) for n, e in pending if canonicalize_name(n.name) not in found or e]
        if len(found) > 500:
            raise AssertionError("the walk over requirements does not end")
    return found


def test_every_distribution_in_use_has_an_exact_pin() -> None:
    pinned = {canonicalize_name(pin.name) for pin in CONSTRAINTS}
    assert everything_needed() - pinned == set()


@pytest.mark.parametrize("pin", CONSTRAINTS, ids=str)
def test_a_pin_is_exact_and_is_what_runs_here(pin: Requirement) -> None:
    assert re.fullmatch(r"==[^=*]+", str(pin.specifier))
    if pin.marker is not None and not pin.marker.evaluate():
        return
    try:
        installed = distribution(pin.name).version
    except PackageNotFoundError:
        return
    assert installed in pin.specifier


def test_the_lock_for_the_wheelhouse_repeats_the_pins_with_hashes() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", text.strip())
    pins = {str(pin.name) + str(pin.specifier) for pin in CONSTRAINTS}
    for block in blocks:
        name = re.split(r"\s", block, maxsplit=1)[0]
        assert re.sub(r"\[.*\]", "", name) in pins
        assert "--hash=sha256:" in block


def test_no_lock_names_a_host() -> None:
    for name in ("pyproject.toml", "requirements.lock"):
        assert "://" not in (ROOT / name).read_text(encoding="utf-8")
    assert "uv.lock" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()
