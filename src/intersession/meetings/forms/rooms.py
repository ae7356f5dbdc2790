"""The form of a room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intersession.meetings import rules
from intersession.meetings.actions import RoomFacts
from intersession.meetings.actions.rooms import FACTS, MOST_PLACES
from intersession.meetings.models import Room
from intersession.meetings.rules import version_of
from intersession.ui.wording import WordedForm, Wording


class RoomForm(WordedForm):
    """`facts()` once it is valid."""

    worded = {
        "name": Wording(label=_("Name"), limit=100),
        "venue": Wording(label=_("Building"), limit=200, required=False),
        "note": Wording(label=_("Note"), limit=1000, required=False, rows=2),
    }
    seats = forms.IntegerField(
        label=_("Seats"), required=False, min_value=1, max_value=rules.MOST_SEATS
    )
    booths = forms.IntegerField(
        label=_("Booths"),
        required=False,
        min_value=0,
        max_value=rules.MOST_BOOTHS,
        help_text=_("For interpreters: one for each language."),
    )
    setup_minutes = forms.IntegerField(
        label=_("Minutes to set up"),
        required=False,
        min_value=0,
        max_value=rules.LONGEST_SETUP,
        help_text=_("Between two items; 0 where one may follow on the other at once."),
    )
    equipment = forms.MultipleChoiceField(
        label=_("Equipment"),
        required=False,
        choices=list(rules.EQUIPMENT.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    position = forms.IntegerField(
        label=_("Place in the list"),
        required=False,
        min_value=0,
        max_value=MOST_PLACES,
        help_text=_("Rooms with a lower number stand first."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)
    order = ["name", "venue", "seats", "booths", "setup_minutes", "equipment", "note", "position"]
    order += ["seen"]

    def facts(self) -> RoomFacts:
        given = {name: self.cleaned_data[name] for name in FACTS}
        for name in ("booths", "setup_minutes", "position"):
            given[name] = given[name] or 0
        return RoomFacts(**given)


def room_kept(room: Room) -> dict[str, Any]:
    """What stands there, as the form shows it."""
    return {**{name: getattr(room, name) for name in FACTS}, "seen": version_of(room, FACTS)}
