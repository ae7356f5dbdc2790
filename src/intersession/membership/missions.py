"""What a Mission is called in a letter, in three languages, from the names of its Entity.

The formal name of a State comes with its article ("the Republic of Arvoria", « la République
d’Arvorie »); a short name without one is taken as it is. Other Entities are addressed by name.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from intersession.membership.models import Entity
from intersession.ui.text import text

# What becomes of "de" and "à" before an article; longest first.
OF = {
    "fr": (("les ", "des "), ("le ", "du "), ("la ", "de la "), ("l’", "de l’")),
    "es": (("el ", "del "),),
}
TO = {
    "fr": (("les ", "aux "), ("le ", "au "), ("la ", "à la "), ("l’", "à l’")),
    "es": (("el ", "al "),),
}
ARTICLE = re.compile(r"^(the |le |la |les |l’|el |los |las )")


@dataclass(frozen=True, kw_only=True)
class Mission:
    """`named` within a sentence, `to` after "compliments", `headed` at the head of its address."""

    named: str
    to: str
    headed: str


def mission_of(
    *, kind: str, name: Mapping[str, str], formal_name: Mapping[str, str], language: str
) -> Mission:
    """A short name in another language is better than none: it is the name people know."""
    given = str(formal_name.get(language) or text(name, language)).strip()
    called = _typeset(given, language)
    if kind != Entity.Kind.STATE:
        return Mission(named=called, to=_joined(TO, called, language), headed=_headed(called))
    of = _joined(OF, called, language)
    if language == "fr":
        named = f"la Mission permanente {of}"
    elif language == "es":
        named = f"la Misión Permanente {of}"
    else:
        named = f"the Permanent Mission {of}"
    return Mission(named=named, to=_joined(TO, named, language), headed=_headed(named))


def _typeset(name: str, language: str) -> str:
    """An article in capitals is one within a sentence too; French has its own apostrophe."""
    if language == "en" and name.startswith("The "):
        return f"the {name[4:]}"
    return name.replace("'", "’") if language == "fr" else name


def _joined(table: Mapping[str, tuple[tuple[str, str], ...]], name: str, language: str) -> str:
    """ "of …" or "to …", run together with the article as the language has it."""
    for article, together in table.get(language, ()):
        if name.startswith(article):
            return together + name[len(article) :]
    if language == "en":
        return f"{'of' if table is OF else 'to'} {name}"
    if language == "es":
        return f"{'de' if table is OF else 'a'} {name}"
    if table is OF:
        return f"d’{name}" if _begins_with_vowel(name) else f"de {name}"
    return f"à {name}"


def _begins_with_vowel(name: str) -> bool:
    first = unicodedata.normalize("NFD", name[:1]).casefold()[:1]
    return first in set("aeiou")


def _headed(named: str) -> str:
    bare = ARTICLE.sub("", named, count=1)
    return bare[:1].upper() + bare[1:]
