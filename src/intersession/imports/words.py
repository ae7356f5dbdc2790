"""Words made comparable: heads of columns, names of Entities, names of people."""

import re
from functools import lru_cache

from intersession.membership.sorting import folded

_WORD = re.compile(r"[^\W_]+")
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
# Words that names of States have in one list and lack in another.
_SMALL = frozenset("the of and la le les l el los las de du des d del al y et e a".split())
# What may follow a whole name after a comma.
AFTER_A_NAME = frozenset("jr|sr|ii|iii|iv|phd|ph d|md|m d|esq|qc|kc|fils|pere|hijo".split("|"))


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
    """In the order in which it is written, for capitals tell already which part is the family name:
    "BAN Ki-moon" and "DUPONT Jean" stay as they are. Only what a list turned round for its order
    is turned back: "O’NEILL, Sean" → "Sean O’NEILL". "John Smith, Jr." is no such name."""
    family, comma, given = (part.strip() for part in said.partition(","))
    if not (comma and family and given) or "," in given or plain(given) in AFTER_A_NAME:
        return said
    return f"{given} {family}"
