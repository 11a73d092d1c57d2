"""From what the triage says of each file to how many files are damaged, with its errors.

The triage flags a file wrongly now and then, and misses one now and then; both rates were
measured. With F of N files flagged, the number that are damaged lies between F less the false
alarms that N sound files would give, and F over the share that is found, with 95 % confidence
(the correction of a prevalence by the errors of its test, Rogan and Gladen 1978, with the
rates taken at their unfavourable ends). Beside a backup only files that differ from it can be
damaged, so the interval shrinks to what differs.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from math import ceil, sqrt

from endigue.damage.findings import Bounds, TreeDamage
from endigue.evidence.files.results import MEASURED, FileResult

_CONFIDENCE = 0.95
Z = 1.6449
"""Of a normal variable, one-sided 95 %."""

_EXACT = 500.0
"""Expected count up to which the binomial is summed term by term; its first term is above 0."""

FOUND_LEAST = min(share for name, share in MEASURED.items() if name != "sound_flagged")
"""Share of damaged files that the triage finds, at the kind of encryption it sees least."""

_NANOSECONDS = 1_000_000_000


def tree_damage(
    results: Iterable[FileResult], *, compared: bool, since: datetime | None = None, unread: int = 0
) -> TreeDamage:
    """What the files of one tree came to. With `compared`, their `change` is beside a backup;
    `since` is when the intrusion began, to tell which changes fall into it.
    """
    kept = list(results)
    present = [each for each in kept if each.change != "missing"]
    flagged = [each for each in present if each.verdict == "encrypted"]
    missing = _missing(kept, flagged) if compared else []
    unchanged = [each for each in present if compared and not each.change]
    wrong = [each for each in unchanged if each.verdict == "encrypted"]
    hurt = [each for each in flagged if not (compared and not each.change)]
    started = 0 if since is None else int(since.timestamp() * _NANOSECONDS)
    beside = [each for each in present if each.verdict != "encrypted" and compared]
    bytes_ = sum(each.size for each in (*present, *missing))
    candidates = len(present) - len(unchanged)
    least, most = interval(len(hurt), candidates)
    hurt_bytes = sum(each.size for each in hurt)
    return TreeDamage(
        files=len(present) + len(missing),
        bytes=bytes_,
        encrypted=len(flagged) - len(wrong),
        encrypted_bytes=hurt_bytes,
        missing=len(missing),
        missing_bytes=sum(each.size for each in missing),
        changed=sum(each.change == "changed" and each.modified >= started for each in beside),
        added=sum(each.change == "added" for each in beside),
        notes=sum(each.verdict == "note" for each in present),
        matched=sum(bool(each.rules) for each in present),
        compared=compared,
        unread=unread,
        damaged=Bounds(
            least + len(missing), len(hurt) + len(missing), most + len(missing) + unread
        ),
        share=_shares(hurt, candidates, missing, bytes_, unread=unread),
    )


def interval(flagged: int, candidates: int) -> tuple[int, int]:
    """Files really damaged, at least and at most, where so many of the candidates are flagged.

    At least: the flagged ones less the most false alarms that 95 of 100 such trees stay within.
    At most: the flagged ones and so many missed that fewer would be flagged in 5 of 100 trees.
    """
    alarms = _quantile(candidates, MEASURED["sound_flagged"])
    lost = 1 - FOUND_LEAST
    missed = _quantile(flagged, lost)
    while missed + 1 <= _quantile(flagged + missed + 1, lost):
        missed = max(missed + 1, _quantile(flagged + missed + 1, lost))
    return max(0, flagged - alarms), min(candidates, flagged + missed)


def _quantile(count: int, share: float) -> int:
    """The number that a binomial of so many draws stays within with 95 %."""
    mean = count * share
    if mean > _EXACT:
        return ceil(mean + Z * sqrt(mean * (1 - share)) + 0.5)
    term = (1 - share) ** count
    total, number = term, 0
    while total < _CONFIDENCE and number < count:
        term *= (count - number) / (number + 1) * share / (1 - share)
        number += 1
        total += term
    return number


def _shares(
    hurt: Sequence[FileResult],
    candidates: int,
    missing: Sequence[FileResult],
    bytes_: int,
    *,
    unread: int,
) -> tuple[float, float, float]:
    """The interval in bytes: files of the mean size of the flagged ones are wrong or missed."""
    if not bytes_:
        return (0.0, 0.0, 1.0) if unread else (0.0, 0.0, 0.0)
    size = sum(each.size for each in hurt)
    gone = sum(each.size for each in missing)
    least, most = interval(len(hurt), candidates)
    low = size * least / len(hurt) if hurt else 0.0
    high = size * most / len(hurt) if hurt else 0.0
    top = min(1.0, (high + gone) / bytes_)
    return ((low + gone) / bytes_, (size + gone) / bytes_, 1.0 if unread else top)


def _missing(results: Sequence[FileResult], flagged: Sequence[FileResult]) -> list[FileResult]:
    """Files that are gone, without those that only got a new name as they were encrypted:
    `a.docx.locked` or `a.locked` for `a.docx`.
    """
    renamed: dict[str, int] = {}
    for each in flagged:
        if each.change == "added":
            for stem in {_stem(each.path), each.path}:
                renamed[stem] = renamed.get(stem, 0) + 1
    gone: list[FileResult] = []
    for each in results:
        if each.change != "missing":
            continue
        if each.path in renamed or _stem(each.path) in renamed:
            continue
        gone.append(each)
    return gone


def _stem(path: str) -> str:
    """The path without its last ending."""
    folder, slash, name = path.rpartition("/")
    stem, dot, _ = name.rpartition(".")
    return folder + slash + (stem if dot and stem else name)


def below(results: Iterable[FileResult], folder: str) -> list[FileResult]:
    """Files below a folder of the tree; all of them for the empty one."""
    top = folder.strip("/")
    if not top:
        return list(results)
    return [each for each in results if each.path.startswith(f"{top}/")]


def together(trees: Sequence[TreeDamage]) -> TreeDamage:
    """Several trees of one data set as one. Their bounds add up; as errors of different trees
    partly cancel, the sum is wider than 95 % asks for.
    """
    bytes_ = sum(each.bytes for each in trees)

    def share(place: int) -> float:
        if not bytes_:
            return max((each.share[place] for each in trees), default=0.0)
        return sum(each.share[place] * each.bytes for each in trees) / bytes_

    return TreeDamage(
        files=sum(each.files for each in trees),
        bytes=bytes_,
        encrypted=sum(each.encrypted for each in trees),
        encrypted_bytes=sum(each.encrypted_bytes for each in trees),
        missing=sum(each.missing for each in trees),
        missing_bytes=sum(each.missing_bytes for each in trees),
        changed=sum(each.changed for each in trees),
        added=sum(each.added for each in trees),
        notes=sum(each.notes for each in trees),
        matched=sum(each.matched for each in trees),
        compared=all(each.compared for each in trees),
        unread=sum(each.unread for each in trees),
        damaged=Bounds(
            sum(each.damaged.least for each in trees),
            sum(each.damaged.likely for each in trees),
            sum(each.damaged.most for each in trees),
        ),
        share=(share(0), share(1), share(2)),
    )
