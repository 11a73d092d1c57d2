"""Names made to be taken for ours: by look, by letters, by what stands around them."""

import unicodedata
from collections.abc import Iterable
from typing import Literal, NamedTuple

from rapidfuzz.distance import OSA

from endigue.evidence.messages.web import Suffixes, is_ip

Way = Literal["confusable", "near", "other_suffix", "inside"]

SHORTEST_WORD = 4
"""Letters of a name below which nearness says nothing; assumed."""

_LOOKS = str.maketrans(
    {
        "а": "a", "в": "b", "е": "e", "з": "3", "и": "n", "й": "n", "к": "k", "м": "m", "н": "h",
        "о": "o", "п": "n", "р": "p", "с": "c", "т": "t", "у": "y", "х": "x", "ь": "b", "і": "i",
        "ї": "i", "ј": "j", "ѕ": "s", "ԁ": "d", "ԛ": "q", "ԝ": "w", "һ": "h", "ӏ": "l",
        "α": "a", "β": "b", "γ": "y", "ε": "e", "ι": "i", "κ": "k", "ν": "v", "ο": "o", "ρ": "p",
        "τ": "t", "υ": "u", "χ": "x", "ω": "w", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ɡ": "g",
        "ɪ": "i", "ß": "b", "æ": "ae", "œ": "oe", "0": "o", "1": "l", "3": "e", "5": "s",
    }
)  # fmt: skip
"""Letters that are read as others: those of Unicode's confusables that are met in names."""

_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("nn", "m"))


class Resemblance(NamedTuple):
    """Which of the protected names a host is like, and how."""

    like: str
    way: Way


def skeleton(name: str) -> str:
    """What a hurried eye reads: marks fall, foreign letters become the Latin ones they look
    like, `rn` is `m`, `1` is `l`.
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = plain.translate(_LOOKS)
    for pair, one in _PAIRS:
        plain = plain.replace(pair, one)
    return plain.replace("i", "l")


def resemblance(host: str, protected: Iterable[str], suffixes: Suffixes) -> Resemblance | None:
    """The first protected domain that the host is made to be taken for; None where it is one
    of them, or like none.

    `protected` are registered names, ours and those of brands. Order of the ways: a confusable
    spelling, one letter changed (two from nine letters on), the same word under another suffix,
    our word inside another name.
    """
    names = tuple(protected)
    registered = suffixes.registrable(host)
    if is_ip(host) or registered in names:
        return None
    own = registered.split(".")[0]
    for name in names:
        word = name.split(".")[0]
        if len(word) >= SHORTEST_WORD:
            way = _way(own, host, word, name)
            if way is not None:
                return Resemblance(name, way)
    return None


def _way(own: str, host: str, word: str, name: str) -> Way | None:
    if own == word:
        return "other_suffix"
    if skeleton(own) == skeleton(word):
        return "confusable"
    most = 2 if len(word) >= 9 else 1
    if abs(len(own) - len(word)) <= most and OSA.distance(own, word, score_cutoff=most) <= most:
        return "near"
    if f".{name}." in f".{host}." or word in own.split("-") or f"-{word}-" in f"-{own}-":
        return "inside"
    labels = host.split(".")
    return "inside" if word in labels and len(word) > SHORTEST_WORD else None
