"""Against the definitions of RFC 9162, written out here as they stand there."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.journal.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    continues,
    includes,
    inclusion_proof,
    root,
)

LARGEST = 64
LEAVES = [b"leaf %d" % number for number in range(LARGEST)]


def k_of(size: int) -> int:
    k = 1
    while k * 2 < size:
        k *= 2
    return k


def mth(leaves: list[bytes]) -> bytes:
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    k = k_of(len(leaves))
    return sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def path(m: int, leaves: list[bytes]) -> list[bytes]:
    if len(leaves) == 1:
        return []
    k = k_of(len(leaves))
    if m < k:
        return [*path(m, leaves[:k]), mth(leaves[k:])]
    return [*path(m - k, leaves[k:]), mth(leaves[:k])]


def subproof(m: int, leaves: list[bytes], whole: bool) -> list[bytes]:
    if m == len(leaves):
        return [] if whole else [mth(leaves)]
    k = k_of(len(leaves))
    if m <= k:
        return [*subproof(m, leaves[:k], whole), mth(leaves[k:])]
    return [*subproof(m - k, leaves[k:], False), mth(leaves[:k])]


@pytest.mark.parametrize("size", range(LARGEST + 1))
def test_the_root_is_that_of_the_definition(size: int) -> None:
    assert root(LEAVES[:size]) == mth(LEAVES[:size])


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert root([]) == EMPTY_ROOT == sha256(b"").digest()


def test_the_published_roots_of_certificate_transparency() -> None:
    """The eight leaves and roots of the reference tests of RFC 6962, whose tree is the same."""
    leaves = [
        bytes.fromhex(leaf)
        for leaf in (
            "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
            "606162636465666768696a6b6c6d6e6f",
        )
    ]  # fmt: skip
    roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]
    assert [root(leaves[:size]).hex() for size in range(1, 9)] == roots


@pytest.mark.parametrize("size", range(1, LARGEST + 1))
def test_every_inclusion_proof_is_that_of_the_definition_and_holds(size: int) -> None:
    leaves = LEAVES[:size]
    tree = mth(leaves)
    for index in range(size):
        proof = inclusion_proof(leaves, index)
        assert list(proof) == path(index, leaves)
        assert includes(tree, size, index, leaves[index], proof)


@pytest.mark.parametrize("size", range(1, LARGEST + 1))
def test_every_consistency_proof_is_that_of_the_definition_and_holds(size: int) -> None:
    leaves = LEAVES[:size]
    tree = mth(leaves)
    for first in range(1, size + 1):
        proof = consistency_proof(leaves, first)
        assert list(proof) == subproof(first, leaves, True)
        assert continues(mth(leaves[:first]), first, tree, size, proof)


@pytest.mark.parametrize("size", range(1, 18))
def test_an_inclusion_proof_holds_for_nothing_else(size: int) -> None:
    leaves = LEAVES[:size]
    tree = mth(leaves)
    for index in range(size):
        proof = inclusion_proof(leaves, index)
        for other in range(-1, size + 2):
            assert includes(tree, size, other, leaves[index], proof) is (other == index)
        assert not includes(tree, size, index, b"another", proof)
        assert not includes(b"\x00" * 32, size, index, leaves[index], proof)
        assert not includes(tree, size, index, leaves[index], (*proof, tree))
        for left_out in range(len(proof)):
            shorter = proof[:left_out] + proof[left_out + 1 :]
            assert not includes(tree, size, index, leaves[index], shorter)


@pytest.mark.parametrize("size", range(1, 18))
def test_a_consistency_proof_shows_that_history_was_rewritten(size: int) -> None:
    leaves = LEAVES[:size]
    tree = mth(leaves)
    for first in range(1, size + 1):
        proof = consistency_proof(leaves, first)
        rewritten = mth([*leaves[: first - 1], b"rewritten"])
        assert not continues(rewritten, first, tree, size, proof)
        assert not continues(mth(leaves[:first]), first, rewritten, size, proof)
        assert not continues(mth(leaves[:first]), first, tree, size, (*proof, tree))
        for left_out in range(len(proof)):
            shorter = proof[:left_out] + proof[left_out + 1 :]
            assert not continues(mth(leaves[:first]), first, tree, size, shorter)


@given(st.data())
def test_no_bit_of_a_proof_can_change(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, LARGEST))
    leaves = LEAVES[:size]
    index = data.draw(st.integers(0, size - 1))
    proof = list(inclusion_proof(leaves, index))
    step = data.draw(st.integers(0, len(proof) - 1))
    bit = data.draw(st.integers(0, 255))
    changed = int.from_bytes(proof[step], "big") ^ 1 << bit
    proof[step] = changed.to_bytes(32, "big")
    assert not includes(mth(leaves), size, index, leaves[index], proof)


@pytest.mark.parametrize(("first", "second"), [(0, 4), (5, 4), (-1, 4)])
def test_no_proof_stands_between_sizes_that_make_no_sense(first: int, second: int) -> None:
    assert not continues(mth(LEAVES[:4]), first, mth(LEAVES[:4]), second, [])
    with pytest.raises(IndexError):
        consistency_proof(LEAVES[:second], first)


@pytest.mark.parametrize("index", [-1, 4])
def test_there_is_no_proof_of_a_leaf_that_is_not_there(index: int) -> None:
    with pytest.raises(IndexError):
        inclusion_proof(LEAVES[:4], index)


def test_a_frontier_knows_the_root_at_every_size() -> None:
    frontier = Frontier()
    for size in range(LARGEST):
        assert (frontier.size, frontier.root()) == (size, mth(LEAVES[:size]))
        frontier.add(LEAVES[size])
