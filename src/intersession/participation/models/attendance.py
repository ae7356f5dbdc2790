"""Who was in the room, per half-day."""

from django.db import models
from django.db.models import Q

from intersession.ledger.models import Identified
from intersession.participation.models.registrations import Registration


class Attendance(Identified):
    """The first time that a badge was read in a half-day; later ones stand in `again`.

    `key` is made by the device at the door, so that what it sends twice is one row.
    """

    class Half(models.TextChoices):
        MORNING = "morning"
        AFTERNOON = "afternoon"

    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, related_name="attendances"
    )
    day = models.DateField()  # where the meeting is
    half = models.CharField(max_length=10, choices=Half)
    at = models.DateTimeField()  # when the badge was read, as the device says
    received_at = models.DateTimeField()
    door = models.CharField(max_length=80, blank=True)
    key = models.CharField(max_length=36, unique=True)
    by = models.CharField(max_length=300)
    again = models.JSONField(default=list, blank=True)  # [{"key": "…", "at": "…", "door": "…"}]
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.CharField(max_length=300, blank=True)
    taken_back_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "day", "half"],
                condition=Q(taken_back_at=None),
                name="in_the_room_once_per_half_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.registration}, {self.half} of {self.day}"
