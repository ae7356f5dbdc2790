"""What needs a person: a short list of things to do with their hours, the late ones first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intersession.access.guard import Actor
from intersession.access.policy import May
from intersession.consultations.models import (
    Preference,
    Question,
    RegisterEntry,
    SilenceProcedure,
    Suggestion,
)
from intersession.consultations.queries.questions import turnouts
from intersession.documents.queries import translations_due
from intersession.meetings.campaigns import notices_drafted
from intersession.meetings.models import Meeting
from intersession.meetings.queries.speakers import Lacking, lacking
from intersession.outbox.queries.mails import waiting_for_a_person
from intersession.participation.queries import waiting as participation
from intersession.ui.dates import day, duty_day, moment
from intersession.ui.languages import language_name
from intersession.ui.text import listing, text


@dataclass(frozen=True, kw_only=True)
class Need:
    due: datetime
    title: str
    sentence: str
    url: str
    label: str
    main: bool = False
    closes: bool = True  # False: it waits since `due`, and nothing closes then


@dataclass(frozen=True, kw_only=True)
class Needs:
    items: list[Need]
    more: int
    next_meeting: Meeting | None  # told only where nothing waits


MOST = 5


def needs_of(actor: Actor, at: datetime) -> Needs:
    """At most eleven queries, and up to two for each call that is open, whatever there is to do."""
    found = [*_of_questions(actor, at), *_of_silences(actor, at)]
    found += [*_of_mails(actor), *_of_notices(actor), *_of_translations(actor, at)]
    found += [*_of_speakers(actor, at), *_of_delegations(actor, at)]
    found.sort(key=lambda need: need.due)
    items = [*found[:MOST]]
    if items:
        items[0] = _as_main(items[0])
    return Needs(
        items=items,
        more=max(0, len(found) - MOST),
        next_meeting=None if items else _next_meeting(at),
    )


def _next_meeting(at: datetime) -> Meeting | None:
    return Meeting.objects.filter(ends_at__gte=at, cancelled_at=None).order_by("starts_at").first()


def _as_main(need: Need) -> Need:
    return Need(**{**vars(need), "main": True})


def _of_questions(actor: Actor, at: datetime) -> Iterator[Need]:
    rows = list(
        Question.objects.filter(concluded_at=None)
        .select_related("meeting")
        .order_by("closes_at", "position")
    )
    if not (rows and actor.signed_in):
        return
    _count_answers(rows, actor)
    waiting = _unanswered(actor)
    for question in rows:
        yield from _of_question(question, actor, at, waiting)


def _count_answers(rows: list[Any], actor: Actor) -> None:
    """What waits on each question, and for those who call, the turnout. At most two queries."""
    waiting = _waiting(rows, actor) if actor.may_somewhere(May.SEE_WAITING) else {}
    calls = actor.may(May.SEE_MISSING)
    turnout = turnouts(question__concluded_at=None) if calls else {}
    for row in rows:
        row.held, row.late = waiting.get(row.pk, (0, 0))
        row.answered, row.members = turnout.get(row.pk, (0, 0))


def _waiting(rows: list[Any], actor: Actor) -> dict[int, tuple[int, int]]:
    """By question: answers that are held and that came late, of all or of one's own Entity."""
    answers = Preference.objects.filter(question__in=rows)
    if not actor.may(May.SEE_WAITING):
        answers = answers.filter(entity=actor.entity)
    counts = (
        answers.order_by()
        .values_list("question")
        .annotate(
            held=Count("pk", filter=Q(state=Preference.State.HELD)),
            late=Count("pk", filter=Q(state=Preference.State.LATE)),
        )
    )
    return {question: (held, late) for question, held, late in counts}


def _unanswered(actor: Actor) -> set[int]:
    """Questions on whose register the actor's Entity stands, and which it has not answered."""
    if actor.entity is None:
        return set()
    here = {"question": OuterRef("question"), "entity": actor.entity}
    named = Exists(Preference.objects.filter(**here, standing=True))
    said = Exists(Suggestion.objects.filter(**here))
    rows = RegisterEntry.objects.filter(~named, ~said, entity=actor.entity)
    return set(rows.values_list("question", flat=True))


