"""One document: its languages and what may follow, what belongs to it, what became of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intersession.access.guard import Actor
from intersession.access.policy import May
from intersession.documents import rules
from intersession.documents.models import Document, DocumentVersion, StoredFile, VersionStep
from intersession.documents.queries.lines import (
    DocumentLine,
    address,
    format_of,
    line,
    lines,
    readable_by,
    strip,
    versions_of,
)
from intersession.ui.dates import duty_day

State = DocumentVersion.State
Relation = Document.Relation
SHAPES: dict[str, str] = {
    State.DRAFT: "planned",
    State.IN_TRANSLATION: "part",
    State.SUPERSEDED: "lock",
}
RELATION_NAMES: dict[str, Any] = {
    Relation.CORRIGENDUM: _("Corrigendum to"),
    Relation.ADDENDUM: _("Addendum to"),
    Relation.AMENDMENT: _("Amendment to"),
    Relation.REVISION: _("Revision of"),
}
DERIVED_NAMES: dict[str, Any] = {
    Relation.CORRIGENDUM: _("Corrigenda"),
    Relation.ADDENDUM: _("Addenda"),
    Relation.AMENDMENT: _("Amendments"),
    Relation.REVISION: _("Revisions"),
}
# What people do with a language, by the state it is in: the name of the page and its words.
VERBS: dict[str, Any] = {
    "draft": _("Keep a draft"),
    "translate": _("Send to translation"),
    "issue": pgettext_lazy("what is done with a document", "Issue"),
    "correct": _("Correct"),
    "revise": _("Revise"),
    "supersede": _("Supersede"),
}
_BEFORE = ("issue", "translate", "draft")
_AFTER = ("correct", "revise", "supersede")


@dataclass(frozen=True, kw_only=True)
class Act:
    name: str
    word: Any
    url: str


@dataclass(frozen=True, kw_only=True)
class VersionLine:
    language: str
    word: Any
    shape: str
    issued_on: date | None
    due_on: date | None
    url: str
    format: str
    acts: list[Act]


@dataclass(frozen=True, kw_only=True)
class Related:
    """The document to which this one belongs, or one kind of what belongs to it."""

    word: Any
    lines: list[DocumentLine]


@dataclass(frozen=True, kw_only=True)
class Step:
    at: datetime
    by: str
    language: str
    word: Any
    note: str
    url: str
    format: str


@dataclass(frozen=True, kw_only=True)
class DocumentPage:
    line: DocumentLine
    versions: list[VersionLine]
    parent: Related | None
    derived: list[Related]
    steps: list[Step]


def document_page(document: Document, actor: Actor, now: datetime) -> DocumentPage:
    """What somebody may read of a document. Five queries at most."""
    found = versions_of([document]).get(document.pk, {})
    manage = actor.may(May.MANAGE_DOCUMENTS)
    parent, derived = _relatives(document, actor)
    return DocumentPage(
        line=line(document, strip(document, found)),
        versions=[
            _version(document, code, found.get(code), duty_day(now), everything=manage)
            for code, _own in settings.LANGUAGES
        ],
        parent=parent,
        derived=derived,
        steps=_steps(document, everything=manage),
    )


def may_open(actor: Actor, stored: StoredFile) -> bool:
    """What was issued by its distribution of today, with the files that were corrected since; all
    else, such as scans, by those who keep files."""
    if actor.may(May.PREFER_ON_BEHALF) or actor.may(May.MANAGE_DOCUMENTS):
        return True
    readable = rules.readable(actor)
    now = Q(
        versions__state__in=rules.OUT,
        versions__document__distribution__in=readable,
    )
    before = Q(
        steps__state__in=rules.OUT,
        steps__version__document__distribution__in=readable,
    )
    return StoredFile.objects.filter(now | before, pk=stored.pk).exists()


def _relatives(document: Document, actor: Actor) -> tuple[Related | None, list[Related]]:
    """Those that somebody may read, with their strips. Two queries."""
    near = Q(parent=document) | Q(pk=document.parent_id)
    rows = list(readable_by(actor).filter(near).order_by("dated", "symbol"))
    shown = dict(zip((row.pk for row in rows), lines(rows), strict=True)) if rows else {}
    parent = shown.get(document.parent_id or 0)
    derived = [
        Related(
            word=word,
            lines=[
                shown[row.pk]
                for row in rows
                if row.relation == relation and row.pk != document.parent_id
            ],
        )
        for relation, word in DERIVED_NAMES.items()
    ]
    above = Related(word=RELATION_NAMES[document.relation], lines=[parent]) if parent else None
    return above, [one for one in derived if one.lines]


def _steps(document: Document, *, everything: bool) -> list[Step]:
    """The latest first. Readers see what was issued, and not who keyed it in. One query."""
    rows = VersionStep.objects.filter(version__document=document)
    if not everything:
        rows = rows.filter(state__in=rules.OUT)
    rows = rows.select_related("version", "file").order_by("-at", "-pk")
    return [_step(row, named=everything) for row in rows[:100]]


def _step(row: VersionStep, *, named: bool) -> Step:
    return Step(
        at=row.at,
        by=row.by if named else "",
        language=row.version.language,
        word=rules.STATE_NAMES[row.state],
        note=row.note,
        url=address(row.file, row.url),
        format=format_of(row.file),
    )


def _acts(document: Document, code: str, state: str | None) -> list[Act]:
    names = _BEFORE if state in rules.TO_COME else () if state == State.SUPERSEDED else _AFTER
    return [
        Act(
            name=name,
            word=VERBS[name],
            url=reverse(f"documents:{name}", args=[document.slug]) + f"?language={code}",
        )
        for name in names
    ]


def _version(
    document: Document,
    code: str,
    version: DocumentVersion | None,
    today: date,
    *,
    everything: bool,
) -> VersionLine:
    """With its file where it is out, or for those who work on it."""
    acts = _acts(document, code, version.state if version else None)
    if version is None:
        return VersionLine(
            language=code,
            word=rules.MISSING,
            shape="late",
            issued_on=None,
            due_on=None,
            url="",
            format="",
            acts=acts,
        )
    out = version.state in rules.OUT
    late = not out and version.due_on is not None and version.due_on < today
    return VersionLine(
        language=code,
        word=rules.STATE_NAMES[version.state],
        shape="late" if late else SHAPES.get(version.state, "done"),
        issued_on=version.issued_on,
        due_on=None if out else version.due_on,
        url=address(version.file, version.url) if out or everything else "",
        format=format_of(version.file) if out or everything else "",
        acts=acts,
    )
