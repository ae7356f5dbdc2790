"""Pages of the membership: load, one action or one query, one template."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from intersession.access.guard import Refusal, needs, public, require
from intersession.access.once import once
from intersession.access.policy import May, Role
from intersession.documents.papers import Form, download, in_language, made
from intersession.membership import actions, envelopes, forms, queries, rules
from intersession.membership.labels import KIND_NAMES, STATUS_NAMES
from intersession.membership.models import (
    Entity,
    GroupMembership,
    MembershipStatus,
    Representation,
)
from intersession.membership.panels import panels_of, topics_at
from intersession.membership.papers import list_paper, people_paper
from intersession.membership.sheets import labels_sheet, list_plain, list_sheet, people_sheet
from intersession.ui import sheets
from intersession.ui.languages import get_language

Act = Callable[[dict[str, Any]], Any]


@public
@require_GET
@vary_on_headers("HX-Request")
def index(request: Any) -> HttpResponse:
    """The list; asked by htmx, the list without its frame."""
    asked = forms.Filter(request.GET)
    listing = queries.listing_of(asked.asked(request.today))
    if form := sheets.asked(request):
        return sheets.answer(list_sheet(listing), form)
    # Going back in the browser, htmx asks for the whole page again.
    part = request.htmx and not request.htmx.history_restore_request
    template = "membership/_list.html" if part else "membership/index.html"
    context = {
        "listing": listing,
        "problems": asked.problems(listing),
        "kinds": KIND_NAMES,
        "statuses": STATUS_NAMES,
    }
    return render(request, template, context)


@public
@require_GET
def csv(request: Any) -> HttpResponse:
    """For programs: codes and heads that are the same in every language. A filter that cannot be
    read is refused: nobody would see that it was left out."""
    form = forms.Filter(request.GET)
    listing = queries.listing_of(form.asked(request.today))
    if problems := form.problems(listing):
        said = "".join(f"{problem}\n" for problem in problems)
        return HttpResponse(said, status=422, content_type="text/plain; charset=utf-8")
    return sheets.answer(list_plain(listing), "csv")


@needs(May.READ_CONTACTS)
@require_GET
def people(request: Any) -> HttpResponse:
    """Who acts for whom, by the Entities of the list as it is filtered."""
    require(request.actor, May.READ_CONTACTS)
    listing = _listing(request)
    found = queries.who_acts(listing)
    if form := sheets.asked(request):
        return sheets.answer(people_sheet(listing, found), form)
    context = {"listing": listing, "people": found}
    return render(request, "membership/people.html", context)


@needs(May.READ_CONTACTS)
@require_GET
def labels(request: Any) -> HttpResponse:
    """Postal addresses of the Entities of the list, for envelopes."""
    require(request.actor, May.READ_CONTACTS)
    listing = _listing(request)
    found = queries.addressed(listing)
    if form := sheets.asked(request):
        return sheets.answer(labels_sheet(listing, found), form)
    context = {"listing": listing, "found": found}
    return render(request, "membership/labels.html", context)


@needs(May.READ_CONTACTS)
@require_GET
def labels_pdf(request: Any) -> HttpResponse:
    return _labels(request, "pdf")


@needs(May.READ_CONTACTS)
@require_GET
def labels_docx(request: Any) -> HttpResponse:
    return _labels(request, "docx")


def _labels(request: Any, form: str) -> HttpResponse:
    require(request.actor, May.READ_CONTACTS)
    found = [row.lines for row in queries.addressed(_listing(request)) if row.lines]
    content = envelopes.MAKING[form](found, title=_("Address labels"), language=get_language())
    response = HttpResponse(content, content_type=envelopes.TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="labels.{form}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _listing(request: Any) -> queries.Listing:
    return queries.listing_of(forms.Filter(request.GET).asked(request.today))


@public
@require_GET
def pdf(request: Any) -> HttpResponse:
    return _as_paper(request, "pdf")


@public
@require_GET
def docx(request: Any) -> HttpResponse:
    return _as_paper(request, "docx")


def _as_paper(request: Any, form: Form) -> HttpResponse:
    """The list as it is filtered, in the alphabetical order of the paper's own language."""
    with in_language(request):
        asked = forms.Filter(request.GET).asked(request.today)
        paper = list_paper(queries.listing_of(asked))
        return download(made(paper, form, f"membership-{asked.day.isoformat()}"))


