"""Forms on the speaker's own page; files stand last (see `documents.uploads`)."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from intersession.documents import rules as documents
from intersession.meetings import rules
from intersession.meetings.actions.parts import ReasonMissing
from intersession.meetings.actions.speaker_files import TAKEN, WORDED
from intersession.meetings.actions.speakers import OWN
from intersession.meetings.forms.speakers import LANGUAGES, LONG_BIOGRAPHY
from intersession.meetings.models import Part, Speaker
from intersession.meetings.queries.files import FILE_KIND_NAMES
from intersession.ui.languages import base, get_language
from intersession.ui.wording import WordedForm, Wording

FILES = _("PDF, PPTX, DOCX or ODT, at most {} MB. What it is says its content.")


class OwnLanguageFirst(WordedForm):
    """The language of the page stands before the others."""

    def _spread(self, name: str) -> list[str]:
        own = f"{name}_{base(get_language())}"
        return sorted(super()._spread(name), key=lambda one: one != own)

    def mine(self) -> list[Any]:
        return [self[self._spread(name)[0]] for name in self.wordings()]

    def others(self) -> list[Any]:
        later = range(1, len(settings.LANGUAGES))
        return [self[self._spread(name)[n]] for n in later for name in self.wordings()]

    def says_more(self) -> bool:
        """Whether something stands in another language, or is not right there."""
        return any(field.value() or field.errors for field in self.others())


class About(OwnLanguageFirst):
    worded = {
        "biography": Wording(
            label=_("Short biography"), limit=LONG_BIOGRAPHY, required=False, rows=5
        ),
    }
    recording = forms.ChoiceField(
        label=_("May your contribution be recorded?"),
        choices=[
            (Speaker.Consent.YES, _("yes")),
            (Speaker.Consent.NO, _("no")),
            (Speaker.Consent.UNASKED, _("I have not decided yet")),
        ],
        required=False,
        widget=forms.RadioSelect,
        help_text=_("You may change this until the page closes; the day is kept."),
    )
    seen = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    order = ["recording", "biography"]


class Words(OwnLanguageFirst):
    worded = {
        "title": Wording(label=_("Title of your contribution"), limit=300, required=False),
        "abstract": Wording(label=_("Abstract"), limit=2000, required=False, rows=5),
    }
    seen = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("The file is a"), choices=list(FILE_KIND_NAMES.items()))
    file_language = forms.ChoiceField(label=_("Its language"), choices=LANGUAGES)
    public = forms.BooleanField(
        label=_("It may be published on the page of the meeting"), required=False
    )
    upload = forms.FileField(
        label=_("File"),
        required=False,
        max_length=500,
        help_text=format_lazy(FILES, documents.MOST_OCTETS // 1_000_000),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{one.ending}" for one in TAKEN)}),
    )
    order = ["title", "abstract", "seen", "kind", "file_language", "public", "upload"]


class Decline(forms.Form):
    why = forms.CharField(
        label=_("Why, in a few words"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only the Administration reads it."),
        error_messages={"required": ReasonMissing.message},
    )

    def __init__(self, *args: Any, confirm: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].required = not confirm


def kept_about(speaker: Speaker) -> dict[str, Any]:
    names = ("biography", "recording")
    kept = {name: getattr(speaker, name) for name in names}
    return {**kept, "seen": rules.version_of(speaker, OWN)}


def kept_words(part: Part) -> dict[str, Any]:
    known = base(get_language())
    language = known if known in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    kept = {"title": part.title, "abstract": part.abstract, "file_language": language}
    return {**kept, "seen": rules.version_of(part, WORDED)}
