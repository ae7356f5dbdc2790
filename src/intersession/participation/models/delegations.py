"""Who was invited, and whom an Entity puts forward."""

from django.db import models
from django.db.models import Q

from intersession.documents.models import StoredFile
from intersession.ledger.models import Identified
from intersession.meetings.models import Meeting
from intersession.membership.models import Entity


class Invitation(Identified):
    """To an Entity or to a person, with a link of its own; passed on, it stays to be seen."""

    class State(models.TextChoices):
        DRAFT = "draft"
        INVITED = "invited"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        PASSED_ON = "passed_on"
        WITHDRAWN = "withdrawn"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    entity = models.ForeignKey(
        Entity, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200, blank=True)  # of a person, or a role
    email = models.EmailField()
    language = models.CharField(max_length=10, default="en")
    stakeholder = models.CharField(max_length=30, choices=Entity.Kind, blank=True)
    names = models.PositiveSmallIntegerField(default=1)  # how many may come on it
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    link_number = models.PositiveSmallIntegerField(default=1)  # a new one shuts the old link
    told_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=500, blank=True)  # why it was declined
    passed_by = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="passed_to"
    )
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "email"],
                condition=~Q(state__in=["withdrawn", "declined", "passed_on"]),
                name="one_live_invitation_per_mailbox",
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} invited to {self.meeting}"


class Delegation(Identified):
    """The people an Entity sends to a meeting, with one credential document for all of them."""

    class State(models.TextChoices):
        DRAFT = "draft"  # the Entity writes; the Administration sees that it does, not whom
        SENT = "sent"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    credential = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    credential_checked_at = models.DateTimeField(null=True, blank=True)
    names = models.PositiveSmallIntegerField(null=True, blank=True)  # instead of the call's
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    rotation = models.CharField(max_length=500, blank=True)  # who sits when, in words
    late_leave = models.BooleanField(default=False)  # the officer lets it in after the deadline
    on_behalf = models.BooleanField(default=False)  # the Administration writes it, too
    # As it was sent, or as the Administration saw it last: [{"uid": …, "role": …}] in their order.
    sent_as = models.JSONField(default=list, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.CharField(max_length=300, blank=True)
    changes = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "entity"], name="one_delegation_per_entity")
        ]

    def __str__(self) -> str:
        return f"delegation of {self.entity} to {self.meeting}"
