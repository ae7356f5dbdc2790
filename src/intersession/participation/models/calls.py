"""What a meeting asks for: until when, how many names and seats, which papers."""

from django.db import models
from django.db.models import Q

from intersession.ledger.models import Identified
from intersession.meetings.models import Meeting


class Call(Identified):
    """The call for nominations and registrations of one meeting. Hours are those that bind."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="+")
    opens_at = models.DateTimeField()
    nominations_close_at = models.DateTimeField()
    registrations_close_at = models.DateTimeField()
    names = models.PositiveSmallIntegerField(default=4)  # an Entity may put forward
    seats = models.PositiveSmallIntegerField(default=2)  # of them in the room at one time
    # Other limits, by kind of Entity: {"ngo": {"names": 2, "seats": 1}}.
    limits = models.JSONField(default=dict, blank=True)
    credential = models.BooleanField(default=True)  # a delegation needs a note verbale
    photo = models.BooleanField(default=False)
    passport = models.BooleanField(default=False)
    lists_close_at = models.DateTimeField(null=True, blank=True)  # corrections to the list
    words = models.JSONField(default=dict, blank=True)  # what invitees should know, by language

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(nominations_close_at__gt=models.F("opens_at"))
                & Q(registrations_close_at__gte=models.F("nominations_close_at")),
                name="a_call_closes_after_it_opens",
            )
        ]

    def __str__(self) -> str:
        return f"call for {self.meeting}"


class RegistrationQuestion(Identified):
    """What the Administration asks beside what every dossier holds."""

    class Kind(models.TextChoices):
        TEXT = "text"
        CHOICE = "choice"
        CHOICES = "choices"
        YES_NO = "yes_no"
        NUMBER = "number"
        DATE = "date"
        FILE = "file"

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=Kind)
    wording = models.JSONField()  # by language
    help = models.JSONField(default=dict, blank=True)
    choices = models.JSONField(default=list, blank=True)  # [{"code": "a", "wording": {…}}]
    # For which kinds of Entity an answer is needed; ["*"]: for all.
    required_for = models.JSONField(default=list, blank=True)
    # Asked only where another was answered so: {"question": uid, "is": "a"}.
    condition = models.JSONField(default=dict, blank=True)
    ended = models.BooleanField(default=False)  # not asked any more; answers stay

    def __str__(self) -> str:
        return f"question {self.position} of {self.call}"
