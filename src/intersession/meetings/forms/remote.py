"""Who takes part from afar: one, many by a list, a change, one's own time zone."""

import codecs
import csv
import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Refusal
from intersession.meetings import remote
from intersession.meetings.actions._places import NamedTwice, PlaceFacts, checked
from intersession.meetings.models import RemotePlace
from intersession.ui.dates import zones

MOST_OCTETS = 1_000_000
MOST_ERRORS = 20
SEPARATORS = ("\t", ";", ",")
# What the first cell says where the first line holds heads.
HEADS = frozenset({"email", "e-mail", "mail", "correo", "courriel", "adresse"})
TOO_LARGE = _("The list has more than 1 MB. Send it in parts of at most %(most)s lines.")
TOO_MANY = _("The list has %(lines)s lines; at most %(most)s can be taken in at once.")
OF_A_LINE = _("Line %(line)s: %(why)s")


class Place(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    address = forms.CharField(
        label=_("Way in: the address of the platform for this person"),
        max_length=remote.LONGEST,
        required=False,
        help_text=_("It begins with https://. Only this person is led to it; it is shown nowhere."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "url"}),
    )
    language = forms.ChoiceField(label=_("Language of mail"), choices=settings.LANGUAGES)

    def facts(self) -> PlaceFacts:
        return PlaceFacts(**{name: self.cleaned_data[name] for name in self._names})

    _names = ("email", "name", "address", "language")


class ChangedPlace(Place):
    """The way in that is there is not shown: an empty field leaves it as it is."""

    shut = forms.BooleanField(label=_("Take the way in back"), required=False)

    def __init__(self, *args: Any, place: RemotePlace, **kwargs: Any) -> None:
        first = {name: getattr(place, name) for name in ("email", "name", "language")}
        super().__init__(*args, initial=first, **kwargs)
        if place.address:
            self.fields["address"].help_text = _(
                "It has been given and is not shown here. Leave the field empty to keep it."
            )
        else:
            del self.fields["shut"]


class Places(forms.Form):
    """`places()` once it is valid: each line is an address, a name, a way in, a language."""

    lines = forms.CharField(
        label=_("One person a line: e-mail, name, link, language"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=_(
            "Parted by commas, semicolons or tabs, as a spreadsheet gives them. Name, link and "
            "language may be left out. Whoever has a place keeps it; a new link replaces the old."
        ),
    )
    file = forms.FileField(
        label=_("Or a CSV file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        file, said = self.cleaned_data.get("file"), self.cleaned_data.get("lines") or ""
        where = "file" if file else "lines"
        if file and file.size > MOST_OCTETS:
            self.add_error("file", TOO_LARGE % {"most": remote.MOST})
            return self.cleaned_data
        rows = list(_rows(_decoded(file.read()) if file else said))
        if not rows and where not in self.errors:
            self.add_error(where, _("The list is empty."))
        if len(rows) > remote.MOST:
            self.add_error(where, TOO_MANY % {"lines": len(rows), "most": remote.MOST})
            return self.cleaned_data
        self.found = list(self._checked(rows, where))
        return self.cleaned_data

    def places(self) -> list[PlaceFacts]:
        return self.found

    def _checked(self, rows: list[tuple[int, list[str]]], where: str) -> Iterator[PlaceFacts]:
        seen: set[str] = set()
        wrong = 0
        for line, cells in rows:
            facts = _facts(cells)
            try:
                email = checked(facts)
                if email in seen:
                    raise NamedTwice(email=email)
            except Refusal as why:
                wrong += 1
                if wrong <= MOST_ERRORS:
                    self.add_error(where, OF_A_LINE % {"line": line, "why": why})
            else:
                seen.add(email)
                yield facts
        if wrong > MOST_ERRORS:
            more = _("%(more)s more lines are not right.") % {"more": wrong - MOST_ERRORS}
            self.add_error(where, more)


class Zone(forms.Form):
    time_zone = forms.CharField(max_length=60)

    def clean_time_zone(self) -> str:
        name = str(self.cleaned_data["time_zone"])
        if name not in zones():
            raise forms.ValidationError(_("Choose a time zone from the list."))
        return name


def _decoded(content: bytes) -> str:
    """As spreadsheets write it: UTF-8 with or without its mark, UTF-16 with one, Windows-1252."""
    wide = content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _rows(said: str) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each line that says something; a first line of heads is left out."""
    sign = max(SEPARATORS, key=said.count)
    for number, line in enumerate(said.replace("\0", "").splitlines(), start=1):
        cells = _cells(line, sign)
        head = number == 1 and cells and cells[0].casefold() in HEADS
        if any(cells) and not head:
            yield number, cells


def _cells(line: str, sign: str) -> list[str]:
    try:
        found = next(csv.reader([line], delimiter=sign, skipinitialspace=True), [])
    except csv.Error:
        found = line.split(sign)
    return [cell.strip().removeprefix("'") for cell in found]


def _facts(cells: list[str]) -> PlaceFacts:
    """E-mail first; a link is known by its scheme, a language by its two letters, what is left is
    the name."""
    email, *others = cells
    address = next((cell for cell in others if _is_link(cell)), "")
    rest = [cell for cell in others if cell and cell != address]
    language = rest.pop() if rest and re.fullmatch(r"[A-Za-z]{2}", rest[-1]) else ""
    return PlaceFacts(email=email, name=" ".join(rest), address=address, language=language.lower())


def _is_link(cell: str) -> bool:
    """Of whatever scheme: one that is refused is not taken for a name."""
    return bool(re.match(r"[A-Za-z][A-Za-z0-9+.-]*:\S", cell)) or "://" in cell
