"""Forms of a meeting. Hours are written as the clocks at the place of the meeting show them."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from intersession.meetings import queries, rules
from intersession.meetings.actions import Facts
from intersession.meetings.forms._hours import LEFT_OUT, hour_field
from intersession.meetings.models import Meeting
from intersession.programme.models import Programme
from intersession.ui.text import text
from intersession.ui.wording import NO_ADDRESS, WordedForm, Wording, date_field


class About(WordedForm):
    """What is known of a meeting; `facts()` once it is valid."""

    worded = {
        "title": Wording(label=_("Title"), limit=300),
        "place": Wording(label=_("Place"), limit=100),
        "venue": Wording(label=_("Building and room"), limit=200, required=False),
        "about": Wording(label=_("What it is about"), limit=2000, required=False, rows=3),
    }
    kind = forms.ChoiceField(label=_("Kind"), choices=list(queries.KIND_NAMES.items()))
    number = forms.IntegerField(
        label=_("Number"),
        required=False,
        min_value=1,
        max_value=9999,
        help_text=_("Of the workshop in its year, or of the Council session."),
    )
    time_zone = forms.CharField(
        label=_("Time zone"), max_length=60, help_text=_("Written like Europe/Zurich.")
    )
    starts_on = date_field(_("First day"), required=True)
    starts_hour = hour_field(_("Begins at"))
    ends_on = date_field(_("Last day"), required=True)
    ends_hour = hour_field(_("Ends at"))
    modality = forms.ChoiceField(label=_("How"), choices=list(queries.MODALITY_NAMES.items()))
    figures = forms.CharField(
        label=_("Facts"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One in each line, such as “participants: 230”."),
    )
    order = ["kind", "number", "title", "starts_on", "starts_hour", "ends_on", "ends_hour"]
    order += ["time_zone", "place", "venue", "modality", "about", "figures"]

    def clean_time_zone(self) -> str:
        name = str(self.cleaned_data["time_zone"])
        if rules.zone_of(name) is None:
            raise ValidationError(
                _("“%(zone)s” is not a time zone. Time zones are written like Europe/Zurich."),
                params={"zone": name},
            )
        return name

    def clean_figures(self) -> dict[str, int | str]:
        lines = self.cleaned_data["figures"].splitlines()
        return dict(_figure(number, line) for number, line in enumerate(lines, 1) if line.strip())

    def clean(self) -> dict[str, Any]:
        super().clean()
        for end in ("starts", "ends"):
            self.cleaned_data[f"{end}_at"] = self._moment(end)
        return self.cleaned_data

    def _moment(self, end: str) -> datetime | None:
        given = [self.cleaned_data.get(n) for n in (f"{end}_on", f"{end}_hour", "time_zone")]
        if None in given:
            return None
        found = rules.local(given[0], given[1], ZoneInfo(given[2]))
        if found is None:
            self.add_error(f"{end}_hour", LEFT_OUT)
        return found

    def facts(self) -> Facts:
        names = Facts.__dataclass_fields__
        return Facts(**{n: v for n, v in self.cleaned_data.items() if n in names})


class Years(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return " · ".join(part for part in (str(obj.year), text(obj.theme)) if part)


class Add(About):
    programme = Years(label=_("Programme"), queryset=Programme.objects.order_by("-year"))
    slug = forms.SlugField(
        label=_("Address"),
        max_length=80,
        required=False,
        error_messages=NO_ADDRESS,
        help_text=_("The last part of /meetings/…/; made from the title when left empty."),
    )
    order = ["programme", *About.order, "slug"]


class Change(About):
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    order = [*About.order, "seen"]


class State(forms.Form):
    to = forms.CharField(max_length=20)
    reason = forms.CharField(
        label=_("Why it goes one state back"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class Cancel(forms.Form):
    reason = forms.CharField(
        label=_("Why"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


def start() -> dict[str, Any]:
    """The first values of a new meeting: those of the duty station."""
    return {"time_zone": settings.DUTY_STATION["time_zone"]}


def kept(meeting: Meeting) -> dict[str, Any]:
    """What stands there, as the form writes it."""
    zone = rules.zone_of(meeting.time_zone) or UTC
    begins, ends = (m.astimezone(zone) for m in (meeting.starts_at, meeting.ends_at))
    same = ("kind", "number", "title", "place", "venue", "about", "time_zone", "modality")
    return {
        **{name: getattr(meeting, name) for name in same},
        "starts_on": begins.date(),
        "starts_hour": begins.time(),
        "ends_on": ends.date(),
        "ends_hour": ends.time(),
        "figures": "\n".join(f"{name}: {value}" for name, value in meeting.figures.items()),
        "seen": meeting.sequence,
    }


def _figure(number: int, line: str) -> tuple[str, int | str]:
    name, between, value = (part.strip() for part in line.partition(":"))
    if not (name and between and value):
        raise ValidationError(
            _("Line %(number)s is not a name and a value, such as “participants: 230”."),
            params={"number": number},
        )
    return name, int(value) if value.isdecimal() else value
