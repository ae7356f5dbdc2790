"""Forms about speakers: what is known of them, their parts, inviting and replacing."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intersession.meetings import rules, speaking
from intersession.meetings.actions import PartFacts, SpeakerFacts
from intersession.meetings.actions._speakers import NAMES
from intersession.meetings.models import Meeting, Part, Speaker
from intersession.meetings.queries.speakers import choices_of_items
from intersession.membership.labels import KIND_NAMES
from intersession.membership.models import Entity
from intersession.ui.languages import endonym
from intersession.ui.text import text
from intersession.ui.wording import WordedForm, Wording

LANGUAGES = [(code, endonym(code)) for code, _own in settings.LANGUAGES]
LONG_BIOGRAPHY = 1000
GENDERS = [
    ("", _("not declared")),
    (Speaker.Gender.WOMAN, _("woman")),
    (Speaker.Gender.MAN, _("man")),
    (Speaker.Gender.OTHER, _("another")),
]
YES_NO = [("", _("not known")), ("yes", _("yes")), ("no", _("no"))]


class Entities(forms.ModelChoiceField):
    """By name, in the language of the reader."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Entity.objects.all(), required=False, **kwargs)

    def offer(self) -> None:
        rows = Entity.objects.values_list("pk", "name")
        named = sorted(((pk, text(name)) for pk, name in rows), key=lambda one: one[1].casefold())
        self.choices = [("", _("none")), *named]


