"""The words on the pages in one language, from the same catalogue as the pages."""

from dataclasses import dataclass

from django.utils.translation import gettext, override, pgettext


@dataclass(frozen=True)
class Words:
    language: str

    def __call__(self, english: str, context: str = "") -> str:
        with override(self.language):
            return pgettext(context, english) if context else gettext(english)
