"""Operations of lists that come in: received, arranged, looked at, taken in, undone."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from intersession.access.policy import May
from intersession.api.operation import reads, writes
from intersession.api.receiving import Received
from intersession.api.rules import CannotMean, NotKnown
from intersession.api.shapes import Listed, Paged, part
from intersession.api.shapes import sheets as shapes
from intersession.api.views._made import as_octets
from intersession.api.views._rows import named, who
from intersession.imports import actions, forms, queries, work
from intersession.imports.actions.taking import NotArranged, TakenInBefore
from intersession.imports.columns import KINDS
from intersession.imports.models import Import
from intersession.imports.plans import Plan
from intersession.imports.sheets import bad_sheet
from intersession.jobs.models import Job
from intersession.ui import sheets as sheets_out
from intersession.ui.dates import moment

Full = shapes.SheetFull
STILL_OPEN = (Import.State.RECEIVED, Import.State.ARRANGED)


@reads(
    _("What lists can hold, with the fields of their columns"),
    access=May.IMPORT_LISTS,
    gives=list[shapes.SheetKind],
)
def sheets_kinds(request: Any) -> list[shapes.SheetKind]:
    return [shapes.kind(one) for one in KINDS.values()]


@reads(
    _("Lists that came in, the latest first"),
    access=May.IMPORT_LISTS,
    gives=Listed[shapes.SheetRow],
    asks=Paged,
)
def sheets(request: Any, asked: Paged) -> Listed[shapes.SheetRow]:
    rows = Import.objects.select_related("question").defer("seen", "answers")
    return part(rows, asked, shapes.row)


@reads(_("A list: its columns and what they mean"), access=May.IMPORT_LISTS, gives=Full)
def sheet(request: Any, uid: uuid.UUID) -> Full:
    return _full(_load(uid))


@writes(
    _("Send a list: CSV, XLSX, XLS or ODS"),
    access=May.IMPORT_LISTS,
    takes=shapes.SheetFile,
    asks=shapes.AskReceive,
    gives=Full,
    status=201,
)
def sheets_receive(request: Any, asked: shapes.AskReceive, body: Received) -> Full:
    question = None
    if asked.question:
        question = named(queries.questions_to_key_in(), slug=asked.question)
    given = {"upload": body, "kind": asked.kind, "question": question}
    return _full(actions.receive(**given, **who(request)))


@writes(
    _("Say what the columns of a list mean"),
    access=May.IMPORT_LISTS,
    takes=shapes.Arrange,
    gives=Full,
)
def sheet_arrange(request: Any, uid: uuid.UUID, body: shapes.Arrange) -> Full:
    """What may be said is what the form of the page offers."""
    source = _load(uid)
    form = forms.Columns(
        forms.kept(body.columns, body.given),
        kind=KINDS[source.kind],
        table=queries.table_kept(source),
        question=source.question,
    )
    _check(form, forms.kept(body.columns, body.given))
    meaning = {"columns": form.columns(), "given": form.for_all()}
    actions.arrange(source=source, **meaning, **who(request))
    return _full(_load(uid))


@writes(
    _("Say which Entities the names of a list mean"),
    access=May.IMPORT_LISTS,
    takes=shapes.Names,
    gives=Full,
)
def sheet_names(request: Any, uid: uuid.UUID, body: shapes.Names) -> Full:
    source = _load(uid)
    plan = _plan(request, source)
    fields = {one.key: f"n{place}" for place, one in enumerate(plan.asked)}
    said = {fields.get(key, key): slug for key, slug in body.answers.items()}
    form = forms.Names(said, asked=plan.asked)
    _check(form, said)
    meaning = {"columns": source.columns, "given": source.given, "answers": form.answers()}
    actions.arrange(source=source, **meaning, **who(request))
    return _full(_load(uid))


@reads(
    _("What a list would do, row by row, with what cannot be taken in and why"),
    access=May.IMPORT_LISTS,
    gives=shapes.Preview,
    asks=shapes.AskPreview,
)
def sheet_preview(request: Any, uid: uuid.UUID, asked: shapes.AskPreview) -> shapes.Preview:
    source = _load(uid)
    plan = _plan(request, source)
    page = queries.plan_page(source, plan, asked.show or "", None)
    rows = [line for line in plan.lines if asked.show in (None, line.what)]
    return shapes.preview(plan, page, part(rows, asked, shapes.line))


@reads(
    _("The rows that cannot be taken in, each with its reason, as a file to mend"),
    access=May.IMPORT_LISTS,
    gives=None,
    asks=shapes.AskBad,
)
def sheet_bad(request: Any, uid: uuid.UUID, asked: shapes.AskBad) -> HttpResponse:
    source = _load(uid)
    given = queries.given_of(source, source.taken_in_at or request.now)
    found = bad_sheet(source, given, queries.plan_of(given))
    return as_octets(sheets_out.answer(found, asked.sheet))


@writes(
    _("Take a list in: all of it, or nothing"),
    access=May.IMPORT_LISTS,
    takes=shapes.TakeIn,
    gives=Full,
)
def sheet_take_in(request: Any, uid: uuid.UUID, body: shapes.TakeIn) -> Full:
    source = _load(uid)
    given = {"seen": body.seen, "without_bad": body.without_bad}
    if work.is_long(source):
        return _full(source, work.start(work.TAKING, source, **given, **who(request)))
    actions.take_in(source=source, **given, **who(request))
    return _full(_load(uid))


@writes(
    _("Undo a list: all that it did, or nothing"),
    access=May.IMPORT_LISTS,
    gives=Full,
)
def sheet_undo(request: Any, uid: uuid.UUID, body: Any) -> Full:
    source = _load(uid)
    if work.is_long(source):
        return _full(source, work.start(work.UNDOING, source, **who(request)))
    actions.undo(source=source, **who(request))
    return _full(_load(uid))


def _load(uid: uuid.UUID) -> Import:
    found: Import = get_object_or_404(Import.objects.select_related("question"), uid=uid)
    return found


def _full(source: Import, job: Job | None = None) -> Full:
    """Its columns are read from the file, as long as they can still change."""
    open_yet = source.state in STILL_OPEN and bool(source.content)
    table = queries.table_kept(source) if open_yet else None
    return shapes.full(source, table, str(job.uid) if job else "")


def _plan(request: Any, source: Import) -> Plan:
    if source.state == Import.State.RECEIVED:
        raise NotArranged
    if source.state != Import.State.ARRANGED:
        raise TakenInBefore(when=moment(source.taken_in_at or request.now))
    return queries.plan_of(queries.given_of(source, request.now))


def _check(form: Any, said: dict[str, str]) -> None:
    """A form of a page leaves out what it does not know; a program is told."""
    for name in said:
        if name not in form.fields:
            raise NotKnown(name=name[:100])
    for name, why in form.errors.items():
        raise CannotMean(label=str(form.fields[name].label), why=" ".join(why))