@needs(May.READ_CONTACTS)
@require_GET
def people_pdf(request: Any) -> HttpResponse:
    return _people_paper(request, "pdf")


@needs(May.READ_CONTACTS)
@require_GET
def people_docx(request: Any) -> HttpResponse:
    return _people_paper(request, "docx")


def _people_paper(request: Any, form: Form) -> HttpResponse:
    """Contacts of all: a mission, which may read its own, may not have this list."""
    require(request.actor, May.READ_CONTACTS)
    with in_language(request):
        asked = forms.Filter(request.GET).asked(request.today)
        listing = queries.listing_of(asked)
        paper = people_paper(listing, queries.representatives(listing))
        return download(made(paper, form, f"representatives-{asked.day.isoformat()}"))


@public
@require_GET
def detail(request: Any, slug: str) -> HttpResponse:
    entity = get_object_or_404(Entity, slug=slug)
    actor, own = request.actor, {"entity": entity.pk}
    page = queries.entity_page(
        entity,
        request.today,
        people=actor.may(May.NAME_FOCAL_POINT, **own) or Role.CHAIR in actor.roles,
        contacts=actor.may(May.READ_CONTACTS, **own),
        labels=actor.may(May.DECLARE_PROFILE, **own),
    )
    panels = panels_of(entity, actor, request.now)
    topics = dict(topics_at(request.now)) if page.declared else {}
    context = {"page": page, "panels": panels, "topics": topics}
    return render(request, "membership/detail.html", context)


@needs(May.MANAGE_ENTITIES)
@once
def add(request: Any) -> HttpResponse:
    def act(given: dict[str, Any]) -> Entity:
        return actions.add_entity(**_entity_facts(given), slug=given["slug"], **_who(request))

    return _form_page(request, "add", forms.Add(_posted(request)), act)


@needs(May.MANAGE_ENTITIES)
@once
def change(request: Any, slug: str) -> HttpResponse:
    entity = get_object_or_404(Entity, slug=slug)
    kept = {name: getattr(entity, name) for name in actions.CHANGEABLE}

    def act(given: dict[str, Any]) -> Entity:
        return actions.change_entity(entity=entity, **_entity_facts(given), **_who(request))

    form = forms.EntityFacts(_posted(request), initial=kept)
    return _form_page(request, "change", form, act, entity=entity)


@needs(May.MANAGE_ENTITIES)
@once
def status(request: Any, slug: str) -> HttpResponse:
    entity = get_object_or_404(Entity, slug=slug)

    def act(given: dict[str, Any]) -> Any:
        return actions.give_status(entity=entity, **given, **_who(request))

    form = forms.Status(_posted(request), initial={"since": request.today})
    return _form_page(request, "status", form, act, entity=entity)


@needs(May.MANAGE_ENTITIES)
@once
def status_end(request: Any, slug: str, pk: int) -> HttpResponse:
    row = get_object_or_404(MembershipStatus, pk=pk, entity__slug=slug)

    def act(given: dict[str, Any]) -> Any:
        return actions.end_status(status=row, on=given["on"], **_who(request))

    form = forms.End(_posted(request), initial={"on": row.until or request.today})
    name = STATUS_NAMES[row.kind]
    return _form_page(request, "status_end", form, act, entity=row.entity, name=name)


@needs(May.MANAGE_ENTITIES)
@once
def group(request: Any, slug: str) -> HttpResponse:
    entity = get_object_or_404(Entity, slug=slug)

    def act(given: dict[str, Any]) -> Any:
        return actions.join_group(entity=entity, **given, **_who(request))

    form = forms.JoinGroup(_posted(request), initial={"since": request.today})
    return _form_page(request, "group", form, act, entity=entity)


