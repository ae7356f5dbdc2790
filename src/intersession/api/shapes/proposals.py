"""Proposals, and answers in words to open questions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import Field

from intersession.api.shapes import Paged, Words, chosen, code
from intersession.consultations.models import Proposal
from intersession.consultations.queries.proposals import ProposalPage
from intersession.consultations.queries.suggestions import SuggestionLine


class AskProposals(Paged):
    kind: chosen(Proposal.Kind.values) | None = None
    year: Annotated[int, Field(ge=1951, le=2100)] | None = None


@dataclass(frozen=True, kw_only=True)
class ProposalLine:
    """`proposer` is the slug of an Entity, "" for the Administration."""

    slug: str
    kind: code(Proposal.Kind.values)
    programme: int
    state: code(Proposal.State.values)
    title: Words
    body: Words
    proposer: str
    made_at: datetime


@dataclass(frozen=True, kw_only=True)
class Comment:
    """`entity` is "" for the Administration and the Chair."""

    entity: str
    words: str
    language: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Lineage:
    slug: str
    how: str


@dataclass(frozen=True, kw_only=True)
class ProposalFull:
    proposal: ProposalLine
    co_sponsors: list[str]
    came_from: list[Lineage]
    became: list[Lineage]
    questions: list[str]
    comments: list[Comment]


@dataclass(frozen=True, kw_only=True)
class SuggestionFull:
    """`entity` is null where the reader may not see who said it."""

    uid: str
    entity: Words | None
    words: str
    language: str
    at: datetime
    late: bool
    supports: int
    reply: Words


def line(row: Proposal) -> ProposalLine:
    return ProposalLine(
        slug=row.slug,
        kind=row.kind,
        programme=row.programme.year,
        state=row.state,
        title=row.title,
        body=row.body,
        proposer=row.proposer.slug if row.proposer else "",
        made_at=row.made_at,
    )


def full(page: ProposalPage) -> ProposalFull:
    seen = [option.question.slug for option in page.options if option.question.opened_at]
    return ProposalFull(
        proposal=line(page.proposal),
        co_sponsors=[entity.slug for entity in page.co_sponsors],
        came_from=[Lineage(slug=link.parent.slug, how=link.how) for link in page.parents],
        became=[Lineage(slug=link.child.slug, how=link.how) for link in page.children],
        questions=seen,
        comments=[
            Comment(
                entity=row.entity.slug if row.entity else "",
                words=row.words,
                language=row.language,
                at=row.at,
            )
            for row in page.comments
        ],
    )


def suggestion(found: SuggestionLine) -> SuggestionFull:
    row = found.suggestion
    return SuggestionFull(
        uid=str(row.uid),
        entity=found.entity_name,
        words=row.words,
        language=row.language,
        at=row.at,
        late=found.late,
        supports=found.supports,
        reply=row.reply,
    )
