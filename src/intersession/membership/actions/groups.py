"""Groups that Entities belong to over time."""

from collections.abc import Mapping
from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.membership.models import Group
from intersession.ui.text import text


class GroupTaken(Refusal):
    message = _("There is a group with the code %(code)s already.")


class GroupInUse(Refusal):
    message = _("The group %(name)s cannot be removed: Entities belong to it.")


@transaction.atomic
def add_group(*, code: str, kind: str, name: Mapping[str, str], by: Actor, at: datetime) -> Group:
    """At the end of the groups of its kind."""
    if Group.objects.filter(code=code).exists():
        raise GroupTaken(code=code)
    last = Group.objects.aggregate(last=models.Max("position"))["last"] or 0
    group = Group.objects.create(code=code, kind=kind, name=dict(name), position=last + 1)
    record(Verb.GROUP_ADDED, by=by, at=at, subject=group, code=code, kind=kind, name=group.name)
    return group


@transaction.atomic
def remove_group(*, group: Group, by: Actor, at: datetime) -> None:
    """Only where no Entity belongs to it, or ever did."""
    row = Group.objects.select_for_update().get(pk=group.pk)
    record(Verb.GROUP_REMOVED, by=by, at=at, subject=row, code=row.code)
    try:
        with transaction.atomic():
            row.delete()
    except models.ProtectedError as why:
        raise GroupInUse(name=text(row.name)) from why
