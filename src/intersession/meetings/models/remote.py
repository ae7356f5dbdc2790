"""Who takes part from afar, and who asked to be told of changes."""

from django.db import models
from django.db.models import Q

from intersession.access.models import User
from intersession.ledger.models import Identified
from intersession.meetings.models.meetings import Meeting
from intersession.meetings.models.speakers import Speaker


class Follower(models.Model):
    """An account that asked to be told when the published agenda of a meeting changes."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="followers")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "user"], name="one_follower_per_account")
        ]

    def __str__(self) -> str:
        return f"{self.user} follows {self.meeting}"


class RemotePlace(Identified):
    """A person's own way into a meeting from afar. `address` is shown to that person only.

    After `delete_after` only the row and its visits are left, so that they can be counted.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="remote_places")
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    speaker = models.ForeignKey(
        Speaker, null=True, blank=True, on_delete=models.PROTECT, related_name="remote_places"
    )
    email = models.EmailField(blank=True)  # "": who it was is forgotten
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, default="en")
    time_zone = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=1000, blank=True)  # of the platform, https only
    link_number = models.PositiveSmallIntegerField(default=1)  # a new one shuts the old link
    told_at = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField()
    delete_after = models.DateField()  # the address and the name are of no use afterwards

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "email"],
                condition=~Q(email=""),
                name="one_remote_place_per_email",
            ),
            models.CheckConstraint(
                condition=Q(address="") | Q(address__startswith="https://"),
                name="a_remote_address_is_encrypted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} from afar in {self.meeting}"


class RemoteVisit(models.Model):
    """That somebody came in from afar on one half-day; the first time counts."""

    class Half(models.TextChoices):
        MORNING = "morning"
        AFTERNOON = "afternoon"

    place = models.ForeignKey(RemotePlace, on_delete=models.PROTECT, related_name="visits")
    day = models.DateField()  # at the place of the meeting
    half = models.CharField(max_length=10, choices=Half)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "day", "half"], name="one_visit_per_half_day")
        ]

    def __str__(self) -> str:
        return f"{self.place}, {self.day} {self.half}"
