"""What may become a theme or a topic, who stands behind it, and where it came from."""

from django.db import models

from intersession.documents.models import Document
from intersession.ledger.models import Identified
from intersession.membership.models import Entity
from intersession.programme.models import Programme
from intersession.ui.text import text


class Proposal(Identified):
    class Kind(models.TextChoices):
        THEME = "theme"
        TOPIC = "topic"

    class State(models.TextChoices):
        DRAFT = "draft"
        CIRCULATED = "circulated"
        DISCUSSED = "discussed"
        AMENDED = "amended"
        MERGED = "merged"
        SELECTED = "selected"
        NOT_SELECTED = "not_selected"
        CARRIED_OVER = "carried_over"

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    slug = models.SlugField(max_length=100, unique=True)
    title = models.JSONField()
    body = models.JSONField(default=dict, blank=True)
    overlap = models.JSONField(default=dict, blank=True)
    proposer = models.ForeignKey(  # null: the Administration
        Entity, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    paragraph = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    made_at = models.DateTimeField()
    in_the_room = models.BooleanField(default=False)
    fictional = models.BooleanField(default=False)

    def __str__(self) -> str:
        return text(self.title, "en")


class ProposalLink(models.Model):
    """`child` came from `parent`: merged, amended, carried over to another year or kind."""

    class How(models.TextChoices):
        MERGED = "merged"
        AMENDED = "amended"
        CARRIED_OVER = "carried_over"

    child = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="parents")
    parent = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="children")
    how = models.CharField(max_length=20, choices=How)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child", "parent"], name="one_link_per_pair"),
            models.CheckConstraint(
                condition=~models.Q(child=models.F("parent")), name="no_proposal_is_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child} {self.how} from {self.parent}"


class CoSponsor(models.Model):
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="co_sponsors")
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "entity"], name="an_entity_co_sponsors_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.entity} for {self.proposal}"


class ProposalComment(Identified):
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="comments")
    entity = models.ForeignKey(
        Entity, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by = models.CharField(max_length=300)
    words = models.TextField(max_length=4000)
    language = models.CharField(max_length=10)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.by} on {self.proposal}"
