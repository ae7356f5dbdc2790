"""One dossier a person and meeting, from the nomination to the seat."""

from django.db import models
from django.db.models import Q

from intersession.access.models import User
from intersession.ledger.models import Identified
from intersession.meetings.models import Meeting
from intersession.membership.models import Entity
from intersession.participation.models.calls import RegistrationQuestion
from intersession.participation.models.delegations import Delegation, Invitation


class Registration(Identified):
    """A person's file for one meeting. A nomination is the same row before the person wrote in it.

    Names are as in the passport (`given_name`, `family_name`) and as on the badge. What is no
    longer needed after the meeting is emptied after `delete_after`.
    """

    class State(models.TextChoices):
        NOMINATED = "nominated"
        SUBMITTED = "submitted"
        CHECKED = "checked"
        APPROVED = "approved"
        RETURNED = "returned"
        WAITING_LIST = "waiting_list"
        CONFIRMED = "confirmed"
        CANCELLED = "cancelled"

    class Role(models.TextChoices):
        HEAD = "head"
        ALTERNATE = "alternate"
        ADVISER = "adviser"
        EXPERT = "expert"
        PARTICIPANT = "participant"

    class Gender(models.TextChoices):
        UNSAID = ""
        WOMAN = "woman"
        MAN = "man"
        OTHER = "other"

    class Title(models.TextChoices):
        NONE = ""
        MR = "mr"
        MS = "ms"
        DR = "dr"
        PROFESSOR = "professor"
        EXCELLENCY_MR = "he_mr"
        EXCELLENCY_MS = "he_ms"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    delegation = models.ForeignKey(
        Delegation, null=True, blank=True, on_delete=models.PROTECT, related_name="nominees"
    )
    invitation = models.ForeignKey(
        Invitation, null=True, blank=True, on_delete=models.PROTECT, related_name="registrations"
    )
    entity = models.ForeignKey(
        Entity, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    affiliation = models.CharField(max_length=200, blank=True)  # where there is no Entity
    stakeholder = models.CharField(max_length=30, choices=Entity.Kind, blank=True)
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=20, choices=State, default=State.NOMINATED)
    role = models.CharField(max_length=20, choices=Role, default=Role.PARTICIPANT)
    position = models.PositiveSmallIntegerField(default=1)  # order of priority in a delegation
    title = models.CharField(max_length=20, choices=Title, blank=True)
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    badge_name = models.CharField(max_length=200)
    function = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=10, default="en")  # of mail and of the own page
    languages = models.JSONField(default=list, blank=True)  # spoken
    from_capital = models.BooleanField(null=True, blank=True)
    gender = models.CharField(max_length=10, choices=Gender, blank=True)  # as declared
    modality = models.CharField(max_length=20, choices=Meeting.Modality, default="in_person")
    support = models.BooleanField(default=False)  # asks for the money to travel
    needs = models.TextField(max_length=1000, blank=True)
    diet = models.CharField(max_length=200, blank=True)
    accessibility = models.TextField(max_length=1000, blank=True)
    # {"list": {"said": true, "at": "…"}}: what may be done with name and picture.
    consents = models.JSONField(default=dict, blank=True)
    answers = models.JSONField(default=dict, blank=True)  # by the uid of a question
    # What was changed after approval and waits for a yes; the column holds what stands approved:
    # [{"field": "function", "now": "…", "at": "…", "returned": "why not"}].
    opened = models.JSONField(default=list, blank=True)
    # Who did what when, and why: [{"act": "approve", "at": "…", "by": "…", "why": "…"}].
    history = models.JSONField(default=list, blank=True)
    reason = models.CharField(max_length=500, blank=True)  # why it was returned or cancelled
    same_as = models.ForeignKey(  # the same human being at another meeting, as somebody said
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="again"
    )
    link_number = models.PositiveSmallIntegerField(default=1)  # a new one shuts the old link
    late_leave = models.BooleanField(default=False)
    badge_number = models.PositiveSmallIntegerField(default=1)  # a new badge voids the old one
    badge_printed_at = models.DateTimeField(null=True, blank=True)
    badge_said = models.CharField(max_length=16, blank=True)  # `badges.said_on` as it was printed
    walked_in_at = models.DateTimeField(null=True, blank=True)  # came without having registered
    other_id = models.CharField(max_length=100, blank=True)  # in the system it was taken in from
    submitted_at = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField()
    delete_after = models.DateField()
    forgotten_at = models.DateTimeField(null=True, blank=True)
    deletion_asked_at = models.DateTimeField(null=True, blank=True)
    deletion_answered_at = models.DateTimeField(null=True, blank=True)
    deletion_answer = models.CharField(max_length=500, blank=True)  # why something is kept
    changes = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["delegation", "position"],
                condition=Q(delegation__isnull=False) & ~Q(state="cancelled"),
                name="one_nominee_per_place_in_the_order",
            ),
            models.UniqueConstraint(
                fields=["meeting", "other_id"],
                condition=~Q(other_id=""),
                name="one_registration_per_other_id",
            ),
        ]
        indexes = [models.Index(fields=["meeting", "state"])]

    def __str__(self) -> str:
        return self.badge_name


class PersonalPaper(Identified):
    """A passport page, a photo, a file asked for: encrypted at rest, deleted on its day."""

    class Kind(models.TextChoices):
        PASSPORT = "passport"
        PHOTO = "photo"
        ANSWER = "answer"

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=10, choices=Kind)
    question = models.ForeignKey(
        RegistrationQuestion, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sealed = models.BinaryField(null=True)  # None once it is deleted
    added_at = models.DateTimeField()
    delete_after = models.DateField()
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "kind"],
                condition=Q(deleted_at=None) & ~Q(kind="answer"),
                name="one_live_paper_of_a_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.registration}"
