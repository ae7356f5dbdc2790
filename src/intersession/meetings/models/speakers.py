"""Who speaks at a meeting, in which part of which item, and what they send for it."""

from django.db import models

from intersession.documents.models import StoredFile
from intersession.ledger.models import Identified
from intersession.meetings.models.agenda import AgendaItem
from intersession.meetings.models.meetings import Meeting
from intersession.membership.models import Entity


class Speaker(Identified):
    """A person as speaker at one meeting; without an `entity` it has an `affiliation` in words."""

    class Gender(models.TextChoices):
        UNSAID = ""
        WOMAN = "woman"
        MAN = "man"
        OTHER = "other"

    class Consent(models.TextChoices):
        UNASKED = ""
        YES = "yes"
        NO = "no"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="speakers")
    name = models.CharField(max_length=200)
    function = models.JSONField(default=dict, blank=True)
    entity = models.ForeignKey(
        Entity, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    affiliation = models.JSONField(default=dict, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=10, default="en")  # of mail and of the speaker's page
    stakeholder = models.CharField(max_length=30, choices=Entity.Kind, blank=True)
    gender = models.CharField(max_length=10, choices=Gender, blank=True)  # as declared
    from_capital = models.BooleanField(null=True, blank=True)
    biography = models.JSONField(default=dict, blank=True)
    recording = models.CharField(max_length=10, choices=Consent, blank=True)
    recording_at = models.DateTimeField(null=True, blank=True)
    time_zone = models.CharField(max_length=60, blank=True)  # of a speaker who is far away
    link_number = models.PositiveSmallIntegerField(default=1)  # a new one shuts the old link
    guid = models.CharField(max_length=200, blank=True)  # as a schedule file names the person
    source = models.JSONField(default=dict, blank=True)  # what such a file says beyond all this
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Part(Identified):
    """What a speaker does in an item."""

    class Role(models.TextChoices):
        MODERATOR = "moderator"
        KEYNOTE = "keynote"
        SPEAKER = "speaker"
        DISCUSSANT = "discussant"
        RAPPORTEUR = "rapporteur"

    class State(models.TextChoices):
        PROPOSED = "proposed"
        INVITED = "invited"
        CONFIRMED = "confirmed"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="parts")
    speaker = models.ForeignKey(Speaker, on_delete=models.PROTECT, related_name="parts")
    role = models.CharField(max_length=20, choices=Role, default=Role.SPEAKER)
    position = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=20, choices=State, default=State.PROPOSED)
    title = models.JSONField(default=dict, blank=True)  # of what is presented
    abstract = models.JSONField(default=dict, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    remote = models.BooleanField(default=False)
    invited_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=500, blank=True)  # why it was declined, for us alone
    replaces = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "speaker", "role"], name="one_part_per_role"),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=models.Q(state__in=["proposed", "invited", "confirmed"]),
                name="one_part_stands_for_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.speaker}, {self.role} of {self.item}"


class SpeakerFile(Identified):
    """A presentation or a written statement; a later one of the same kind and language stands."""

    class Kind(models.TextChoices):
        PRESENTATION = "presentation"
        STATEMENT = "statement"

    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=20, choices=Kind)
    language = models.CharField(max_length=10)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    public = models.BooleanField(default=False)  # the speaker agreed to its publication
    held = models.BooleanField(default=False)  # the Administration keeps it back
    at = models.DateTimeField()
    by = models.CharField(max_length=300)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["part", "kind", "language"],
                condition=models.Q(withdrawn_at=None),
                name="one_file_stands_per_kind_and_language",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.part}"
