"""Make, amend, merge and carry over proposals; co-sponsor and comment on them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from intersession.access.guard import Actor, Refusal
from intersession.consultations.models import (
    CoSponsor,
    Option,
    Proposal,
    ProposalComment,
    ProposalLink,
)
from intersession.documents.models import Document
from intersession.ledger.record import record
from intersession.ledger.verbs import Verb
from intersession.membership.models import Entity
from intersession.programme.models import Programme
from intersession.ui.text import as_typed, text

Words = dict[str, str]
CLOSED_STATES = (
    Proposal.State.AMENDED,
    Proposal.State.MERGED,
    Proposal.State.SELECTED,
    Proposal.State.CARRIED_OVER,
)
MOST = 4000  # characters of a comment


class NoTitle(Refusal):
    message = _("A proposal needs a title in at least one language.")


class StandsInAQuestion(Refusal):
    message = _(
        "This proposal stands in a question that is put to the membership. It can change when the "
        "Chair has concluded, or when it was withdrawn there."
    )


class NoLongerOpen(Refusal):
    message = _(
        "This proposal was amended, merged, selected or carried over; it can change no more."
    )


class TooFewToMerge(Refusal):
    message = _("Merging needs two different proposals of the same year and kind.")


class OwnProposal(Refusal):
    message = _("Your delegation made this proposal; it stands behind it already.")


class AlreadyCoSponsor(Refusal):
    message = _("Your delegation co-sponsors this proposal already.")


class NothingSaid(Refusal):
    message = _("The comment is empty.")


class TooLong(Refusal):
    message = _("The comment has %(length)s characters; at most %(most)s are kept. Shorten it.")


class BuiltUpon(Refusal):
    message = _("“%(title)s” cannot be taken back: others have built on it already.")


class SameYearAndKind(Refusal):
    message = _("A proposal is carried over to another year, or as the other kind.")


class EarlierYear(Refusal):
    message = _("A proposal is carried over to a later year.")


class NoSuchKind(Refusal):
    message = _("A proposal is of a theme or of a topic.")


@dataclass(frozen=True, kw_only=True)
class Text:
    """The words of a proposal, by language."""

    title: Words
    body: Words = field(default_factory=dict)
    overlap: Words = field(default_factory=dict)


@transaction.atomic
def make_proposal(
    *,
    programme: Programme,
    kind: str,
    words: Text,
    by: Actor,
    at: datetime,
    proposer: Entity | None = None,
    document: Document | None = None,
    paragraph: int | None = None,
    in_the_room: bool = False,
    fictional: bool = False,
    state: str = Proposal.State.CIRCULATED,
) -> Proposal:
    """A theme or topic put forward by the Administration (no proposer) or an Entity."""
    if not any(value.strip() for value in words.title.values()):
        raise NoTitle()
    # Locked: two of the same title in one second each get an address of their own.
    Programme.objects.select_for_update().get(pk=programme.pk)
    proposal = Proposal.objects.create(
        programme=programme,
        kind=Proposal.Kind(kind),
        slug=_slug(programme, words.title),
        title=words.title,
        body=words.body,
        overlap=words.overlap,
        proposer=proposer,
        document=document,
        paragraph=paragraph,
        state=Proposal.State(state),
        made_at=at,
        in_the_room=in_the_room,
        fictional=fictional,
    )
    record(
        Verb.PROPOSAL_MADE,
        by=by,
        at=at,
        subject=proposal,
        programme=programme.year,
        kind=kind,
        title=words.title,
        proposer=proposer.slug if proposer else "",
        in_the_room=in_the_room,
    )
    return proposal


@transaction.atomic
def take_back_proposal(*, proposal: Proposal, by: Actor, at: datetime) -> None:
    """It was recorded in error, and nobody has built on it: no question, comment or lineage."""
    row = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    record(
        Verb.PROPOSAL_TAKEN_BACK,
        by=by,
        at=at,
        subject=row,
        programme=row.programme.year,
        kind=row.kind,
        title=row.title,
    )
    try:
        with transaction.atomic():
            row.delete()
    except models.ProtectedError as why:
        raise BuiltUpon(title=text(row.title)) from why


def _slug(programme: Programme, title: Words) -> str:
    base = slugify(title.get("en") or next(iter(title.values())))[:70].strip("-") or "proposal"
    slug = f"{base}-{programme.year}"
    taken = set(Proposal.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    if slug not in taken:
        return slug
    return f"{slug}-{uuid.uuid4().hex[:6]}"


def _locked(proposal: Proposal) -> Proposal:
    row = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if row.state in CLOSED_STATES:
        raise NoLongerOpen()
    return row


@transaction.atomic
def amend_proposal(*, proposal: Proposal, words: Text, by: Actor, at: datetime) -> Proposal:
    """A new proposal that came from the old one, which stays readable as it was."""
    old = _locked(proposal)
    if _stands(old):
        raise StandsInAQuestion()
    new = make_proposal(
        programme=old.programme,
        kind=old.kind,
        words=words,
        by=by,
        at=at,
        proposer=old.proposer,
        document=old.document,
        paragraph=old.paragraph,
        fictional=old.fictional,
    )
    _link(new, [old], ProposalLink.How.AMENDED, at)
    old.state = Proposal.State.AMENDED
    old.save(update_fields=["state"])
    record(Verb.PROPOSAL_AMENDED, by=by, at=at, subject=new, came_from=str(old.uid))
    return new


def _stands(proposal: Proposal) -> bool:
    options = Option.objects.filter(proposal=proposal, withdrawn_at=None)
    return options.filter(question__opened_at__isnull=False, question__concluded_at=None).exists()


def _link(child: Proposal, parents: Sequence[Proposal], how: str, at: datetime) -> None:
    ProposalLink.objects.bulk_create(
        ProposalLink(child=child, parent=parent, how=how, at=at) for parent in parents
    )


@transaction.atomic
def merge_proposals(
    *, proposals: Sequence[Proposal], words: Text, by: Actor, at: datetime
) -> Proposal:
    """One proposal out of several; the others stay readable as merged into it."""
    rows = [_locked(p) for p in sorted(set(proposals), key=lambda p: p.pk)]
    if len(rows) < 2 or len({(p.programme_id, p.kind) for p in rows}) > 1:
        raise TooFewToMerge()
    if any(_stands(row) for row in rows):
        raise StandsInAQuestion()
    new = make_proposal(programme=rows[0].programme, kind=rows[0].kind, words=words, by=by, at=at)
    _link(new, rows, ProposalLink.How.MERGED, at)
    Proposal.objects.filter(pk__in=[r.pk for r in rows]).update(state=Proposal.State.MERGED)
    parents = [str(row.uid) for row in rows]
    record(Verb.PROPOSALS_MERGED, by=by, at=at, subject=new, came_from=parents)
    return new


@transaction.atomic
def carry_over(
    *, proposal: Proposal, programme: Programme, kind: str, by: Actor, at: datetime
) -> Proposal:
    """The proposal comes back in another year, perhaps as a topic instead of a theme."""
    old = _locked(proposal)
    if _stands(old):
        raise StandsInAQuestion()
    if (old.programme_id, old.kind) == (programme.pk, kind):
        raise SameYearAndKind()
    if programme.year < old.programme.year:
        raise EarlierYear()
    new = make_proposal(
        programme=programme,
        kind=kind,
        words=Text(title=old.title, body=old.body),
        by=by,
        at=at,
        proposer=old.proposer,
        fictional=old.fictional,
    )
    _link(new, [old], ProposalLink.How.CARRIED_OVER, at)
    old.state = Proposal.State.CARRIED_OVER
    old.save(update_fields=["state"])
    record(Verb.PROPOSAL_CARRIED, by=by, at=at, subject=new, came_from=str(old.uid), kind=kind)
    return new


@transaction.atomic
def carry_over_unchosen(
    *, programme: Programme, to: Programme, by: Actor, at: datetime
) -> list[Proposal]:
    """Every proposal kept for a future programme comes back, as the kind that it was."""
    kept = Proposal.objects.filter(programme=programme, state=Proposal.State.NOT_SELECTED)
    return [
        carry_over(proposal=row, programme=to, kind=row.kind, by=by, at=at)
        for row in kept.order_by("pk")
    ]


@transaction.atomic
def co_sponsor(*, proposal: Proposal, entity: Entity, by: Actor, at: datetime) -> CoSponsor:
    row = _locked(proposal)
    if row.proposer_id == entity.pk:
        raise OwnProposal()
    if row.co_sponsors.filter(entity=entity).exists():
        raise AlreadyCoSponsor()
    sponsor = CoSponsor.objects.create(proposal=row, entity=entity, at=at)
    record(Verb.PROPOSAL_COSPONSORED, by=by, at=at, subject=row, entity=entity.slug)
    return sponsor


@transaction.atomic
def comment(
    *,
    proposal: Proposal,
    words: str,
    language: str,
    by: Actor,
    at: datetime,
    entity: Entity | None = None,
) -> ProposalComment:
    said = as_typed(words)
    if not said:
        raise NothingSaid()
    if len(said) > MOST:
        raise TooLong(length=len(said), most=MOST)
    row = ProposalComment.objects.create(
        proposal=proposal,
        entity=entity,
        by=str(by)[:300],
        words=said,
        language=language,
        at=at,
    )
    record(Verb.PROPOSAL_COMMENTED, by=by, at=at, subject=proposal, comment=str(row.uid))
    return row
