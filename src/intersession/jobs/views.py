"""The page of a job, that tells how far it is and leads on when it is done."""

import hashlib
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from intersession.access.guard import Refusal, signed_in
from intersession.access.once import once
from intersession.access.policy import May
from intersession.jobs import actions, queries, rules
from intersession.jobs.models import Job
from intersession.jobs.sheets import list_sheet
from intersession.ui import sheets


@signed_in
@require_GET
def index(request: Any) -> HttpResponse:
    page = queries.jobs(request.actor, request.GET.get("page"))
    if form := sheets.asked(request):
        everybody = request.actor.may(May.MANAGE_JOBS)
        return sheets.answer(list_sheet(queries.every(page), all_of_them=everybody), form)
    return render(request, "jobs/index.html", {"page": page})


@signed_in
@require_GET
def detail(request: Any, uid: Any) -> HttpResponse:
    """With `follow`, which a page that waits asks for, it leads on once the job is done."""
    row = queries.job_row(_job(request, uid))
    if row.then and "follow" in request.GET:
        return redirect(row.then)
    return render(request, "jobs/detail.html", {"job": row, "refusal": None})


@signed_in
@require_GET
@cache_control(private=True, no_cache=True)
def progress(request: Any, uid: Any) -> HttpResponse:
    """The part of the page that changes; 304 while it did not."""
    row = queries.job_row(_job(request, uid))
    if row.finished:
        following = f"{reverse('jobs:detail', args=[uid])}?follow=1"
        return HttpResponseClientRedirect(following) if request.htmx else redirect(following)
    response = render(request, "jobs/_progress.html", {"job": row})
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


@signed_in
@require_POST
@once
def cancel(request: Any, uid: Any) -> HttpResponse:
    job = _job(request, uid)
    try:
        actions.cancel_job(job=job, by=request.actor, at=request.now)
    except Refusal as refusal:
        job.refresh_from_db()
        context = {"job": queries.job_row(job), "refusal": refusal}
        return render(request, "jobs/detail.html", context, status=422)
    messages.success(request, _("The job is being cancelled. What it finished before stays."))
    return redirect("jobs:detail", uid=uid)


def _job(request: Any, uid: Any) -> Job:
    job: Job = get_object_or_404(Job.objects.select_related("started_by"), uid=uid)
    if not rules.may_see(request.actor, job):
        raise PermissionDenied
    return job
