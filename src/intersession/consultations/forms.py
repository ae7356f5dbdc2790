"""Plain forms; what they mean is decided in the actions."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Refusal
from intersession.consultations.labels import (
    AUDIENCE_NAMES,
    KEYED,
    RULE_NAMES,
    SECTION_NAMES,
    SEEN_NAMES,
)
from intersession.consultations.models import ConclusionItem, Option, Preference, Proposal, Question
from intersession.consultations.queries.answers import by_name
from intersession.consultations.queries.notes import questions_asked
from intersession.consultations.rules import RESERVED, check_said
from intersession.meetings.models import Meeting
from intersession.membership.models import Entity
from intersession.programme.models import Programme
from intersession.ui.dates import day
from intersession.ui.text import as_typed, text
from intersession.ui.wording import NO_ADDRESS, WordedForm, Wording, date_field, moment_field

STILL_OPEN = (
    Programme.State.DRAFTING,
    Programme.State.THEME_OPEN,
    Programme.State.THEME_AGREED,
    Programme.State.TOPICS_OPEN,
)
FATE_NAMES = {
    ConclusionItem.Fate.CHOSEN: _("Chosen"),
    ConclusionItem.Fate.MERGED: _("Merged into another"),
    ConclusionItem.Fate.KEPT: _("Kept for a future programme"),
}


class _Lines(forms.CharField):
    def to_python(self, value: Any) -> Any:
        return super().to_python(as_typed(value) if value else value)


class Prefer(forms.Form):
    """`approved` once per option; `none` says that no preference is meant."""

    reason = _Lines(required=False, max_length=600)
    version = forms.IntegerField(required=False, min_value=0)
    none = forms.BooleanField(required=False)


class _Meetings(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{day(obj.starts_at)} · {text(obj.title)}"


class _Entities(forms.ModelChoiceField):
    """By name, in the language of the reader and in its order."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Entity.objects.none(), **kwargs)

    def offer(self, entities: Any) -> None:
        self.queryset = entities
        named = [(entity.pk, text(entity.name)) for entity in by_name(entities)]
        self.choices = [("", self.empty_label or ""), *named]


class Draft(WordedForm):
    """What is asked and how it is counted."""

    worded = {
        "title": Wording(label=_("The question in a few words")),
        "wording": Wording(
            label=_("What the membership should know"), limit=2000, required=False, rows=3
        ),
    }
    meeting = _Meetings(label=_("Meeting"), queryset=Meeting.objects.order_by("-starts_at"))
    programme = forms.ModelChoiceField(
        label=_("For the programme of"), queryset=Programme.objects.order_by("-year")
    )
    slug = forms.SlugField(label=_("Address"), max_length=60, error_messages=NO_ADDRESS)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[
            ("choose", _("Choose among proposals")),
            ("yes_no", _("Yes or no")),
            ("open", _("Open: answers in words")),
        ],
    )
    sets = forms.ChoiceField(
        label=_("The conclusion sets"),
        choices=[("nothing", _("Nothing")), ("theme", _("The theme")), ("topics", _("The topics"))],
    )
    seats = forms.IntegerField(label=_("How many are chosen"), min_value=1, max_value=5, initial=1)
    cap = forms.IntegerField(
        label=_("Most that one delegation may name"), min_value=1, max_value=50, required=False
    )
    rule = forms.ChoiceField(label=_("Rule"), choices=list(RULE_NAMES.items()))
    ties = forms.CharField(
        label=_("Seed of the lot between equals"),
        max_length=100,
        initial="lex",
        help_text=_("After coverage. “lex” takes the alphabetical order instead of a lot."),
    )
    closes_at = moment_field(_("Closes"), help_text=_("Day and hour at the duty station."))
    order = ["meeting", "programme", "slug", "kind", "title", "wording"]

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if slug in RESERVED or Question.objects.filter(slug=slug).exists():
            raise forms.ValidationError(_("Another question has this address."))
        return slug


