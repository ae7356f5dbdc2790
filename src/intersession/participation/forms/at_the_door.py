"""What is sent from a door: a batch of a device, a form without scripts, somebody who walked in."""

import json
import re
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intersession.access.guard import Refusal
from intersession.meetings.models import Meeting
from intersession.participation import at_the_door
from intersession.participation.at_the_door import HalfDay, Read, WalkIn
from intersession.ui.languages import base, get_language
from intersession.ui.text import as_typed

KEY = re.compile(r"[0-9A-Za-z_-]{8,36}")
MOST_WALK_INS = 20  # in one batch: each is compared with everybody


class UnreadableBatch(Refusal):
    message = gettext_lazy("What this device sent cannot be read. Load the page again.")


class TooMuchAtOnce(Refusal):
    message = gettext_lazy("A door sends at most %(most)s reads, and %(walk_ins)s people, at once.")


class WalkInForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    function = forms.CharField(label=gettext_lazy("Function"), max_length=200, required=False)
    of = forms.CharField(
        label=gettext_lazy("Entity or affiliation"),
        max_length=200,
        required=False,
        help_text=gettext_lazy(
            "An Entity as it is called in our lists; other words stand as said."
        ),
    )
    email = forms.EmailField(label=gettext_lazy("E-mail"), max_length=254, required=False)
    listed = forms.BooleanField(
        label=gettext_lazy("Name, function and Entity may stand in the published list"),
        required=False,
    )
    state = forms.ChoiceField(
        label=gettext_lazy("What becomes of it"),
        choices=[
            ("confirmed", gettext_lazy("confirmed: the person goes in now")),
            ("submitted", gettext_lazy("to be checked: the person waits at the desk")),
        ],
        widget=forms.RadioSelect,
        initial="confirmed",
    )

    def facts(self) -> WalkIn:
        given = {**self.cleaned_data}
        return WalkIn(confirmed=given.pop("state") == "confirmed", **given)


class DoorForm(forms.Form):
    """Without scripts: a code or a part of a name, at which door, of which half-day."""

    said = forms.CharField(
        label=gettext_lazy("Code of the badge, or a part of the name"),
        max_length=200,
        required=False,
    )
    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)
    door = forms.CharField(
        label=gettext_lazy("Door"), max_length=at_the_door.LONGEST_DOOR, required=False
    )
    half_day = forms.ChoiceField(label=gettext_lazy("Half-day"))

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        several = [(one.key, one.words) for one in at_the_door.half_days(meeting)]
        self.fields["half_day"].choices = several  # type: ignore[attr-defined]

    def half(self) -> HalfDay | None:
        return at_the_door.half_day_of(self.meeting, self.cleaned_data["half_day"])


class PrintForm(forms.Form):
    """All, only those that are needed, or one by its uid."""

    which = forms.ChoiceField(choices=[("all", "all"), ("new", "new")], required=False)
    uid = forms.UUIDField(required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=[*settings.LANGUAGES, ("all", gettext_lazy("all three"))],
    )

    @staticmethod
    def first() -> dict[str, str]:
        return {"language": base(get_language())}


class TakeBackForm(forms.Form):
    why = forms.CharField(label=gettext_lazy("Why"), max_length=200)


def reads_of(body: bytes, meeting: Meeting) -> list[Read]:
    """What a device sent. A row that is wrong is answered alone; the others are taken."""
    try:
        rows = json.loads(body)["reads"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UnreadableBatch from None
    if not isinstance(rows, list) or not all(_has_key(row) for row in rows):
        raise UnreadableBatch
    new = sum(bool(row.get("walk_in")) for row in rows)
    if len(rows) > at_the_door.MOST_READS or new > MOST_WALK_INS:
        raise TooMuchAtOnce(most=at_the_door.MOST_READS, walk_ins=MOST_WALK_INS)
    half_days = {one.key: one for one in at_the_door.half_days(meeting)}
    return [_read(row, half_days) for row in rows]


def _has_key(row: Any) -> bool:
    return isinstance(row, dict) and bool(KEY.fullmatch(str(row.get("key", ""))))


def _read(row: dict[str, Any], half_days: dict[str, HalfDay]) -> Read:
    half_day = half_days.get(f"{row.get('day', '')}-{row.get('half', '')}")
    door = as_typed(str(row.get("door", "")))[: at_the_door.LONGEST_DOOR]
    plain: dict[str, Any] = {"key": row["key"], "half_day": half_day, "door": door}
    wrong = "" if half_day else _("The meeting has no such half-day.")
    facts, why = _walk_in(row.get("walk_in"))
    return Read(
        **plain,
        at=_moment(row.get("at")),
        code=as_typed(str(row.get("code") or "")).upper()[:100],
        uid=_uid(row.get("uid")),
        walk_in=facts,
        wrong=wrong or why,
    )


def _moment(said: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(said))
        return found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _uid(said: Any) -> UUID | None:
    try:
        return UUID(str(said)) if said else None
    except ValueError:
        return None


def _walk_in(said: Any) -> tuple[WalkIn | None, str]:
    """The same form as on the page reads it."""
    if not said:
        return None, ""
    given = said if isinstance(said, dict) else {}
    form = WalkInForm({name: _plain(value) for name, value in given.items()})
    if form.is_valid():
        return form.facts(), ""
    named = (f"{form.fields[name].label}: {errors[0]}" for name, errors in form.errors.items())
    return None, " ".join(named)


def _plain(value: Any) -> Any:
    return value if isinstance(value, bool) else as_typed(str(value))
