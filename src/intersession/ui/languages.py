"""Which language a page speaks, and what its languages are called within a sentence."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.conf import settings
from django.utils.translation import get_language as active_language
from django.utils.translation import get_language_info, pgettext, pgettext_lazy

NAMES = {
    "en": pgettext_lazy("language, within a sentence", "English"),
    "fr": pgettext_lazy("language, within a sentence", "French"),
    "es": pgettext_lazy("language, within a sentence", "Spanish"),
    "ar": pgettext_lazy("language, within a sentence", "Arabic"),
}


def get_language() -> str:
    """The code of the language in use, as in settings.LANGUAGES; never None."""
    return active_language() or settings.LANGUAGE_CODE


def base(language: str | None) -> str:
    """The language without its country: "fr" for "fr-ch"; the one in use when None."""
    return (language or get_language()).split("-")[0].lower()


def language_name(code: str) -> str:
    """ "French" for "fr", in the language in use; what is no known code comes back as it is."""
    return str(NAMES.get(code, code))


def endonym(code: str) -> str:
    """What the language calls itself, as settings.LANGUAGES writes it."""
    return dict(settings.LANGUAGES).get(code, code)


def by_language(fields: Iterable[Any]) -> list[list[Any]]:
    """Fields of a form in their order; those of one text in several languages, one after the other
    and named `title_en`, `title_fr`, stand together."""

    def stem(field: Any) -> str:
        name, _, code = field.name.rpartition("_")
        return name if name and code in NAMES else field.name

    return [list(together) for _name, together in groupby(fields, stem)]


def direction(language: str | None = None) -> str:
    """ "rtl" or "ltr", the value of the attribute `dir`."""
    try:
        return "rtl" if get_language_info(base(language))["bidi"] else "ltr"
    except KeyError:  # a code Django has never heard of
        return "rtl" if base(language) in settings.LANGUAGES_BIDI else "ltr"


def missing_in(language: str) -> str:
    """Says, in the language in use, that a text does not exist in `language`."""
    return pgettext("after a text shown in another language", "not yet available in %s") % (
        language_name(language)
    )
