"""Badges as a file: the name large, whom the person comes for, the code for the door."""

from collections.abc import Sequence

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from intersession.documents.making import Badge, badges_as_pdf
from intersession.documents.papers import PDF, Made
from intersession.meetings import rules
from intersession.meetings.models import Meeting
from intersession.membership.labels import KIND_NAMES
from intersession.participation import badges
from intersession.participation.models import Registration
from intersession.participation.wording import ROLES
from intersession.ui.dates import span
from intersession.ui.text import best, text

Role = Registration.Role


def badges_made(meeting: Meeting, rows: Sequence[Registration], languages: Sequence[str]) -> Made:
    """In the first of these languages; the Entity is named in each of them."""
    first = languages[0]
    with translation.override(first):
        title = _("Badges: %(meeting)s") % {"meeting": text(meeting.title)}
        several = [_badge(meeting, row, languages) for row in rows]
    content = badges_as_pdf(several, title=title, language=first)
    named = first if len(languages) == 1 else "all"
    return Made(name=f"badges-{meeting.slug}-{named}.pdf", content_type=PDF, content=content)


def _badge(meeting: Meeting, row: Registration, languages: Sequence[str]) -> Badge:
    code = badges.code_of(row.uid, row.badge_number)
    return Badge(
        meeting=text(meeting.title),
        when=_when(meeting),
        name=row.badge_name,
        function=row.function,
        of=_of(row, languages),
        shape=badges.SHAPES[badges.kind_of(row)],
        mark=_mark(row),
        picture=_picture(code),
        told=_("Code for the door, of %(name)s") % {"name": row.badge_name},
    )


def _of(row: Registration, languages: Sequence[str]) -> tuple[tuple[str, str], ...]:
    if row.entity is None:
        return ((languages[0], row.affiliation),) if row.affiliation else ()
    named: dict[str, str] = {}
    for code in languages:
        found, words = best(row.entity.name, code)
        if words and words not in named.values():
            named[found] = words
    return tuple(named.items())


def _mark(row: Registration) -> str:
    kind = str(KIND_NAMES[badges.kind_of(row)])
    if row.role == Role.PARTICIPANT:
        return kind
    return _("%(kind)s · %(role)s") % {"kind": kind, "role": ROLES[row.role]}


def _when(meeting: Meeting) -> str:
    days = rules.days_of(meeting)
    return str(span(days[0], days[-1]))


def _picture(code: str) -> str:
    import segno  # noqa: PLC0415  only who prints badges needs it

    made = segno.make(code, error="q", micro=False, boost_error=False)
    picture: str = made.svg_inline(border=4, omitsize=True)
    return picture


def languages_asked(asked: str) -> list[str]:
    """ "all" for all of them; one that is not known is the first."""
    codes = [code for code, _own in settings.LANGUAGES]
    return codes if asked == "all" else [asked] if asked in codes else codes[:1]