class Change(Draft):
    """A draft that exists keeps its address, its kind, its meeting and its programme."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("slug", "kind", "meeting", "programme"):
            del self.fields[name]


class KeyedOne(forms.Form):
    """One answer received by another channel, with its scan."""

    entity = _Entities(label=_("Entity"))
    approved = forms.MultipleChoiceField(
        label=_("Named"), required=False, widget=forms.CheckboxSelectMultiple
    )
    none = forms.BooleanField(label=_("No preference"), required=False)
    channel = forms.ChoiceField(label=_("Channel"), choices=KEYED)
    received_at = moment_field(_("Received"))
    said_by = forms.CharField(label=_("Who said so (function)"), max_length=150, required=False)
    scan = forms.FileField(label=_("Scan (PDF, PNG, JPEG)"), required=False)
    # The last answer there was when the form was filled; a later one of this Entity is a conflict.
    seen = forms.IntegerField(
        required=False, min_value=0, max_value=2**62, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, options: list[Option], entities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["approved"].choices = [(o.code, f"{o.code}. {text(o.title)}") for o in options]  # type: ignore[attr-defined]
        self.fields["entity"].offer(entities)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        try:
            check_said(given.get("approved", []), given.get("none", False))
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return given


class GridHead(forms.Form):
    """What holds for all the rows that are keyed in together."""

    channel = forms.ChoiceField(label=_("Channel"), choices=KEYED)
    received_at = moment_field(_("Received"))


class Propose(WordedForm):
    worded = {
        "title": Wording(label=_("Title"), limit=250),
        "body": Wording(label=_("What it is about"), limit=4000, required=False, rows=4),
    }
    # A year whose topics are agreed takes no more proposals.
    programme = forms.ModelChoiceField(
        label=_("For the programme of"),
        queryset=Programme.objects.filter(state__in=STILL_OPEN).order_by("-year"),
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(Proposal.Kind.TOPIC, _("Topic")), (Proposal.Kind.THEME, _("Theme"))],
    )
    order = ["programme", "kind", "title", "body"]


class RoomOption(WordedForm):
    """A proposal made in the room; it joins the open question."""

    worded = {
        "title": Wording(label=_("Title"), limit=250),
        "body": Wording(label=_("What it is about"), limit=4000, required=False, rows=3),
    }
    proposer = _Entities(
        label=_("Proposed by"), required=False, empty_label=_("The Administration")
    )
    order = ["title", "body", "proposer"]

    def __init__(self, *args: Any, entities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proposer"].offer(entities)  # type: ignore[attr-defined]


class Words(WordedForm):
    """New words of a proposal that is amended or merged."""

    worded = Propose.worded


class Conclude(WordedForm):
    """The Chair's package: words in three languages and what becomes of each option."""

    worded = {
        "words": Wording(label=_("The Chair’s conclusion"), limit=3000, rows=5),
    }
    figures_seen_by = forms.ChoiceField(
        label=_("Who sees the broad figures and the recount file"), choices=list(SEEN_NAMES.items())
    )
    silence = forms.IntegerField(
        label=_("Silence procedure, in hours (empty: adopted at once)"),
        min_value=1,
        max_value=24 * 60,
        required=False,
    )

    def __init__(self, *args: Any, options: list[Option], **kwargs: Any) -> None:
        self.options = options
        super().__init__(*args, **kwargs)
        codes = [("", "–"), *((o.code, o.code) for o in options)]
        for option in options:
            self.fields[f"fate_{option.code}"] = forms.ChoiceField(
                label=format_lazy("{}. {}", option.code, _("Outcome")),
                choices=list(FATE_NAMES.items()),
            )
            self.fields[f"slot_{option.code}"] = forms.IntegerField(
                label=format_lazy("{}. {}", option.code, _("Workshop")),
                min_value=1,
                max_value=9,
                required=False,
            )
            self.fields[f"into_{option.code}"] = forms.ChoiceField(
                label=format_lazy("{}. {}", option.code, _("Merged into")),
                choices=codes,
                required=False,
            )

    def wordings(self) -> dict[str, Wording]:
        sub_titles = {
            f"sub_{o.code}": Wording(
                label=format_lazy("{}. {}", o.code, _("Sub-title")), required=False
            )
            for o in self.options
        }
        return {**self.worded, **sub_titles}


class Carry(forms.Form):
    """From one year to a later one."""

    of = forms.ModelChoiceField(label=_("Of the programme of"), queryset=Programme.objects.none())
    to = forms.ModelChoiceField(label=_("To the programme of"), queryset=Programme.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("of", "to"):
            self.fields[name].queryset = Programme.objects.order_by("-year")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("of") and given.get("to") and given["to"].year <= given["of"].year:
            raise forms.ValidationError(_("A proposal is carried over to a later year."))
        return given


class Compose(WordedForm):
    """What a discussion note is made of."""

    worded = {
        "introduction": Wording(label=_("Introductory words"), limit=6000, required=False, rows=5),
    }
    sections = forms.MultipleChoiceField(
        label=_("Sections"),
        choices=list(SECTION_NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    order = ["sections", "introduction"]

    def clean(self) -> dict[str, Any]:
        return _named(super().clean(), "sections", "introduction")


class Register(forms.Form):
    """Under which symbol, and in which languages, a note goes into the register."""

    symbol = forms.CharField(label=_("Symbol"), max_length=60, help_text=_("Such as IC/2011/7."))
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple
    )
    form = forms.ChoiceField(
        label=_("File"), choices=[("pdf", _("PDF, as it is")), ("docx", _("DOCX, to be edited"))]
    )


class _Questions(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return text(obj.title)


class Note(WordedForm):
    """One wording in each language, for many Missions."""

    worded = {
        "title": Wording(label=_("What it is about (for the list, not printed)"), limit=200),
        "body": Wording(label=_("Wording"), limit=6000, rows=9),
        "signed_by": Wording(
            label=_("Signature block: function and name of who signs, one line each"),
            limit=300,
            rows=3,
        ),
    }
    audience = forms.ChoiceField(label=_("To whom"), choices=list(AUDIENCE_NAMES.items()))
    question = _Questions(
        label=_("Which question"),
        queryset=questions_asked(),
        required=False,
        help_text=_("For those who have answered it, or have not."),
    )
    dated = date_field(_("Date of the note"), required=True)
    deadline = moment_field(_("Deadline"), required=False)
    order = ["title", "audience", "question", "dated", "deadline", "body", "signed_by"]


def _named(given: dict[str, Any], *names: str) -> dict[str, Any]:
    """The values an action takes, without the fields of each language."""
    return {name: given[name] for name in names if name in given}


class Settle(forms.Form):
    receipt = forms.CharField(max_length=14)
    stands = forms.TypedChoiceField(choices=[("1", "1"), ("0", "0")], coerce=lambda v: v == "1")
    note_verbale = forms.CharField(max_length=100, required=False)


CHANNELS = [c.value for c in Preference.Channel]
