"""A person's name as an official list sets it: "H.E. Ms Ana María DE LA CRUZ".

- The family name stands in capitals as the passport has it, with its particles: "VAN DER BERG",
  "AL-HASHIMI", "BIN SALMAN", "O’BRIEN". Lists of the United Nations do so, for nobody then need
  know to which language a particle belongs. Accents stay, in French as well.
- What stands before a capital within a word stays as it is written: "McDONALD", "MacLEOD",
  "DeVITO", "hEITHIR".
- Who has one name only, or no family name, is listed by it in capitals: "SUKARNO".
- Given names written wholly in capitals, as in a passport, are set in small letters.
- Who writes the family name first on the badge is listed so: "BAN Ki-moon".
- Where a dossier holds no name as in the passport, the name on the badge stands as it is written.
- Scripts without capitals stay as they are; so does Georgian, whose capitals are for headlines.

Nothing is left out and nothing added but the title. The gender that somebody declared is not used.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from intersession.membership.sorting import SortKey, folded, sort_key
from intersession.participation.models import Registration
from intersession.ui.languages import base
from intersession.ui.text import NO_BREAK

_Title = Registration.Title
TITLES: dict[str, dict[str, str]] = {
    "en": {
        _Title.MR: "Mr",
        _Title.MS: "Ms",
        _Title.DR: "Dr",
        _Title.PROFESSOR: "Prof.",
        _Title.EXCELLENCY_MR: "H.E. Mr",
        _Title.EXCELLENCY_MS: "H.E. Ms",
    },
    "fr": {
        _Title.MR: "M.",
        _Title.MS: "Mme",
        _Title.DR: "Dr",
        _Title.PROFESSOR: "Pr",
        _Title.EXCELLENCY_MR: "S.E. M.",
        _Title.EXCELLENCY_MS: "S.E. Mme",
    },
    "es": {
        _Title.MR: "Sr.",
        _Title.MS: "Sra.",
        _Title.DR: "Dr./Dra.",  # which one only the gender would say
        _Title.PROFESSOR: "Prof.",
        _Title.EXCELLENCY_MR: "Excmo. Sr.",
        _Title.EXCELLENCY_MS: "Excma. Sra.",
    },
}
# Small words that begin a family name.
PARTICLES = frozenset(
    "van von vom der den de del della delle di da das do dos du des la le las los el al bin ibn "
    "bint ben bou abu af av zu zur ter ten te st san santa mac mc o".split()
)
_WORD = re.compile(r"[^\W_]+")
_LONGEST_PREFIX = 4  # "Fitz"
_GEORGIAN = ("\u10d0", "\u10ff")
_AFTER = frozenset("jr sr ii iii iv phd md esq fils pere hijo".split())


class Named(NamedTuple):
    """What a dossier says of a name; `given` and `family` as in the passport."""

    title: str = ""
    given: str = ""
    family: str = ""
    badge: str = ""


@lru_cache(maxsize=4096)
def formal(named: Named, language: str) -> str:
    """As the list in this language sets it."""
    title = TITLES[base(language)].get(named.title, "")
    name = _whole(named)
    return f"{title.replace(' ', NO_BREAK)}{NO_BREAK}{name}" if title and name else name


def _whole(named: Named) -> str:
    given, family, badge = (_plain(part) for part in (named.given, named.family, named.badge))
    if not (given and family):
        return capitals(given or family) or badge
    first = _small(given)
    if _family_first(badge, given, family):
        return f"{capitals(family)} {first}"
    return f"{first} {capitals(family)}"


@lru_cache(maxsize=4096)
def order_of(named: Named, language: str) -> tuple[SortKey, SortKey]:
    """What to sort people by in a language: the family name with its particles, then the others."""
    given, family, badge = (_plain(part) for part in (named.given, named.family, named.badge))
    first = family or given or parted(badge)[1] or badge
    then = given if family else badge
    return sort_key(first, language, person=True), sort_key(then, language, person=True)


def capitals(name: str) -> str:
    """In capitals, word for word; what stands before a capital within a word stays."""
    whole = unicodedata.normalize("NFC", name)
    # A small letter may have a capital only with its marks apart.
    return unicodedata.normalize("NFC", _WORD.sub(lambda found: _upper(found[0]), whole))


def _upper(word: str) -> str:
    for place in range(1, min(_LONGEST_PREFIX, len(word) - 1) + 1):
        if word[place].isupper():
            if word[place - 1].islower():
                return word[:place] + _capital(word[place:])
            break
    return _capital(word)


def _capital(word: str) -> str:
    """With the capital ß that German has had since 2017, which keeps the name whole."""
    if any(_GEORGIAN[0] <= letter <= _GEORGIAN[1] for letter in word):
        return word
    return word.replace("ß", "ẞ").upper()


def _small(given: str) -> str:
    """ "JEAN-PIERRE" → "Jean-Pierre"; initials, and what is not wholly in capitals, stay."""
    letters = [one for one in given if one.isalpha()]
    if len(letters) < 3 or not all(one.isupper() for one in letters):
        return given
    return _WORD.sub(lambda found: found[0][:1] + found[0][1:].lower(), given)


def _family_first(badge: str, given: str, family: str) -> bool:
    """The badge has the same words, the family name before the others."""
    said, theirs, others = _words(badge), _words(family), _words(given)
    return said == theirs + others != others + theirs


def parted(whole: str) -> tuple[str, str]:
    """Given names and family name of a name written in one: a comma says which is which, then
    capitals do; else the last word is the family name, with the particles before it."""
    said = _plain(whole)
    family, comma, given = (part.strip() for part in said.partition(","))
    if comma and family and given and "," not in given:
        if folded(given.strip(".")) not in _AFTER:
            return given, family
        first, last = parted(family)
        return first, f"{last}, {given}"
    words = said.split()
    if len(words) < 2:
        return "", said
    loud = [_is_loud(word) for word in words]
    if any(loud) and not all(loud):
        return _by_capitals(words, loud)
    begins = len(words) - 1
    while begins > 1 and folded(words[begins - 1]) in PARTICLES:
        begins -= 1
    return " ".join(words[:begins]), " ".join(words[begins:])


def _by_capitals(words: list[str], loud: list[bool]) -> tuple[str, str]:
    """The run from the first word in capitals to the last, with the particles before it."""
    first, last = loud.index(True), len(loud) - 1 - loud[::-1].index(True)
    while first and words[first - 1].islower() and folded(words[first - 1]) in PARTICLES:
        first -= 1
    others = words[:first] + words[last + 1 :]
    return " ".join(others), " ".join(words[first : last + 1])


def _is_loud(word: str) -> bool:
    """In capitals, and no initial: "DUPONT", "O'NEILL", "McDONALD"."""
    letters = [one for one in word if one.isalpha()]
    loud = sum(one.isupper() for one in letters)
    return loud >= 2 and (loud == len(letters) or _upper(word) == word)


def _plain(said: str) -> str:
    return unicodedata.normalize("NFC", " ".join(said.split()))


def _words(said: str) -> list[str]:
    return _WORD.findall(folded(said))
