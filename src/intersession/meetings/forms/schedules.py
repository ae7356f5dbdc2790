"""Forms of schedule files: send one, and decide what is done with it."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from intersession.meetings.actions import Choices
from intersession.meetings.models import Room
from intersession.meetings.schedules.plans import Plan, What
from intersession.ui.text import text

NEW, LEAVE, WIDEN = "new", "leave", "widen"


class Schedule(forms.Form):
    upload = forms.FileField(
        label=_("File"),
        help_text=_("A schedule in JSON or a calendar (.ics), of at most 10 MB and 2,000 items."),
        widget=forms.FileInput(attrs={"accept": ".json,.ics,application/json,text/calendar"}),
    )
    language = forms.ChoiceField(
        label=_("Language of texts that name none"),
        choices=settings.LANGUAGES,
        help_text=_("Calendars never name one; schedules do for most items."),
    )


class Take(forms.Form):
    """What a plan asks; a field that it does not ask for is not there."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, plan: Plan, rooms: list[Room], **kwargs: Any) -> None:
        super().__init__(*args, initial={"seen": plan.digest}, **kwargs)
        self.plan, self.known = plan, {str(room.uid): room for room in rooms}
        offered = [(NEW, _("A new room")), *((u, text(r.name)) for u, r in self.known.items())]
        for n, name in enumerate(plan.unknown_rooms):
            self.fields[f"room_{n}"] = forms.ChoiceField(label=name, choices=offered, initial=NEW)
        if plan.outside:
            self.fields["widen"] = forms.ChoiceField(
                label=_("Items outside the meeting"),
                choices=[
                    (LEAVE, _("Leave them out")),
                    (WIDEN, _("Widen the dates of the meeting")),
                ],
                widget=forms.RadioSelect,
                initial=LEAVE,
            )
        if plan.counts[What.REMOVE]:
            self.fields["remove"] = forms.BooleanField(
                label=_("Take off the agenda what the file no longer has"),
                required=False,
                initial=True,
            )
        if plan.new_persons:
            self.fields["confirmed"] = forms.BooleanField(
                label=_("The persons of the file have confirmed"),
                help_text=_(
                    "Only confirmed speakers are shown with their names. Nobody is written to."
                ),
                required=False,
                initial=True,
            )

    @property
    def rooms(self) -> list[Any]:
        return [self[f"room_{n}"] for n, _name in enumerate(self.plan.unknown_rooms)]

    def choices(self, overwrite: list[str]) -> Choices:
        """`overwrite`: names that were ticked on the page."""
        given = self.cleaned_data
        rooms = {
            name: self.known.get(given[f"room_{n}"])
            for n, name in enumerate(self.plan.unknown_rooms)
        }
        return Choices(
            seen=given["seen"],
            rooms=rooms,
            widen=given.get("widen") == WIDEN,
            remove=given.get("remove", True),
            confirmed=given.get("confirmed", True),
            overwrite=frozenset(overwrite),
        )
