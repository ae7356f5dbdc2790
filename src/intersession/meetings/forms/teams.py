"""Forms of teams of interpreters, of their half-days and of what they may be asked."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from intersession.meetings import queries, rules
from intersession.meetings.actions import Limits, TeamFacts
from intersession.meetings.actions.teams import BOUNDS, FACTS
from intersession.meetings.interpreting import HALF_NAMES, HalfDay
from intersession.meetings.models import Meeting, Room, Team
from intersession.meetings.rules import version_of
from intersession.ui.dates import day
from intersession.ui.languages import NAMES, endonym
from intersession.ui.text import text


class TeamForm(forms.Form):
    """`facts()` once it is valid."""

    name = forms.CharField(
        label=_("Name"), max_length=100, help_text=_("Such as A: it is shown as “team A”.")
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of its booths"),
        choices=list(NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    email = forms.EmailField(label=_("E-mail of who leads it"), required=False, max_length=254)
    language = forms.ChoiceField(
        label=_("Language of mail to the team"),
        choices=[(code, endonym(code)) for code in ("en", "fr", "es")],
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    def facts(self) -> TeamFacts:
        return TeamFacts(**{name: self.cleaned_data[name] for name in FACTS})


class Rooms(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return text(obj.name)


class Assign(forms.Form):
    """A team, or none, for half-days: in every room, or in one."""

    team = forms.ChoiceField(label=_("Team"))
    half_days = forms.MultipleChoiceField(label=_("Half-days"), widget=forms.CheckboxSelectMultiple)
    room = Rooms(
        label=_("Room"),
        queryset=Room.objects.none(),
        required=False,
        to_field_name="uid",
        empty_label=_("all rooms"),
    )
    their_languages = forms.BooleanField(
        label=_("Give items without languages those of the team"), required=False
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = queries.half_days_of(meeting)
        self.teams = {str(team.uid): team for team in meeting.teams.order_by("name")}
        used = meeting.agenda.exclude(room=None).values("room")
        teams = [(uid, _of_team(team)) for uid, team in self.teams.items()]
        self.fields["team"].choices = [*teams, ("none", _("no team: set them free"))]  # type: ignore[attr-defined]
        rooms = Room.objects.filter(pk__in=used).order_by("position", "pk")
        self.fields["room"].queryset = rooms  # type: ignore[attr-defined]
        choices = [(key, _in_words(half)) for key, half in self.known.items()]
        self.fields["half_days"].choices = choices  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """As `assign_team` takes it."""
        half_days = [self.known[key] for key in self.cleaned_data["half_days"]]
        team = self.teams.get(self.cleaned_data["team"])
        return {**self.cleaned_data, "team": team, "half_days": half_days}


def _of_team(team: Team) -> str:
    return f"{team.name} · {' '.join(code.upper() for code in team.languages)}"


def _in_words(half: HalfDay) -> str:
    return f"{day(half.day)}, {HALF_NAMES[half.half]}"


class Sure(forms.Form):
    """A button alone."""


class LimitsForm(forms.Form):
    """`limits()` once it is valid."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (least, most) in BOUNDS.items():
            label, told = rules.LIMIT_NAMES[name], HELP[name]
            self.fields[name] = forms.IntegerField(
                label=label, min_value=least, max_value=most, help_text=told
            )
        for code, named in NAMES.items():
            self.fields[f"channel_{code}"] = forms.IntegerField(
                label=format_lazy(_("Channel of {language}"), language=named),
                required=False,
                min_value=0,
                max_value=rules.LAST_CHANNEL,
            )

    def limits(self) -> Limits:
        given = self.cleaned_data
        channels = {code: given[f"channel_{code}"] for code in NAMES}
        told = {code: channel for code, channel in channels.items() if channel is not None}
        return Limits(channels=told, **{name: given[name] for name in BOUNDS})


HELP: dict[str, Any] = {
    "half_days": _("Morning, afternoon and evening are a half-day each."),
    "longest": _("A pause of 15 minutes or more is a rest."),
    "lunch": _(
        "For a team that begins more than two hours before the afternoon and works on in it; 0 "
        "where this is not looked at."
    ),
    "noon": _("An hour of the place, such as 14; what begins before belongs to the morning."),
    "evening": _("An hour of the place, such as 18; what begins then is a third half-day."),
}


def team_kept(team: Team) -> dict[str, Any]:
    """What stands there, as the form shows it."""
    return {**{name: getattr(team, name) for name in FACTS}, "seen": version_of(team, FACTS)}


def limits_kept(meeting: Meeting) -> dict[str, Any]:
    limits = rules.interpretation_of(meeting)
    channels = {f"channel_{code}": number for code, number in limits.channels.items()}
    return {**{name: getattr(limits, name) for name in BOUNDS}, **channels}
