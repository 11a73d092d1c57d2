"""The chain of custody: who holds each piece of evidence, and whether it is still whole."""

from endigue.journal.entry import is_hash


class Custody:
    """Holders by SHA-256. A chain that was broken once stays so."""

    def __init__(self) -> None:
        self.holder: dict[str, str] = {}
        self.broken: set[str] = set()

    def taken(self, sha256: str, holder: str) -> bool:
        """Take a piece into custody; False where it has no hash or no holder."""
        if not is_hash(sha256) or not holder.strip():
            return False
        self.holder.setdefault(sha256, holder)
        return True

    def passed(self, sha256: str, giver: str, taker: str) -> None:
        """Hand a piece over; the chain breaks where the giver did not hold it."""
        if self.holder.get(sha256) != giver or not taker.strip():
            self.broken.add(sha256)
        self.holder[sha256] = taker

    def compared(self, sha256: str, found: str) -> None:
        """Compare a piece with its hash."""
        if sha256 != found:
            self.broken.add(sha256)

    def is_sound(self, sha256: str) -> bool:
        """Whether it is in custody, whole, by an unbroken chain."""
        return sha256 in self.holder and sha256 not in self.broken
