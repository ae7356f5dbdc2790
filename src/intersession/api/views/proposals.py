"""Operations of proposals."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from intersession.access.policy import MAY_NAMES, May
from intersession.api.operation import PUBLIC, reads, writes
from intersession.api.shapes import Listed, bodies, part
from intersession.api.shapes import proposals as shapes
from intersession.api.views._rows import named, proposal_full, proposal_of, speaks_for, who
from intersession.consultations.actions import proposals as actions
from intersession.consultations.models import Proposal
from intersession.consultations.queries import proposals as queries
from intersession.programme.models import Programme

Full = shapes.ProposalFull


@reads(
    _("Proposals of themes and topics"),
    access=PUBLIC,
    gives=Listed[shapes.ProposalLine],
    asks=shapes.AskProposals,
)
def proposals(request: Any, asked: shapes.AskProposals) -> Listed[shapes.ProposalLine]:
    return part(queries.proposals(asked.kind or "", asked.year), asked, shapes.line)


@reads(
    _("A proposal: who stands behind it, where it came from"),
    access=PUBLIC,
    gives=Full,
)
def proposal(request: Any, slug: str) -> Full:
    return proposal_full(slug)


@writes(
    MAY_NAMES[May.MAKE_PROPOSAL],
    access=May.MAKE_PROPOSAL,
    takes=bodies.Propose,
    gives=Full,
    status=201,
)
def proposals_add(request: Any, body: bodies.Propose) -> Full:
    made = actions.make_proposal(
        programme=named(Programme.objects, year=body.programme),
        kind=body.kind,
        words=_text(body),
        proposer=speaks_for(request, May.MAKE_PROPOSAL),
        fictional=request.example is not None,
        **who(request),
    )
    return proposal_full(made.slug)


def _text(body: bodies.Text) -> actions.Text:
    return actions.Text(title=body.title, body=body.body)


@writes(MAY_NAMES[May.CO_SPONSOR], access=May.CO_SPONSOR, gives=Full)
def proposal_co_sponsor(request: Any, slug: str, body: Any) -> Full:
    entity = speaks_for(request, May.CO_SPONSOR)
    assert entity is not None  # the role is one of an Entity
    actions.co_sponsor(proposal=proposal_of(slug), entity=entity, **who(request))
    return proposal_full(slug)


@writes(
    MAY_NAMES[May.COMMENT_PROPOSAL],
    access=May.COMMENT_PROPOSAL,
    takes=bodies.CommentBody,
    gives=Full,
)
def proposal_comment(request: Any, slug: str, body: bodies.CommentBody) -> Full:
    entity = speaks_for(request, May.COMMENT_PROPOSAL)
    row = proposal_of(slug)
    actions.comment(proposal=row, entity=entity, **body.model_dump(), **who(request))
    return proposal_full(slug)


@writes(
    _("Amend a proposal: a new one that came from it"),
    access=May.MANAGE_PROPOSALS,
    takes=bodies.Text,
    gives=Full,
    status=201,
)
def proposal_amend(request: Any, slug: str, body: bodies.Text) -> Full:
    made = actions.amend_proposal(proposal=proposal_of(slug), words=_text(body), **who(request))
    return proposal_full(made.slug)


@writes(
    _("Carry a proposal over to another year"),
    access=May.MANAGE_PROPOSALS,
    takes=bodies.CarryOne,
    gives=Full,
    status=201,
)
def proposal_carry(request: Any, slug: str, body: bodies.CarryOne) -> Full:
    row, year = proposal_of(slug), named(Programme.objects, year=body.programme)
    made = actions.carry_over(proposal=row, programme=year, kind=body.kind, **who(request))
    return proposal_full(made.slug)


@writes(
    _("Carry over all that was kept for a future programme"),
    access=May.MANAGE_PROPOSALS,
    takes=bodies.CarryAll,
    gives=list[shapes.ProposalLine],
)
def proposals_carry(request: Any, body: bodies.CarryAll) -> list[shapes.ProposalLine]:
    years = {
        "programme": named(Programme.objects, year=body.of),
        "to": named(Programme.objects, year=body.to),
    }
    made = actions.carry_over_unchosen(**years, **who(request))
    return [shapes.line(row) for row in made]


@writes(
    _("Merge proposals into one"),
    access=May.MANAGE_PROPOSALS,
    takes=bodies.Merge,
    gives=Full,
    status=201,
)
def proposals_merge(request: Any, body: bodies.Merge) -> Full:
    rows = [named(Proposal.objects, slug=slug) for slug in dict.fromkeys(body.proposals)]
    made = actions.merge_proposals(proposals=rows, words=_text(body), **who(request))
    return proposal_full(made.slug)
