"""The tie-break declared before the question opens: coverage, then the alphabet or a lot."""

from hashlib import sha256

from ._model import LEX, OptionSet, TieBreak
from ._profile import Profile


def break_tie(
    profile: Profile, winners: tuple[OptionSet, ...], ties: str
) -> tuple[OptionSet, TieBreak]:
    """Choose one of the winning sets and say how."""
    if len(winners) == 1:
        return winners[0], TieBreak(declared=ties, step="none", contenders=winners)
    covered = {w: profile.supporters_of_any(w).bit_count() for w in winners}
    most = max(covered.values())
    left = tuple(w for w in winners if covered[w] == most)
    if len(left) == 1:
        return left[0], TieBreak(declared=ties, step="coverage", contenders=left)
    if ties == LEX:
        return left[0], TieBreak(declared=ties, step="lex", contenders=left)
    drawn = sorted((lot_digest(ties, options), options) for options in left)
    order = tuple(options for _, options in drawn)
    digests = tuple(digest for digest, _ in drawn)
    return order[0], TieBreak(declared=ties, step="lot", contenders=order, digests=digests)


def lot_digest(seed: str, options: OptionSet) -> str:
    """SHA-256, in hexadecimal, of the UTF-8 bytes of the seed followed by the codes joined by ;"""
    return sha256((seed + ";".join(sorted(options))).encode("utf-8")).hexdigest()
