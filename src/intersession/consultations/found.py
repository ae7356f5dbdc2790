"""Proposals and questions are found by their wording; answers never are."""

from collections.abc import Collection, Iterator

from django.db.models import Exists, OuterRef, Q, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor
from intersession.access.policy import May
from intersession.consultations.models import Proposal, Question
from intersession.search.sources import Leaf, Source, by_language


def proposals_readable(actor: Actor) -> Q:
    """A draft has no page."""
    rows = Proposal.objects.filter(pk=OuterRef("object_id"))
    return Q(Exists(rows.exclude(state=Proposal.State.DRAFT)))


def proposals(rows: Collection[Proposal]) -> Iterator[Leaf]:
    for row in rows:
        for code, (title, body, overlap) in by_language(row.title, row.body, row.overlap):
            yield Leaf(
                object_id=row.pk,
                language=code,
                title=title,
                text="\n".join(part for part in (body, overlap) if part),
                dated=row.made_at.date(),
                url=reverse("consultations:proposal", args=[row.slug]),
            )


def questions_readable(actor: Actor) -> Q:
    """A draft is seen by those who manage questions."""
    rows = Question.objects.filter(pk=OuterRef("object_id"))
    return Q(
        Exists(rows if actor.may(May.MANAGE_QUESTIONS) else rows.filter(opened_at__isnull=False))
    )


def questions(rows: Collection[Question]) -> Iterator[Leaf]:
    asked = list(rows)
    prefetch_related_objects(asked, "options")
    for row in asked:
        options = [option.title for option in row.options.all() if not option.withdrawn_at]
        for code, (title, wording, *others) in by_language(row.title, row.wording, *options):
            yield Leaf(
                object_id=row.pk,
                language=code,
                title=title,
                text=" · ".join(part for part in (wording, *others) if part),
                dated=row.opened_at.date() if row.opened_at else None,
                url=reverse("consultations:detail", args=[row.slug]),
            )


PROPOSALS = Source(
    kind="proposal",
    words=_("Proposals"),
    rows=Proposal.objects.all,
    leaves=proposals,
    readable=proposals_readable,
)
QUESTIONS = Source(
    kind="question",
    words=_("Questions"),
    rows=Question.objects.all,
    leaves=questions,
    readable=questions_readable,
)
