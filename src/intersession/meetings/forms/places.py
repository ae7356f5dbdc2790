"""Forms that move, cancel and copy what stands in an agenda."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intersession.meetings import rules
from intersession.meetings.forms._choices import Rooms
from intersession.meetings.forms._hours import LEFT_OUT, hour_field
from intersession.meetings.models import AgendaItem, Meeting, Room
from intersession.ui.wording import date_field

FURTHEST = 366 * 24 * 60  # minutes at once
LAST_MINUTE = 120_000_000  # in the year 2198


class Place(forms.Form):
    """To a day and hour of the place, `by` so many minutes, or to the minute `at` since 1970: the
    last two are right when clocks are changed, too."""

    day = date_field(_("Day"))
    hour = hour_field(_("Hour"), required=False)
    minutes = forms.IntegerField(
        label=_("Minutes"), required=False, min_value=1, max_value=rules.LONGEST_ITEM
    )
    room = Rooms(Room.objects.all(), label=_("Room"))
    by = forms.IntegerField(required=False, min_value=-FURTHEST, max_value=FURTHEST)
    at = forms.IntegerField(required=False, min_value=0, max_value=LAST_MINUTE)
    seen = forms.IntegerField(required=False)

    def __init__(self, *args: Any, meeting: Meeting, item: AgendaItem, **kwargs: Any) -> None:
        self.zone = rules.zone_of(meeting.time_zone) or UTC
        self.item = item
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data = super().clean() or {}
        by, at = given.get("by"), given.get("at")
        if at is not None:
            given["starts_at"] = datetime.fromtimestamp(at * 60, UTC)
        elif by is not None:
            given["starts_at"] = self._shifted(by)
        elif "hour" not in self.data:
            self.add_error("hour", _("Say to which hour."))
        else:
            given["starts_at"] = self._moment(given.get("day"), given.get("hour"))
        return given

    def _shifted(self, by: int) -> datetime | None:
        if self.item.starts_at is None:
            self.add_error("hour", _("The item has no hour yet: give it one first."))
            return None
        return self.item.starts_at + timedelta(minutes=by)

    def _moment(self, day: Any, hour: Any) -> datetime | None:
        if hour is None:
            return None
        if day is None:
            if "day" not in self.errors:
                self.add_error("day", _("An hour needs its day."))
            return None
        found = rules.local(day, hour, self.zone)
        if found is None:
            self.add_error("hour", LEFT_OUT)
        return found

    def place(self) -> dict[str, Any]:
        """For `actions.place_item`."""
        return {name: self.cleaned_data[name] for name in ("starts_at", "minutes", "room", "seen")}


class Why(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why: it stays in the ledger.")},
    )


class Copy(forms.Form):
    source = forms.ModelChoiceField(queryset=Meeting.objects.all(), to_field_name="slug")
    beside = forms.BooleanField(
        label=_("Add them beside the items that the draft has"), required=False
    )
