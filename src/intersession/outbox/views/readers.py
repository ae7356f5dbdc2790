"""What readers choose; and, in the example only, what would have arrived in their mailboxes."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from intersession.access.guard import Actor, public, signed_in
from intersession.access.models import User
from intersession.access.once import once
from intersession.access.policy import May
from intersession.outbox import actions, forms, rules
from intersession.outbox.letters import letter_of, read_token
from intersession.outbox.models import Choice, Mail
from intersession.outbox.queries import mailbox as queries
from intersession.outbox.queries.choices import choices_of, history_of


@signed_in
@once
def choices(request: Any) -> HttpResponse:
    user = request.user
    form = forms.Choices(request.POST or None, initial=choices_of([user.pk])[user.pk])
    if form.is_valid():
        actions.choose(user=user, wanted=form.cleaned_data, by=request.actor, at=request.now)
        messages.success(request, _("Your choice is kept. It holds from now on."))
        return redirect("outbox:choices")
    context = {"form": form, "history": history_of(user.pk)}
    return render(request, "outbox/choices.html", context, status=422 if form.errors else 200)


@csrf_exempt  # a mail server sends it, without cookies (RFC 8058); the address is signed
@public
@require_http_methods(["GET", "POST"])
def unsubscribe(request: Any, token: str) -> HttpResponse:
    """To look at the link changes nothing; sending it stops those notices, at once."""
    found = read_token(token)
    user = User.objects.filter(pk=found[0]).first() if found else None
    if user is None or found is None:
        raise Http404
    if request.method == "POST":
        by = Actor(roles=frozenset(), name="By the link in a mail", user=user.pk)
        wanted = dict.fromkeys(found[1], Choice.How.NEVER.value)
        actions.choose(user=user, wanted=wanted, by=by, at=request.now)
    context = {
        "address": user.email,
        "topics": [rules.TOPICS[topic] for topic in found[1]],
        "done": request.method == "POST",
    }
    return render(request, "outbox/unsubscribe.html", context)


@signed_in
@require_GET
def mailbox(request: Any, uid: Any = None) -> HttpResponse:
    """One's own, as anybody has one; all of them for the Administration. In an example only."""
    if request.example is None:
        raise Http404
    page = request.GET.get("page")
    if uid is None and request.actor.may(May.READ_OUTBOX):
        return render(request, "outbox/mailbox.html", {"page": queries.boxes(page), "owner": None})
    owner = _owner(request, uid or request.user.uid)
    found = queries.arrived(owner, page)
    return render(request, "outbox/mailbox.html", {"page": found, "owner": owner})


@signed_in
@require_GET
def mailbox_mail(request: Any, uid: Any) -> HttpResponse:
    if request.example is None:
        raise Http404
    mail: Any = get_object_or_404(Mail, uid=uid, state=Mail.State.SENT, recipient__isnull=False)
    _owner(request, mail.recipient.uid)
    context = {"mail": mail, "letter": letter_of(mail)}
    return render(request, "outbox/mailbox_mail.html", context)


def _owner(request: Any, uid: Any) -> User:
    """What a mail says of an answer is for its delegation, in the example, too."""
    owner = get_object_or_404(User, uid=uid)
    if owner.pk != request.actor.user and not request.actor.may(May.READ_OUTBOX):
        raise PermissionDenied
    return owner
