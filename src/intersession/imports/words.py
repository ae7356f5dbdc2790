"""Words made comparable: heads of columns, names of Entities, names of people."""

import re
from functools import lru_cache

from intersession.membership.sorting import folded

_WORD = re.compile(r"[^\W_]+")
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
# Words that names of States have in one list and lack in another.
_SMALL = frozenset("the of and la le les l el los las de du des d del al y et e a".split())
# Between given and family name, written small: they belong to the family name.
PARTICLES = frozenset(
    "de da do dos das du des del della di la le las los van von der den ten ter zu zum af av bin "
    "ibn al el ben ould y e d l".split()
)


@lru_cache(maxsize=4096)
def plain(said: str) -> str:
    """Small letters without accents and signs: "Nom de l’État" → "nom de l etat"."""
    return " ".join(_WORD.findall(folded(said)))


@lru_cache(maxsize=65_536)
def place_key(said: str) -> str:
    """The words of a name of an Entity in one order, so that "Korea, Republic of" is "Republic of
    Korea" and "Gambie (la)" is "la Gambie"."""
    without = _BRACKETS.sub("", said)
    words = _WORD.findall(folded(without or said))
    counted = [word for word in words if word not in _SMALL]
    return " ".join(sorted(counted or words))


@lru_cache(maxsize=65_536)
def person_key(said: str) -> str:
    """ "DUPONT Jean", "Jean Dupont" and "Dupont, Jean" are one."""
    return " ".join(sorted(_WORD.findall(folded(said))))


def person_name(said: str) -> str:
    """Given name first. A family name in capitals or before a comma tells which one it is:
    "DUPONT Jean" → "Jean DUPONT", "de la FUENTE María" → "María de la FUENTE", "O’NEILL, Sean" →
    "Sean O’NEILL". One word, and what tells nothing, stays as it is."""
    family, comma, given = said.partition(",")
    if comma and family.strip() and given.strip():
        return f"{given.strip()} {family.strip()}"
    words = said.split()
    end = _end_of_capitals(words)
    if 0 < end < len(words):
        return " ".join([*words[end:], *words[:end]])
    return said


def _end_of_capitals(words: list[str]) -> int:
    """How many words at the beginning are a family name in capitals with its particles; 0: none.

    A single capital letter is an initial and no family name.
    """
    end = 0
    for place, word in enumerate(words):
        letters = re.sub(r"^Mac|^Mc|\W|\d|_", "", word)
        if len(letters) > 1 and letters.isupper():
            end = place + 1
        elif plain(word) not in PARTICLES or word[:1].isupper():
            break
    return end
