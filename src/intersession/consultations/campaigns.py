"""Mails to many about a question: invite to answer, remind those who have not, closing soon, the
conclusion. Who has answered is asked again when each mail leaves."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intersession.access.policy import Role
from intersession.consultations.models import (
    Conclusion,
    Preference,
    Question,
    RegisterEntry,
    Suggestion,
)
from intersession.membership import campaigns as membership
from intersession.membership.models import Representation
from intersession.outbox.kinds import Audience, Circle, Kind, Subject, Words
from intersession.outbox.models import Mail
from intersession.outbox.writing import PARTY
from intersession.ui.dates import moment
from intersession.ui.text import text

CAN_ANSWER = (Role.FOCAL_POINT, Role.HEAD_OF_MISSION, Role.OBSERVER)


def _open(at: datetime) -> Any:
    """Questions that name options, open at that hour; nobody is called for words."""
    rows = Question.objects.exclude(kind=Question.Kind.OPEN).select_related("meeting")
    return rows.filter(opened_at__isnull=False, closed_at=None, closes_at__gt=at)


def _find_open(slug: str, at: datetime) -> Subject | None:
    return _subject(_open(at).filter(slug=slug).first())


def _offered_open(at: datetime) -> list[tuple[str, Words]]:
    return [(row.slug, row.title) for row in _open(at).order_by("closes_at", "position")]


def _concluded() -> Any:
    return Question.objects.filter(conclusions__withdrawn_at=None).exclude(concluded_at=None)


def _find_concluded(slug: str, at: datetime) -> Subject | None:
    return _subject(_concluded().filter(slug=slug).first())


def _offered_concluded(at: datetime) -> list[tuple[str, Words]]:
    rows = _concluded().order_by("-concluded_at").distinct()[:20]
    return [(row.slug, row.title) for row in rows]


def _subject(row: Question | None) -> Subject | None:
    if row is None:
        return None
    return Subject(key=row.slug, title=row.title, row=row, link=f"/consultations/{row.slug}/")


def unanswered(question: Any) -> Any:
    """Entries of its register whose Entity has neither a standing answer nor said a word."""
    here = {"question": OuterRef("question"), "entity": OuterRef("entity")}
    named = Exists(Preference.objects.filter(**here, standing=True))
    said = Exists(Suggestion.objects.filter(**here))
    return RegisterEntry.objects.filter(~named, ~said, question=question)


def _to_missing(subject: Subject, at: datetime) -> Audience:
    rows = unanswered(subject.row).filter(counted=True)
    return _audience(rows, at)


def _to_register(subject: Subject, at: datetime) -> Audience:
    return _audience(RegisterEntry.objects.filter(question=subject.row), at)


def _audience(rows: Any, at: datetime) -> Audience:
    named = rows.order_by("entity__slug").values_list("entity", "entity__name")
    parties = [membership.Party(pk=pk, name=name) for pk, name in named]
    return membership.audience_of(parties, CAN_ANSWER, at.date())


def _superfluous(about: str, user: int | None, at: datetime) -> str:
    """Because the question has closed, or each delegation for which they act has answered."""
    question = _open(at).filter(slug=about).first()
    if question is None:
        return _("The question has closed.")
    acting = Representation.objects.in_force(at.date()).filter(user=user, role__in=CAN_ANSWER)
    if unanswered(question).filter(entity__in=acting.values("entity")).exists():
        return ""
    return _("The delegation has answered meanwhile.")


def _values(subject: Subject) -> dict[str, str]:
    question: Any = subject.row
    closes = question.closes_at or question.meeting.starts_at
    return {"question": text(question.title), "closes": moment(closes), "party": PARTY}


def _about() -> str:
    return _("Question: %(question)s\nDelegation: %(party)s")


def _to_answer(subject: Subject, at: datetime) -> tuple[str, str]:
    parts = [
        _("Please say what your delegation prefers, by %(closes)s."),
        _about(),
        _("The answer can be changed until then; the last one counts."),
    ]
    values = _values(subject)
    return _("%(question)s: answer by %(closes)s") % values, "\n\n".join(parts) % values


def _to_remind(subject: Subject, at: datetime) -> tuple[str, str]:
    parts = [
        _("Please answer by %(closes)s: nothing has been received from your delegation so far."),
        _about(),
        _("If it has answered in the meantime, there is nothing more to do."),
    ]
    values = _values(subject)
    return _("Reminder: %(question)s, answer by %(closes)s") % values, "\n\n".join(parts) % values


def _closing(subject: Subject, at: datetime) -> tuple[str, str]:
    parts = [
        _("Please answer before the question closes, on %(closes)s."),
        _about(),
        _("What comes later is received late; the Chair decides whether it is counted."),
    ]
    values = _values(subject)
    return _("Closing soon: %(question)s, %(closes)s") % values, "\n\n".join(parts) % values


def _conclusion(subject: Subject, at: datetime) -> tuple[str, str]:
    question: Any = subject.row
    found = Conclusion.objects.filter(question=question, withdrawn_at=None).first()
    values = {"question": text(question.title), "words": text(found.words) if found else ""}
    subject_line = _("%(question)s: the Chair’s conclusion") % values
    return subject_line, _("Read the Chair’s conclusion.\n\n%(words)s") % values


_MISSING = {
    "missing": Circle(
        name=gettext_lazy("Those who act for the Members that have not answered"), of=_to_missing
    )
}
_REGISTER = {
    "register": Circle(name=gettext_lazy("All who may answer, observers included"), of=_to_register)
}
_ON_REGISTER = gettext_lazy("you act for an Entity on the register of the question")
_ACTION = Mail.Purpose.ACTION_REQUIRED

ASK = Kind(
    code="ask",
    name=gettext_lazy("Invite to answer a question"),
    purpose=_ACTION,
    reason=_ON_REGISTER,
    find=_find_open,
    offered=_offered_open,
    wording=_to_answer,
    circles=_REGISTER,
    superfluous=_superfluous,
)
REMIND = Kind(
    code="remind",
    name=gettext_lazy("Remind those who have not answered"),
    purpose=_ACTION,
    reason=_ON_REGISTER,
    find=_find_open,
    offered=_offered_open,
    wording=_to_remind,
    circles=_MISSING,
    superfluous=_superfluous,
    repeats=True,
)
CLOSING = Kind(
    code="closing",
    name=gettext_lazy("Say that a question closes soon"),
    purpose=_ACTION,
    reason=_ON_REGISTER,
    find=_find_open,
    offered=_offered_open,
    wording=_closing,
    circles=_MISSING,
    superfluous=_superfluous,
)
CONCLUDED = Kind(
    code="concluded",
    name=gettext_lazy("Circulate a conclusion"),
    purpose=Mail.Purpose.FOR_INFORMATION,
    reason=_ON_REGISTER,
    find=_find_concluded,
    offered=_offered_concluded,
    wording=_conclusion,
    circles=_REGISTER,
)
KINDS = (ASK, REMIND, CLOSING, CONCLUDED)