def _of_question(question: Any, actor: Actor, at: datetime, waiting: set[int]) -> Iterator[Need]:
    state = question.state_at(at)
    due = question.closes_at or question.meeting.starts_at
    if state is Question.State.DRAFT and actor.may(May.MANAGE_QUESTIONS):
        yield _need(question, due, _("Open the question"), _("It is a draft."), "detail")
    if state is Question.State.OPEN:
        yield from _while_open(question, actor, due, waiting)
    if state is Question.State.CLOSED:
        yield from _when_closed(question, actor, due)
    if question.held and actor.may_somewhere(May.SETTLE_PREFERENCE):
        words = ngettext("%(n)s answer is held.", "%(n)s answers are held.", question.held)
        sentence = words % {"n": question.held}
        yield _need(question, due, _("Settle which answer stands"), sentence, "waiting")


def _need(question: Question, due: datetime, label: str, sentence: str, page: str) -> Need:
    return Need(
        due=due,
        title=text(question.title),
        sentence=sentence,
        url=reverse(f"consultations:{page}", args=[question.slug]),
        label=label,
    )


def _while_open(question: Any, actor: Actor, due: datetime, waiting: set[int]) -> Iterator[Need]:
    if question.pk in waiting and actor.may(May.PREFER, entity=actor.entity):
        yield _need(question, due, _label(question), _closes(question), "detail")
    missing = question.members - question.answered
    if missing and actor.may(May.SEE_MISSING) and question.kind != Question.Kind.OPEN:
        words = ngettext(
            "%(n)s of %(members)s Members has not answered.",
            "%(n)s of %(members)s Members have not answered.",
            missing,
        )
        sentence = words % {"n": missing, "members": question.members}
        yield _need(question, due, _("Call those who are missing"), sentence, "missing")


def _label(question: Question) -> str:
    if question.kind == Question.Kind.OPEN:
        return _("Answer")
    if question.sets == Question.Sets.TOPICS:
        return _("Choose topics")
    return _("Answer the question")


def _closes(question: Question) -> str:
    if question.kind == Question.Kind.OPEN:
        return _("An answer in words, if your delegation wishes; until %(when)s.") % {
            "when": moment(question.closes_at) if question.closes_at else ""
        }
    return _("Closes %(when)s; not answered yet by your delegation.") % {
        "when": moment(question.closes_at) if question.closes_at else ""
    }


def _when_closed(question: Any, actor: Actor, due: datetime) -> Iterator[Need]:
    if question.kind == Question.Kind.OPEN:
        return
    if actor.may(May.READ_BRIEF):
        sentence = _("Closed. The brief is ready for the Chair.")
        yield _need(question, due, _("Read the brief"), sentence, "brief")
    if question.late and actor.may(May.ACCEPT_LATE):
        words = ngettext("%(n)s answer came late.", "%(n)s answers came late.", question.late)
        sentence = words % {"n": question.late}
        yield _need(question, due, _("Decide on late answers"), sentence, "waiting")


def _of_mails(actor: Actor) -> Iterator[Need]:
    """Mails that only a person can set going again."""
    if not actor.may(May.MANAGE_OUTBOX):
        return
    held, failed, since = waiting_for_a_person()
    if since is None:
        return
    parts = []
    if held:
        parts.append(ngettext("%(n)s mail is held.", "%(n)s mails are held.", held) % {"n": held})
    if failed:
        words = ngettext("%(n)s was not delivered.", "%(n)s were not delivered.", failed)
        parts.append(words % {"n": failed})
    yield Need(
        due=since,
        title=_("Outbox"),
        sentence=" ".join(parts),
        url=f"{reverse('outbox:index')}?state={'held' if held else 'failed'}",
        label=_("Look at the mail"),
        closes=False,
    )


def _of_notices(actor: Actor) -> Iterator[Need]:
    """Meetings that were moved or cancelled, and those invited do not know."""
    if not actor.may(May.WRITE_CAMPAIGN):
        return
    for notice in notices_drafted():
        yield Need(
            due=notice.written_at,
            title=text(notice.title),
            sentence=_("Moved, cancelled or held after all; those invited have not been told."),
            url=reverse("outbox:campaign", args=[notice.uid]),
            label=_("See the notice"),
            closes=False,
        )


