"""Which door sheets are meant."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from intersession.meetings.queries import DoorsPage
from intersession.ui.dates import day
from intersession.ui.languages import base, get_language
from intersession.ui.text import text

ALL = "all"


class Doors(forms.Form):
    """Sent by GET: `day`, `room` and `language`, each may be left out."""

    day = forms.TypedChoiceField(label=_("Day"), required=False, coerce=str)
    room = forms.ChoiceField(label=_("Room"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, *args: Any, page: DoorsPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = [(one.isoformat(), day(one)) for one in page.days]
        rooms = [(one.uid, text(one.name)) for one in page.rooms]
        self._choose("day", [("", _("all days")), *days])
        self._choose("room", [("", _("all rooms")), *rooms])
        self._choose("language", [*settings.LANGUAGES, (ALL, _("all three"))])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def languages(self) -> list[str]:
        asked = self.cleaned_data.get("language") or base(get_language())
        return [code for code, _own in settings.LANGUAGES if asked in (code, ALL)]


def doors_first() -> dict[str, str]:
    """What is asked for by whoever asks for nothing: all, in the language of the page."""
    return {"language": base(get_language())}
