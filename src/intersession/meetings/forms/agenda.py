"""Forms of agenda items."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from intersession.meetings import rules
from intersession.meetings.actions import ItemFacts
from intersession.meetings.forms._hours import LEFT_OUT, hour_field
from intersession.meetings.models import AgendaItem, Meeting
from intersession.ui.wording import WordedForm, Wording, date_field


class Item(WordedForm):
    """`facts()` once it is valid."""

    worded = {
        "title": Wording(label=_("Title"), limit=300),
        "detail": Wording(label=_("In a few words"), limit=2000, required=False, rows=2),
    }
    day = date_field(_("Day"))
    hour = hour_field(_("Hour"), required=False)
    minutes = forms.IntegerField(
        label=_("Minutes"), required=False, min_value=1, max_value=rules.LONGEST_ITEM
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=list(rules.KIND_OF_ITEM_NAMES.items()), required=False
    )
    order = ["kind", "day", "hour", "minutes", "title", "detail"]

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        self.zone = ZoneInfo(meeting.time_zone)
        first = {"day": meeting.starts_at.astimezone(self.zone).date()}
        super().__init__(*args, initial=first, **kwargs)

    def clean(self) -> dict[str, Any]:
        super().clean()
        day, hour = self.cleaned_data.get("day"), self.cleaned_data.get("hour")
        if hour and not day and "day" not in self.errors:
            self.add_error("day", _("An hour needs its day."))
        starts_at = rules.local(day, hour, self.zone) if day and hour else None
        if day and hour and starts_at is None:
            self.add_error("hour", LEFT_OUT)
        self.cleaned_data["starts_at"] = starts_at
        return self.cleaned_data

    def facts(self) -> ItemFacts:
        given = self.cleaned_data
        names = ("title", "detail", "starts_at", "minutes")
        kind = given["kind"] or AgendaItem.Kind.OTHER
        return ItemFacts(kind=kind, **{name: given[name] for name in names})