def _of_speakers(actor: Actor, at: datetime) -> Iterator[Need]:
    """Who has not said whether they speak, and panels that nobody moderates yet."""
    if not actor.may(May.MANAGE_MEETINGS):
        return
    for one in lacking(at):
        yield Need(
            due=one.meeting.starts_at,
            title=text(one.meeting.title),
            sentence=" ".join(_lacks(one)),
            url=reverse("meetings:speakers", args=[one.meeting.slug]),
            label=_("See the speakers"),
        )


def _lacks(one: Lacking) -> Iterator[str]:
    if one.answers:
        words = ngettext(
            "%(n)s answer of a speaker is missing.",
            "%(n)s answers of speakers are missing.",
            one.answers,
        )
        yield words % {"n": one.answers}
    if one.moderators:
        words = ngettext(
            "Item %(items)s lacks a moderator.",
            "Items %(items)s lack a moderator.",
            len(one.moderators),
        )
        yield words % {"items": listing(one.moderators)}


def _of_delegations(actor: Actor, at: datetime) -> Iterator[Need]:
    """A Mission puts its people forward; the Administration checks the credentials."""
    for one in participation.to_put_forward(actor, at):
        words = _("Until %(when)s; nothing has been sent by your delegation yet.")
        yield Need(
            due=one.until,
            title=text(one.meeting.title),
            sentence=words % {"when": moment(one.until)},
            url=reverse("participation:delegation", args=[one.meeting.slug]),
            label=_("Send your delegation") if one.begun else _("Put forward your people"),
        )
    for waits in participation.to_check(actor, at):
        sentence = ngettext(
            "%(n)s credential of a delegation waits for a check.",
            "%(n)s credentials of delegations wait for a check.",
            waits.credentials,
        )
        yield Need(
            due=waits.due,
            title=text(waits.meeting.title),
            sentence=sentence % {"n": waits.credentials},
            url=reverse("participation:delegations", args=[waits.meeting.slug]) + "?state=sent",
            label=_("Check the credentials"),
        )


def _of_silences(actor: Actor, at: datetime) -> Iterator[Need]:
    if actor.entity is None or not actor.may(May.OBJECT, entity=actor.entity):
        return
    running = SilenceProcedure.objects.filter(
        state=SilenceProcedure.State.RUNNING,
        ends_at__gt=at,
        conclusion__question__register__entity=actor.entity,
        conclusion__question__register__counted=True,
    ).select_related("conclusion__question")
    for silence in running:
        sentence = _("Adopted unless a Member objects by %(when)s.") % {
            "when": moment(silence.ends_at)
        }
        question = silence.conclusion.question
        yield _need(question, silence.ends_at, _("Read the conclusion"), sentence, "detail")


def _of_translations(actor: Actor, at: datetime) -> Iterator[Need]:
    """What is late or due within a week, told as one thing, however many languages it is."""
    if not actor.may(May.MANAGE_DOCUMENTS):
        return
    today = duty_day(at)
    rows = translations_due(today)
    if not rows:
        return
    first = rows[0]
    yield Need(
        due=datetime.combine(
            first.due_on, time(18), tzinfo=ZoneInfo(settings.DUTY_STATION["time_zone"])
        ),
        title=_("Translations of documents"),
        sentence=_first_translation(first) if len(rows) == 1 else _translations(rows, today),
        url=reverse("documents:parity"),
        label=_("See what is missing"),
    )


def _first_translation(version: Any) -> str:
    return _("%(symbol)s in %(language)s was promised by %(day)s.") % {
        "symbol": version.document.symbol,
        "language": language_name(version.language),
        "day": day(version.due_on),
    }


def _translations(rows: list[Any], today: date) -> str:
    late = sum(row.due_on < today for row in rows)
    due = len(rows) - late
    parts = [
        ngettext("%(n)s is late", "%(n)s are late", late) % {"n": late} if late else "",
        ngettext("%(n)s is due within a week", "%(n)s are due within a week", due) % {"n": due}
        if due
        else "",
    ]
    said = listing([part for part in parts if part])
    return _("%(what)s; the first is %(symbol)s in %(language)s.") % {
        "what": said,
        "symbol": rows[0].document.symbol,
        "language": language_name(rows[0].language),
    }
