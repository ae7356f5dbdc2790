"""Translated text is a JSON field: {"en": "Migration", "fr": "Migrations", "es": "Migración"}.

It may name its first language as {"original": "fr", …}. Plain strings pass through, so that a page
need not know which of the two it holds.
"""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext
from markupsafe import Markup, escape

from intersession.ui.languages import base, missing_in

ORIGINAL = "original"
NO_BREAK = "\u00a0"


def as_typed(words: str) -> str:
    """What somebody wrote; an end of a line is one character, as browsers count it.

    What no database can keep and nobody can type is left out: a NUL, half of a character.
    """
    whole = words.encode("utf-8", "ignore").decode("utf-8")
    return whole.replace("\r\n", "\n").replace("\0", "").strip()


def text(value: object, language: str | None = None) -> str:
    """The wording in `language` (the one in use when None), else the original, English, any."""
    if isinstance(value, Mapping):
        return best(value, base(language))[1]
    return "" if value is None else str(value)


def words(value: object, language: str | None = None) -> Markup:
    """As `text`, escaped; a wording in another language is marked and said to be one."""
    if not isinstance(value, Mapping):
        return escape(text(value))
    wanted = base(language)
    found, wording = best(value, wanted)
    if found in {wanted, ""}:
        return escape(wording)
    return Markup('<span lang="{}">{}</span> <span class="fallback">({})</span>').format(
        found, wording, missing_in(wanted)
    )


def listing(items: Iterable[object]) -> str:
    """ "A, B and C" in the language in use, each item shown by `text`."""
    shown = [text(item) for item in items]
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} {_and(shown[-1])}{NO_BREAK}{shown[-1]}"


def best(value: Mapping[str, str], wanted: str) -> tuple[str, str]:
    """The language found and its wording; ("", "") when there is no wording at all."""
    order = (wanted, value.get(ORIGINAL) or "en", "en", *value)
    codes = (code for code in order if code != ORIGINAL and str(value.get(code) or "").strip())
    found = next(codes, "")
    return found, str(value.get(found, ""))


def _and(following: str) -> str:
    word = gettext("and")
    # Spanish: «y» becomes «e» before the sound i, but not before «hie…» or «y…».
    first = following.casefold()
    hears_i = first.startswith(("i", "í", "hi", "hí")) and not first.startswith("hie")
    return "e" if word == "y" and hears_i else word