class Named(WordedForm):
    """Who somebody is and how to reach them: enough for a replacement in a minute."""

    worded = {
        "function": Wording(label=_("Function"), limit=200, required=False),
        "affiliation": Wording(label=_("Affiliation in words"), limit=200, required=False),
    }
    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_("A role will do where no name is known: Expert from capital, Marenia."),
    )
    entity = Entities(
        label=_("Entity"), help_text=_("Without one, write the affiliation in words.")
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        help_text=_("Never shown on public pages. Without it, say yourself how the answer came."),
    )
    language = forms.ChoiceField(
        label=_("Language of mail and of the speaker’s page"), choices=LANGUAGES
    )
    order = ["name", "entity", "email", "language", "function", "affiliation"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entity"].offer()  # type: ignore[attr-defined]

    def facts(self) -> SpeakerFacts:
        """Once it is valid."""
        given = self.cleaned_data
        return SpeakerFacts(**{name: given[name] for name in NAMES if name in given})


class OfSpeaker(Named):
    worded = {
        **Named.worded,
        "biography": Wording(
            label=_("Short biography"), limit=LONG_BIOGRAPHY, required=False, rows=4
        ),
    }
    stakeholder = forms.ChoiceField(
        label=_("Kind of stakeholder"),
        choices=[("", _("as its Entity")), *KIND_NAMES.items()],
        required=False,
    )
    gender = forms.ChoiceField(
        label=_("Gender, as declared"),
        choices=GENDERS,
        required=False,
        help_text=_("For the balance of panels; never shown beside a name in public."),
    )
    from_capital = forms.TypedChoiceField(
        label=_("From capital"),
        choices=YES_NO,
        required=False,
        coerce=lambda said: said == "yes",
        empty_value=None,
    )
    time_zone = forms.CharField(
        label=_("Time zone"),
        max_length=60,
        required=False,
        help_text=_("Where the speaker is far away: written like Asia/Manila."),
    )
    seen = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    order = [
        *("name", "entity", "email", "language", "function", "affiliation"),
        *("stakeholder", "gender", "from_capital", "time_zone", "biography"),
    ]

    def clean_time_zone(self) -> str:
        name = str(self.cleaned_data["time_zone"])
        if name and rules.zone_of(name) is None:
            raise forms.ValidationError(
                _("“%(zone)s” is not a time zone. Time zones are written like Europe/Zurich."),
                params={"zone": name},
            )
        return name


class OfPart(WordedForm):
    worded = {"title": Wording(label=_("Title of what is presented"), limit=300, required=False)}
    role = forms.ChoiceField(
        label=_("Role"), choices=list(rules.ROLE_NAMES.items()), initial=Part.Role.SPEAKER
    )
    minutes = forms.IntegerField(
        label=_("Minutes"), required=False, min_value=1, max_value=rules.LONGEST_ITEM
    )
    position = forms.IntegerField(
        label=_("Place among the speakers of the item"),
        required=False,
        min_value=1,
        max_value=speaking.MOST_PARTS,
        help_text=_("The last one when left empty."),
    )
    remote = forms.BooleanField(label=_("Takes part from afar"), required=False)
    order = ["role", "minutes", "position", "remote", "title"]

    def facts(self) -> PartFacts:
        given = self.cleaned_data
        place = given["position"]
        names = ("role", "minutes", "title", "remote")
        return PartFacts(
            position=None if place is None else place - 1, **{name: given[name] for name in names}
        )


class PartInItem(OfPart):
    """`item`: its uid."""

    item = forms.ChoiceField(label=_("Agenda item"))
    order = ["item", *OfPart.order]

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["item"]
        field.choices = choices_of_items(meeting)


class Answer(forms.Form):
    """As an officer heard it."""

    confirm = forms.ChoiceField(
        label=_("The answer"),
        choices=[("yes", _("takes part")), ("no", _("declines"))],
        widget=forms.RadioSelect,
    )
    channel = forms.ChoiceField(
        label=_("How it came"), choices=list(speaking.CHANNEL_NAMES.items())
    )
    why = forms.CharField(
        label=_("In a few words, where the speaker declines"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {**said, "confirm": said["confirm"] == "yes"}


INVITE = "invite"


class Replace(Named):
    """Somebody of the meeting, or a new person; invited by mail, or confirmed already."""

    speaker = forms.ChoiceField(label=_("Somebody of this meeting"), required=False)
    how = forms.ChoiceField(
        label=_("Has the new person confirmed?"),
        choices=[
            (INVITE, _("Not yet: invite by mail at once")),
            *((code, _("Yes: %s") % words) for code, words in speaking.CHANNEL_NAMES.items()),
        ],
    )
    order = ["speaker", "how", *Named.order]

    def __init__(self, *args: Any, part: Part, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = part.item.meeting.speakers.exclude(pk=part.speaker_id).order_by("name", "pk")
        self.people = {str(row.uid): row for row in rows}
        field: Any = self.fields["speaker"]
        named = [(uid, row.name) for uid, row in self.people.items()]
        field.choices = [("", _("a new person, named below")), *named]
        self.fields["name"].required = self.fields["language"].required = False

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not (given.get("speaker") or given.get("name")) and "name" not in self.errors:
            self.add_error("speaker", _("Choose somebody, or name a new person."))
        found = self.people.get(given.get("speaker") or "")
        address = found.email if found else given.get("email")
        if given.get("how") == INVITE and not address and not self.errors:
            self.add_error("how", _("No e-mail address is known, so no mail can be written."))
        given["language"] = given.get("language") or settings.LANGUAGE_CODE
        return given

    def wanted(self) -> dict[str, Any]:
        given = self.cleaned_data
        channel = "" if given["how"] == INVITE else given["how"]
        found = self.people.get(given["speaker"])
        facts = None if found else self.facts()
        return {"speaker": found, "facts": facts, "channel": channel}


class Chosen(WordedForm):
    """Whom to write to, and a word of one's own in the mail."""

    worded = {
        "note": Wording(label=_("A word of your own"), limit=1000, required=False, rows=3),
    }
    speakers = forms.MultipleChoiceField(
        label=pgettext_lazy("named in an agenda", "Speakers"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one speaker."),
            "invalid_choice": _(
                "Somebody chosen was written to, or answered, meanwhile. Choose again."
            ),
        },
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["speakers"]
        field.choices = people


class Link(forms.Form):
    renew = forms.BooleanField(
        label=_("Make a new link; the old one leads nowhere any more"), required=False
    )


def kept_speaker(speaker: Speaker) -> dict[str, Any]:
    """What stands there, as the form writes it."""
    said = {True: "yes", False: "no", None: ""}[speaker.from_capital]
    kept = {name: getattr(speaker, name) for name in NAMES}
    return {**kept, "from_capital": said, "seen": rules.version_of(speaker, NAMES)}


def kept_part(part: Part) -> dict[str, Any]:
    names = ("role", "minutes", "title", "remote")
    return {"position": part.position + 1, **{name: getattr(part, name) for name in names}}
