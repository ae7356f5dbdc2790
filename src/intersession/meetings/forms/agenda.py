"""The form of an agenda item."""

import re
from collections.abc import Mapping
from datetime import UTC, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from intersession.documents.models import Document
from intersession.meetings import rules
from intersession.meetings.actions import ItemFacts
from intersession.meetings.forms._choices import ByUid, Rooms
from intersession.meetings.forms._hours import LEFT_OUT, hour_field
from intersession.meetings.models import AgendaItem, Meeting, Room, Team
from intersession.ui.languages import language_name
from intersession.ui.text import text
from intersession.ui.wording import WordedForm, Wording, date_field

EMPTY_ROWS = 2  # for guiding questions that are still to come
MOST_QUESTIONS = 20
NO_DOCUMENT = _("The register has no document %(symbols)s.")


class Papers(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.symbol} · {text(obj.title)}"


class Item(WordedForm):
    """`facts()` and `documents()` once it is valid. Hours are those of the place of the meeting."""

    worded = {
        "title": Wording(label=_("Title"), limit=300),
        "detail": Wording(label=_("In a few words"), limit=2000, required=False, rows=2),
        "objectives": Wording(label=_("Objectives"), limit=4000, required=False, rows=3),
        "format": Wording(label=_("Format"), limit=1000, required=False, rows=2),
    }
    kind = forms.ChoiceField(
        label=_("Kind"), choices=list(rules.KIND_OF_ITEM_NAMES.items()), required=False
    )
    day = date_field(_("Day"))
    hour = hour_field(_("Hour"), required=False)
    minutes = forms.IntegerField(
        label=_("Minutes"), required=False, min_value=1, max_value=rules.LONGEST_ITEM
    )
    room = Rooms(Room.objects.none(), label=_("Room"), empty_label=_("No room yet"))
    languages = forms.MultipleChoiceField(
        label=_("Interpretation into"), required=False, widget=forms.CheckboxSelectMultiple
    )
    team = ByUid(Team.objects.none(), label=_("Team of interpreters"), empty_label=_("No team yet"))
    papers = Papers(
        label=_("Documents of the meeting"),
        queryset=Document.objects.none(),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    symbols = forms.CharField(
        label=_("Other documents of the register"),
        required=False,
        max_length=1000,
        help_text=_("Their symbols with commas between them, such as IC/2011/7, MC/2342."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    over = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any = None, *, meeting: Meeting, item: AgendaItem | None = None, **kwargs: Any
    ) -> None:
        self.zone = rules.zone_of(meeting.time_zone) or UTC
        self.rows = _rows(data, item)
        self.before = item
        super().__init__(data, initial=kept(meeting, item), **kwargs)
        self._offer(meeting, item)

    def _offer(self, meeting: Meeting, item: AgendaItem | None) -> None:
        fields: Any = self.fields
        rooms, teams = Q(ended=False), list(meeting.teams.order_by("name"))
        papers = Q(pk__in=meeting.papers.values("document"))
        known = {*dict(settings.LANGUAGES)}.union(*(team.languages for team in teams))
        if item:
            rooms |= Q(pk=item.room_id)
            papers |= Q(pk__in=item.documents.values("pk"))
            known |= set(item.languages)
        fields["room"].queryset = Room.objects.filter(rooms).order_by("position", "pk")
        fields["team"].queryset = meeting.teams.order_by("name")
        fields["papers"].queryset = Document.objects.filter(papers).order_by("symbol")
        first = list(dict(settings.LANGUAGES))
        codes = [*first, *sorted(known - set(first))]
        fields["languages"].choices = [(code, language_name(code).capitalize()) for code in codes]

    def wordings(self) -> dict[str, Wording]:
        label = _("Guiding question")
        asked = {
            f"question_{n}": Wording(
                label=format_lazy("{} {}", label, n), limit=1000, required=False
            )
            for n in range(1, self.rows + 1)
        }
        return {**self.worded, **asked}

    def languages_of(self, name: str) -> list[Any]:
        """The fields of one wording, for the page."""
        return [self[one] for one in self._spread(name)]

    def clean_symbols(self) -> list[Document]:
        """In any writing of capital letters; what is not there is named."""
        given = re.split(r"[,;\n]", self.cleaned_data["symbols"])
        asked = list(dict.fromkeys(symbol.strip().upper() for symbol in given if symbol.strip()))
        rows = {row.symbol.upper(): row for row in _by_symbol(asked)} if asked else {}
        if missing := [symbol for symbol in asked if symbol not in rows]:
            raise ValidationError(NO_DOCUMENT, params={"symbols": ", ".join(missing)})
        return [rows[symbol] for symbol in asked]

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
        names = ("starts_at", "minutes", "room", "team")
        asked = (self._wording(f"question_{n}") for n in range(1, self.rows + 1))
        return ItemFacts(
            kind=given["kind"] or AgendaItem.Kind.OTHER,
            languages=tuple(given["languages"]),
            questions=tuple(question for question in asked if question),
            **{name: given[name] for name in names},
            **{name: self._wording(name) for name in self.worded},
        )

    def _wording(self, name: str) -> dict[str, str]:
        """What was written, and what stands there in languages of which the form knows nothing."""
        written: dict[str, str] = self.cleaned_data[name]
        stood = _wordings(self.before).get(name) or {}
        others = {k: v for k, v in stood.items() if k not in dict(settings.LANGUAGES)}
        return {**others, **written} if written else {}

    def documents(self) -> list[Document]:
        """Those that were ticked and those that were named."""
        named = (*self.cleaned_data["papers"], *self.cleaned_data["symbols"])
        return list({row.pk: row for row in named}.values())

    def seen_now(self) -> int | None:
        """What the writer read: the version beside which theirs was shown, where it was."""
        over: int | None = self.cleaned_data["over"]
        return self.cleaned_data["seen"] if over is None else over


def kept(meeting: Meeting, item: AgendaItem | None) -> dict[str, Any]:
    """What stands there, as the form writes it."""
    zone = rules.zone_of(meeting.time_zone) or UTC
    if item is None:
        return _next(meeting, zone)
    local = (item.starts_at or meeting.starts_at).astimezone(zone)
    return {
        **{name: getattr(item, name) for name in ("kind", "minutes", "languages")},
        **_wordings(item),
        "day": local.date(),
        "hour": local.time() if item.starts_at else None,
        "room": item.room.uid if item.room else None,
        "team": item.team.uid if item.team else None,
        "papers": [paper.slug for paper in item.documents.all()],
        "seen": item.changes,
    }


def _next(meeting: Meeting, zone: Any) -> dict[str, Any]:
    """A new item begins where the last one ends, in its languages; the first with the meeting."""
    last = meeting.agenda.filter(starts_at__isnull=False).order_by("starts_at", "pk").last()
    if last is None or last.starts_at is None:
        begins = meeting.starts_at.astimezone(zone)
        return {"day": begins.date(), "hour": begins.time()}
    begins = (last.starts_at + timedelta(minutes=last.minutes or 0)).astimezone(zone)
    hour = begins.time() if last.minutes and begins < meeting.ends_at else None
    return {"day": begins.date(), "hour": hour, "languages": last.languages}


def _wordings(item: AgendaItem | None) -> dict[str, dict[str, str]]:
    if item is None:
        return {}
    asked = {f"question_{n}": words for n, words in enumerate(item.questions, 1)}
    return {name: getattr(item, name) for name in Item.worded} | asked


def _rows(data: Mapping[str, Any] | None, item: AgendaItem | None) -> int:
    """How many guiding questions the form shows: all of them, and some empty rows."""
    sent = [int(n) for n in re.findall(r"question_(\d{1,2})_", " ".join(data or ()))]
    there = len(item.questions) if item else 0
    if sent:
        return min(max(*sent, there), max(MOST_QUESTIONS, there))
    return min(there + EMPTY_ROWS, max(MOST_QUESTIONS, there))


def _by_symbol(symbols: list[str]) -> Any:
    wanted = Q()
    for symbol in symbols[:50]:
        wanted |= Q(symbol__iexact=symbol)
    return Document.objects.filter(wanted)
