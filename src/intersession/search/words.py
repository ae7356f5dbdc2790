"""Words as they are compared: without accents, in small letters, without signs.

Folded here, before indexing and before asking, so that both databases find the same.
"""

import re
import unicodedata
from dataclasses import dataclass

MOST_WORDS = 12  # of a question
MOST_CHARACTERS = 200  # of a question, as it is shown again
LONGEST_WORD = 40
WORD = re.compile(r"[^\W_]+")
SPELT = str.maketrans(
    {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o", "ł": "l"}
    | {"Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i"}
)


def fold(text: str) -> str:
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFKD", text.translate(SPELT))
    return "".join(c for c in bare if not unicodedata.combining(c)).casefold()


def words(text: str) -> list[str]:
    return [word[:LONGEST_WORD] for word in WORD.findall(fold(text))]


def key(text: str) -> str:
    """For equality: "IC/2011/7" is "ic 2011 7"."""
    return " ".join(words(text))[:200]


def _flat() -> dict[int, str]:
    """One letter for one letter, so that places in the folded text are places in the text."""
    codes = [*range(0xC0, 0x250), *range(0x370, 0x400), *range(0x1E00, 0x2000)]
    folded = {code: fold(chr(code))[:1] for code in codes}
    return {code: letter for code, letter in folded.items() if letter}


FLAT = _flat()


def flat(text: str) -> str:
    """As long as the text."""
    low = text.lower()
    return (low if len(low) == len(text) else text).translate(FLAT)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """`words`: all must occur, the last one as a beginning."""

    shown: str
    words: tuple[str, ...]
    shortened: bool

    @property
    def key(self) -> str:
        return " ".join(self.words)

    @property
    def beginning(self) -> bool:
        """One letter begins half of all words: it is then a word of its own."""
        return len(self.words[-1]) > 1

    @property
    def pattern(self) -> re.Pattern[str]:
        """Finds the words in a flat text."""
        *whole, last = (re.escape(word) for word in self.words)
        ends = r"[^\W_]*" if self.beginning else r"(?![^\W_])"
        found = [rf"{word}(?![^\W_])" for word in whole] + [last + ends]
        return re.compile(rf"(?<![^\W_])(?:{'|'.join(found)})")


def read(asked: str) -> Asked:
    """What somebody wrote, whatever it was: signs, control characters, far too much."""
    found = words(asked[: MOST_CHARACTERS * 5])
    shown = "".join(c for c in asked if c.isprintable())[:MOST_CHARACTERS].strip()
    shortened = len(found) > MOST_WORDS or len(asked) > MOST_CHARACTERS
    return Asked(shown=shown, words=tuple(found[:MOST_WORDS]), shortened=shortened)
