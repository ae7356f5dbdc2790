"""Which column holds what, by its head: as people write it, in three languages."""

import re
from collections.abc import Mapping
from functools import lru_cache

from django.conf import settings
from django.utils.translation import override

from intersession.imports.columns import KINDS, OPTION
from intersession.imports.reading import Table
from intersession.imports.words import plain

_BRACKETS = re.compile(r"\([^()]*\)")
_PLURAL = re.compile(r"(?<=[a-z]{3})s\b")


# Words that stand in heads of one language alone.
HEADS_IN = {
    "fr": frozenset(
        "pays etat nom prenom membre titre texte denomination entite depuis statut debut courriel "
        "fonction groupe recu voie annee langue".split()
    ),
    "es": frozenset(
        "pais estado nombre apellido apellidos miembro titulo texto denominacion entidad desde "
        "hasta inicio correo cargo grupo recibido ano idioma fuente".split()
    ),
}


def language_of(table: Table) -> str:
    """In which language its heads are, and so its names and dates; "" when none of them tells."""
    words = {word for column in table.columns for word in plain(column.head).split()}
    return next((code for code, heads in HEADS_IN.items() if words & heads), "")


@lru_cache(maxsize=16)
def heads_of(kind: str) -> dict[str, str]:
    """Each known head of a kind of list, and its field; the first that claims a head has it."""
    found: dict[str, str] = {}
    for one in KINDS[kind].fields:
        for language, _own in settings.LANGUAGES:
            with override(language):
                found.setdefault(plain(str(one.label)), one.code)
        found.setdefault(plain(one.code), one.code)
    for one in KINDS[kind].fields:
        for head in one.heads.split("|"):
            found.setdefault(plain(head), one.code)
    found.pop("", None)
    return found


def meant(head: str, known: Mapping[str, str]) -> str | None:
    """The field of a head as it is, without its brackets, of one of two languages side by side
    ("Country / Pays"), or in the singular."""
    ways = [head, _BRACKETS.sub(" ", head), *re.split(r"[/|\n]", head)]
    words = [plain(way) for way in ways]
    words += [_PLURAL.sub("", one) for one in words]
    return next((known[one] for one in words if one in known), None)


def is_head(kind: str, said: str) -> bool:
    return bool(said) and meant(said, heads_of(kind)) is not None


def guess(kind: str, table: Table, options: Mapping[str, str]) -> dict[str, str]:
    """{place: field} of the columns whose heads are known; a field has one column only.

    `options`: {code: title} of the question, whose columns may be headed by either.
    """
    known = {**heads_of(kind), **_options(options)}
    found: dict[str, str] = {}
    for column in table.columns:
        code = meant(column.head, known)
        if code and code not in found.values() and not column.twice:
            found[str(column.place)] = code
    return found


def _options(options: Mapping[str, str]) -> dict[str, str]:
    heads = {plain(code): OPTION + code for code in options}
    return heads | {plain(title): OPTION + code for code, title in options.items() if title}
