"""Names in the alphabetical order of English, French and Spanish, and letters made comparable.

Words are compared one after the other, so that a short name precedes a longer one that begins with
it ("New Zealand" before "Newland"). Differences weigh in this order: letters, accents, capitals.

- English: a leading "the" does not count. An apostrophe joins ("O'Brien" is "obrien").
- French: a leading article (le, la, les, l') does not count. An apostrophe or a hyphen parts words.
  Accents are compared from the end of the name: cote, côte, coté, côté (the French rule of
  ISO 14651).
- Spanish: ñ is a letter after n. Only an article written small counts as none: "la República
  Dominicana" stands under R, "El Salvador", whose article belongs to the name, under E (Academia).
- In all three, particles inside a name (of, de, d') count as words; brackets, commas and full
  stops do not count; letters that French or English writes as two (œ, æ, ß) are two.
- Other languages follow the English rule without articles.

A name with no Latin letter stands at the end, in the order of Unicode.
"""

import re
import unicodedata
from functools import lru_cache

from intersession.ui.languages import base

SortKey = tuple[bool, tuple[str, ...], str, str]

# Letters without a decomposition in Unicode.
_SPELT = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_APOSTROPHES = "'\u2019\u2018\u02bc\u00b4`"
_AFTER_N = "n\u007f"  # follows every word in which an n stands in that place
_ARTICLES = {
    "en": re.compile(r"(?i:the)\s+(?=\S)"),
    "fr": re.compile(rf"(?i:le|la|les)\s+(?=\S)|(?i:l)[{_APOSTROPHES}]\s?(?=\S)"),
    "es": re.compile(r"(?:el|la|los|las)\s+(?=\S)"),
}
_LATIN = re.compile(r"[a-z]")
_WORD = re.compile(r"[^\W_]+(?:\u007f[^\W_]*)*")


@lru_cache(maxsize=2048)
def folded(name: str) -> str:
    """Small letters without accents, for looking things up: "Côte d’Ivoire" → "cote d'ivoire"."""
    plain = _bare(name.casefold()).translate(_SPELT)
    return re.sub(f"[{_APOSTROPHES}]", "'", plain)


@lru_cache(maxsize=8192)
def sort_key(name: str, language: str, *, person: bool = False) -> SortKey:
    """What to sort names by in `language` ("en", "fr-ch", …). Keys of one language compare.

    In the name of a `person` an article belongs to it: "Le Pen" stands under L."""
    spoken = base(language)
    counted = unicodedata.normalize("NFC", name.strip())
    counted = counted if person else _without_article(counted, spoken)
    words = tuple(_WORD.findall(_letters(counted.casefold(), spoken)))
    foreign = not _LATIN.search("".join(words))
    return foreign, words, _accents(counted.casefold(), spoken), name.swapcase()


def _without_article(name: str, language: str) -> str:
    article = _ARTICLES.get(language)
    found = article.match(name) if article else None
    return name[found.end() :] if found else name


def _letters(small: str, language: str) -> str:
    """The letters that count first; apostrophes gone or spaces, as the language has it."""
    parted = re.sub(f"[{_APOSTROPHES}]", " " if language == "fr" else "", small)
    if language == "es":
        parted = parted.replace("ñ", _AFTER_N)
    return _bare(parted).translate(_SPELT)


def _accents(small: str, language: str) -> str:
    """One sign per letter, from the end of the name in French; plain letters come first."""
    signs = [unicodedata.normalize("NFD", letter)[1:] or " " for letter in small]
    return "|".join(reversed(signs) if language == "fr" else signs)


def _bare(text: str) -> str:
    apart = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
