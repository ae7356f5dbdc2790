"""One registration: as the Administration reads it, and as the person does."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intersession.membership.labels import KIND_NAMES
from intersession.participation import asking, deciding, wording
from intersession.participation.checks_of_registrations import CHECKS, checks, known, name_key
from intersession.participation.completeness import lacking
from intersession.participation.fields import REOPENED, version
from intersession.participation.letters_of_registrations import field_name
from intersession.participation.models import Call, Delegation, Registration
from intersession.participation.queries.attendance import took_part
from intersession.participation.registering import themselves
from intersession.ui.dates import day
from intersession.ui.languages import language_name
from intersession.ui.text import listing, text

DONE: dict[str, Any] = {
    "ask_deletion": gettext_lazy("deletion asked for"),
    "deletion_yes": gettext_lazy("deleted, as asked"),
    "deletion_part": gettext_lazy("deleted, as asked, but for the list of participants"),
    "deletion_no": gettext_lazy("deletion refused"),
    "field_yes": gettext_lazy("a change accepted"),
    "field_no": gettext_lazy("a change returned"),
    "leave": gettext_lazy("leave given to send it after the deadline"),
    "no_leave": gettext_lazy("leave taken back"),
    "link": gettext_lazy("link sent"),
    "correction": gettext_lazy("a correction asked for in the list of participants"),
    "correction_yes": gettext_lazy("a correction made in the list of participants"),
    "correction_no": gettext_lazy("a correction in the list of participants refused"),
    "taken_in": gettext_lazy("taken in from another system"),
    "put_back": gettext_lazy("what a list had changed taken back"),
    "paper": gettext_lazy("paper sent"),
    "paper_deleted": gettext_lazy("paper deleted"),
    "walk_in": gettext_lazy("registered at the door"),
    "badge": gettext_lazy("new badge, for the old one was lost"),
}
YES_NO = {True: gettext_lazy("yes"), False: gettext_lazy("no"), None: gettext_lazy("not said")}
CAPITAL = {
    True: gettext_lazy("from capital"),
    False: gettext_lazy("posted"),
    None: "",
}


@dataclass(frozen=True, kw_only=True)
class Change:
    """A field that was changed after the approval."""

    field: str
    name: str
    before: str
    now: str
    at: datetime
    returned: str


@dataclass(frozen=True, kw_only=True)
class PaperLine:
    uid: str
    name: str
    kind: Any
    word: str
    size: int
    added_at: datetime
    delete_after: date
    code: str


@dataclass(frozen=True, kw_only=True)
class Step:
    at: datetime
    what: Any
    by: str
    why: str
    act: str


@dataclass(frozen=True, kw_only=True)
class Elsewhere:
    """The same human being at another meeting, or perhaps so."""

    uid: str
    slug: str
    meeting: dict[str, str]
    held: datetime
    name: str
    of: Any
    email: str
    word: Any
    state: str
    attended: bool
    why: str  # of a proposal: what is the same


@dataclass(frozen=True, kw_only=True)
class Dossier:
    row: Registration
    seen: str
    shape: str
    word: Any
    of: Any
    sections: list[tuple[Any, list[tuple[Any, Any]]]]
    consents: list[tuple[Any, Any, datetime | None]]
    checks: list[Any]
    lacks: list[str]  # keys of CHECKS
    acts: list[tuple[str, Any, bool]]
    opened: list[Change]
    papers: list[PaperLine]
    history: list[Step]
    linked: list[Elsewhere]
    proposed: list[Elsewhere]
    twins: list[Elsewhere]  # probably the same, at this meeting
    deletion_waits: bool
    late_leave: bool


def dossier(row: Registration, call: Call, at: datetime) -> Dossier:
    of = known(call)
    linked, lacks = _linked(row, at), checks(row, of)
    return Dossier(
        row=row,
        seen=version(row),
        shape=deciding.SHAPES[row.state],
        word=deciding.STATE_NAMES[row.state],
        of=row.entity.name if row.entity else row.affiliation,
        sections=_sections(row, of.questions),
        consents=consents(row),
        checks=[CHECKS[code] for code in lacks],
        lacks=lacks,
        acts=[(act, deciding.ACTS[act].label, deciding.ACTS[act].why) for act in _acts(row)],
        opened=opened(row, of.questions),
        papers=papers(row),
        history=history(row),
        linked=linked,
        proposed=_proposed(row, linked, at),
        twins=_twins(row, of.rows, at),
        deletion_waits=row.deletion_asked_at is not None and row.deletion_answered_at is None,
        late_leave=row.late_leave,
    )


def _acts(row: Registration) -> list[str]:
    return [] if row.forgotten_at else deciding.acts_of(row.state)


def _sections(row: Registration, questions: list[Any]) -> list[tuple[Any, list[tuple[Any, Any]]]]:
    said = {name: shown(name, getattr(row, name)) for name in wording.FIELDS}
    named = wording.FIELDS
    who = ("title", "given_name", "family_name", "badge_name", "gender", "languages")
    where = ("function", "affiliation", "stakeholder", "from_capital")
    reach = ("email", "phone", "language")
    comes = ("modality", "support", "needs", "diet", "accessibility")
    parts: list[tuple[Any, list[tuple[Any, Any]]]] = [
        (_("Who"), [(named[name], said[name]) for name in who]),
        (_("For whom"), [(named[name], said[name]) for name in where]),
        (_("How to reach them"), [(named[name], said[name]) for name in reach]),
        (_("How they take part, and what they need"), [(named[n], said[n]) for n in comes]),
    ]
    answers = [
        (text(one.wording), asking.said(one, row.answers.get(str(one.uid)))) for one in questions
    ]
    return [*parts, (_("Answers to your questions"), answers)]


def shown(name: str, value: Any) -> str:
    """A value of a field in words, in the language in use."""
    if value in ("", None, []):
        return ""
    if name == "languages":
        return listing([str(wording.SPOKEN.get(code, code)) for code in value])
    if name == "language":
        return language_name(value)
    if name == "support":
        return _("yes") if value else ""
    if name == "from_capital":
        return str(CAPITAL[value])
    named = {
        "title": wording.TITLES,
        "gender": wording.GENDERS,
        "modality": wording.MODALITIES,
        "stakeholder": KIND_NAMES,
    }
    return str(named[name].get(value, value)) if name in named else str(value)


def consents(row: Registration) -> list[tuple[Any, Any, datetime | None]]:
    found = []
    for use, name in wording.CONSENT_NAMES.items():
        said = row.consents.get(use, {})
        at = datetime.fromisoformat(said["at"]) if said.get("at") else None
        found.append((name, YES_NO[said.get("said")], at))
    return found


def opened(row: Registration, questions: list[Any]) -> list[Change]:
    named = {str(one.uid): one for one in questions}
    return [_change(row, one, named) for one in row.opened]


def _change(row: Registration, one: dict[str, Any], named: dict[str, Any]) -> Change:
    field, now = one["field"], one["now"]
    kind, _colon, uid = field.partition(":")
    question = named.get(uid)
    if now == "paper" and field not in REOPENED:
        words = (_("the paper before, if there was one"), _("a new paper, in its place"))
    elif question:
        words = (asking.said(question, row.answers.get(uid)), asking.said(question, now))
    else:
        words = (shown(kind, getattr(row, kind, "")), shown(kind, now))
    return Change(
        field=field,
        name=text(question.wording) if question else field_name(field),
        before=words[0] or _("nothing"),
        now=words[1] or _("nothing"),
        at=datetime.fromisoformat(one["at"]),
        returned=one["returned"],
    )


def papers(row: Registration) -> list[PaperLine]:
    """Without their content."""
    held = row.papers.filter(deleted_at=None).select_related("question").defer("sealed")
    return [
        PaperLine(
            uid=str(one.uid),
            name=one.name,
            kind=text(one.question.wording) if one.question else wording.PAPERS[one.kind],
            word=one.name.rpartition(".")[2].upper(),
            size=one.size,
            added_at=one.added_at,
            delete_after=one.delete_after,
            code=one.kind,
        )
        for one in held.order_by("kind", "pk")
    ]


def history(row: Registration) -> list[Step]:
    """The latest first."""
    link = str(themselves(row))
    return [
        Step(
            at=datetime.fromisoformat(step["at"]),
            what=deciding.ACTS[step["act"]].done
            if step["act"] in deciding.ACTS
            else DONE[step["act"]],
            by=_("the person, by their link") if step["by"] == link else step["by"],
            why=step["why"],
            act=step["act"],
        )
        for step in reversed(row.history)
    ]


def _linked(row: Registration, at: datetime) -> list[Elsewhere]:
    root = row.same_as_id or row.pk
    rows = Registration.objects.filter(Q(pk=root) | Q(same_as=root)).exclude(pk=row.pk)
    rows = _with_presence(rows).order_by("-meeting__starts_at", "pk")
    return [_elsewhere(one, "", at) for one in rows]


def _proposed(row: Registration, linked: list[Elsewhere], at: datetime) -> list[Elsewhere]:
    """Of other meetings: the same mail, or the same name and Entity. At most 20."""
    if row.forgotten_at and not row.email:
        return []
    near = Q(pk=None)
    if row.email:
        near |= Q(email__iexact=row.email)
    if row.entity_id:
        near |= Q(entity=row.entity_id)
    elif row.affiliation:
        near |= Q(affiliation__iexact=row.affiliation)
    rows = Registration.objects.filter(near).exclude(meeting=row.meeting_id)
    rows = rows.exclude(delegation__state=Delegation.State.DRAFT)
    rows = _with_presence(rows).order_by("-meeting__starts_at", "pk")[:2000]
    known_already = {one.uid for one in linked}
    found = []
    for one in rows:
        mail = bool(row.email) and one.email.lower() == row.email.lower()
        if str(one.uid) not in known_already and (mail or name_key(one) == name_key(row)):
            words = _("the same mail address") if mail else _("the same name and Entity")
            found.append(_elsewhere(one, words, at))
    return found[:20]


def _with_presence(rows: Any) -> Any:
    came = ExpressionWrapper(took_part(), output_field=BooleanField())
    return rows.select_related("meeting", "entity").annotate(took_part=came)


def _twins(row: Registration, rows: list[Registration], at: datetime) -> list[Elsewhere]:
    found = []
    for one in rows:
        if one.pk == row.pk or one.state not in deciding.LIVE:
            continue
        mail = bool(row.email) and one.email.lower() == row.email.lower()
        if mail or name_key(one) == name_key(row):
            one.meeting = row.meeting
            words = _("the same mail address") if mail else _("the same name and Entity")
            found.append(_elsewhere(one, words, at))
    return found if row.state in deciding.LIVE else []


def _elsewhere(one: Registration, why: str, at: datetime) -> Elsewhere:
    return Elsewhere(
        uid=str(one.uid),
        slug=one.meeting.slug,
        meeting=one.meeting.title,
        held=one.meeting.starts_at,
        name=one.badge_name,
        of=one.entity.name if one.entity else one.affiliation,
        email=one.email,
        word=deciding.STATE_NAMES[one.state],
        state=one.state,
        attended=getattr(one, "took_part", False) and one.meeting.starts_at < at,
        why=why,
    )


@dataclass(frozen=True, kw_only=True)
class Own:
    """What the person reads above and beside the form."""

    row: Registration
    shape: str
    word: Any
    lead: str
    lacks: list[str]
    opened: list[Change]
    papers: list[PaperLine]
    may_write: bool
    sends: bool  # the button says "Send the registration", not "Send the changes"
    keeps: bool
    may_withdraw: bool
    closes_at: datetime
    closed: bool
    delete_after: date
    history: list[Step]


def own(row: Registration, call: Call, questions: list[Any], at: datetime) -> Own:
    closed = not deciding.in_time(row, call, at)
    return Own(
        row=row,
        shape=deciding.SHAPES[row.state],
        word=deciding.STATE_NAMES[row.state],
        lead=_lead(row, call, closed),
        lacks=lacking(row, call),
        opened=opened(row, questions),
        papers=papers(row),
        may_write=row.state in deciding.LIVE and row.forgotten_at is None,
        sends=deciding.may("keep", row.state),
        keeps=deciding.may("keep", row.state),
        may_withdraw=row.state in deciding.LIVE and at < row.meeting.ends_at,
        closes_at=call.registrations_close_at,
        closed=closed,
        delete_after=row.delete_after,
        history=history(row),
    )


def _lead(row: Registration, call: Call, closed: bool) -> str:
    State = Registration.State
    if row.forgotten_at:
        return _(
            "The meeting is over. Your papers, and what you needed, were deleted on %(day)s; your "
            "name, function, Entity and mail address are still kept."
        ) % {"day": day(row.forgotten_at.date())}
    if row.state == State.NOMINATED and closed:
        return _(
            "Registrations closed on %(day)s, and yours was not sent. You can keep what you write; "
            "to send it, ask the Administration for leave."
        ) % {"day": day(call.registrations_close_at.date())}
    words = {
        State.NOMINATED: _(
            "Your registration is not sent yet. Keep what you write and finish later."
        ),
        State.RETURNED: _("Please mend this and send it again: “%(why)s”"),
        State.SUBMITTED: _("Your registration has arrived; the Administration checks it."),
        State.CHECKED: _("Your registration has arrived; the Administration checks it."),
        State.APPROVED: _("Your registration is approved. What you change is looked at by itself."),
        State.CONFIRMED: _("Your place is confirmed. What you change is looked at by itself."),
        State.WAITING_LIST: _("You are on the waiting list; we write to you when a seat is free."),
        State.CANCELLED: _("Your registration is cancelled."),
    }
    return words[row.state] % {"why": row.reason}
