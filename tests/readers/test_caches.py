from pathlib import Path

import pytest

from endigue.readers.caches import Cache, name_of, opened, sealed, user_cache


def test_what_was_kept_comes_back(tmp_path) -> None:
    cache = Cache(tmp_path / "new" / "folder")
    assert cache.read("a") is None
    assert cache.write("a", b"one")
    assert cache.write("a", b"two")
    assert cache.read("a") == b"two"
    assert [path.name for path in cache.folder.iterdir()] == ["a"]


@pytest.mark.parametrize(
    "damage", [lambda k: k[:0], lambda k: k[:5], lambda k: k[:-1], lambda k: k + b"x"]
)
def test_what_is_not_what_was_sealed_is_not_opened(damage) -> None:
    kept = sealed(b"some machine code")
    assert opened(kept) == b"some machine code"
    assert opened(damage(kept)) is None


def test_where_nothing_can_be_kept_nothing_is_lost_but_time(tmp_path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for cache in (Cache(None), Cache(tmp_path / "file" / "below")):
        assert not cache.write("a", b"x")
        assert cache.read("a") is None


def test_a_name_tells_what_it_was_made_from_and_where_each_part_ends() -> None:
    assert name_of(b"ab", b"c") != name_of(b"a", b"bc") != name_of(b"abc")
    assert name_of(b"ab", b"c") == name_of(b"ab", b"c")


def test_the_cache_is_where_the_system_says(monkeypatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert user_cache() == Path("/somewhere/endigue")
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setenv("HOME", "/home/anybody")
    assert user_cache() == Path("/home/anybody/.cache/endigue")