@needs(May.MANAGE_ENTITIES)
@once
def group_leave(request: Any, slug: str, pk: int) -> HttpResponse:
    row = get_object_or_404(GroupMembership, pk=pk, entity__slug=slug)

    def act(given: dict[str, Any]) -> Any:
        return actions.leave_group(membership=row, on=given["on"], **_who(request))

    form = forms.End(_posted(request), initial={"on": row.until or request.today})
    name = row.group.name
    return _form_page(request, "group_leave", form, act, entity=row.entity, name=name)


@needs(May.NAME_FOCAL_POINT)
@once
def represent(request: Any, slug: str) -> HttpResponse:
    entity = get_object_or_404(Entity, slug=slug)
    require(request.actor, May.NAME_FOCAL_POINT, entity=entity.pk)
    roles = rules.roles_to_name(request.actor, entity.pk)
    acting = queries.in_force(entity, request.today, roles)

    def act(given: dict[str, Any]) -> Any:
        replaced = Representation.objects.filter(pk=given.pop("in_place_of")).first()
        return actions.name_representative(
            entity=entity, in_place_of=replaced, **given, **_who(request)
        )

    initial = {"since": request.today, "language": entity.language}
    form = forms.Represent(_posted(request), roles=roles, acting=acting, initial=initial)
    return _form_page(request, "represent", form, act, entity=entity)


@needs(May.NAME_FOCAL_POINT)
@once
def represent_end(request: Any, slug: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Representation, pk=pk, entity__slug=slug)
    require(request.actor, May.NAME_FOCAL_POINT, entity=row.entity.pk)

    def act(given: dict[str, Any]) -> None:
        actions.end_representation(representation=row, on=given["on"], **_who(request))

    form = forms.EndRepresentation(_posted(request), initial={"on": request.today})
    account = row.user.email
    return _form_page(request, "represent_end", form, act, entity=row.entity, account=account)


@needs(May.DECLARE_PROFILE)
@once
def declare(request: Any, slug: str) -> HttpResponse:
    entity = get_object_or_404(Entity, slug=slug)
    require(request.actor, May.DECLARE_PROFILE, entity=entity.pk)
    topics = topics_at(request.now)
    known = {code for code, _name in topics}
    topic = request.GET.get("topic", "") if request.GET.get("topic") in known else ""

    def act(given: dict[str, Any]) -> Any:
        return actions.declare_profile(entity=entity, topic=topic, **given, **_who(request))

    today = request.today
    initial = {"labels": queries.declared(entity, topic, today), "since": today}
    form = forms.Declare(_posted(request), initial=initial)
    return _form_page(request, "declare", form, act, entity=entity, topics=topics, topic=topic)


@needs(May.MANAGE_ENTITIES)
@once
def load(request: Any) -> HttpResponse:
    def act(given: dict[str, Any]) -> Any:
        chosen = "IOM" if given["with_statuses"] else ""
        in_example = request.example is not None
        return actions.load_states(statuses_of=chosen, in_example=in_example, **_who(request))

    return _form_page(request, "load", forms.Load(_posted(request)), act)


def _posted(request: Any) -> Any:
    return request.POST if request.method == "POST" else None


def _who(request: Any) -> dict[str, Any]:
    return {"by": request.actor, "at": request.now}


def _entity_facts(given: dict[str, Any]) -> dict[str, Any]:
    return {name: given[name] for name in actions.CHANGEABLE}


def _form_page(
    request: Any, page: str, form: Any, act: Act, *, entity: Any = None, **context: Any
) -> HttpResponse:
    """Act on a form that is right and go to the Entity; else the form again, saying why."""
    refusal = None
    if form.is_bound and form.is_valid():
        try:
            made = act(form.cleaned_data)
            return _to(entity or made)
        except Refusal as said:
            refusal = said
    context |= {"form": form, "refusal": refusal, "entity": entity}
    return render(request, f"membership/{page}.html", context, status=422 if form.is_bound else 200)


def _to(place: Any) -> HttpResponse:
    """The page of an Entity, or the list after many were made."""
    if isinstance(place, Entity):
        return redirect("membership:detail", place.slug)
    return redirect("membership:index")
