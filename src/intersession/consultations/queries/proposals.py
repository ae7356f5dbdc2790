"""Reads of proposals with their lineage."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from intersession.consultations.models import (
    Option,
    Proposal,
    ProposalComment,
    ProposalLink,
    Question,
)
from intersession.membership.models import Entity


@dataclass(frozen=True, kw_only=True)
class ProposalPage:
    proposal: Proposal
    parents: list[ProposalLink]
    children: list[ProposalLink]
    co_sponsors: list[Entity]
    comments: list[ProposalComment]
    options: list[Option]


def proposals(kind: str = "", year: int | None = None) -> list[Proposal]:
    """The latest programme first; one query."""
    rows = Proposal.objects.select_related("programme", "proposer", "document")
    if kind in Proposal.Kind.values:
        rows = rows.filter(kind=kind)
    if year:
        rows = rows.filter(programme__year=year)
    return list(rows.exclude(state=Proposal.State.DRAFT).order_by("-programme__year", "kind", "pk"))


def proposal_page(proposal: Proposal) -> ProposalPage:
    links = ProposalLink.objects.filter(Q(child=proposal) | Q(parent=proposal))
    links = links.select_related("parent__programme", "child__programme").order_by("pk")
    return ProposalPage(
        proposal=proposal,
        parents=[link for link in links if link.child_id == proposal.pk],
        children=[link for link in links if link.parent_id == proposal.pk],
        co_sponsors=[row.entity for row in proposal.co_sponsors.select_related("entity")],
        comments=list(proposal.comments.select_related("entity").order_by("at")),
        options=list(
            Option.objects.filter(proposal=proposal).select_related("question").order_by("pk")
        ),
    )


def kinds_asked(question: Question) -> list[str]:
    """Which kinds of proposal a question chooses among."""
    if question.sets == Question.Sets.THEME:
        return [Proposal.Kind.THEME]
    if question.sets == Question.Sets.TOPICS:
        return [Proposal.Kind.TOPIC]
    return [Proposal.Kind.TOPIC, Proposal.Kind.THEME]


def circulated(question: Question) -> QuerySet[Proposal]:
    """Proposals of the year, of the kind the question asks for."""
    return Proposal.objects.filter(
        programme=question.programme_id,
        kind__in=kinds_asked(question),
        state__in=(Proposal.State.CIRCULATED, Proposal.State.DISCUSSED),
    ).order_by("pk")


def may_join(question: Question) -> QuerySet[Proposal]:
    """Those that do not stand in the question yet."""
    standing = question.options.exclude(proposal=None).values("proposal")
    return circulated(question).exclude(pk__in=standing)
