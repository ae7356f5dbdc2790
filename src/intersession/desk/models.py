"""The example: one row says that this database is an example and holds its clock. And the secret
addresses of people’s calendars."""

from django.db import models

from intersession.access.models import User


class Example(models.Model):
    """Made only by loading the example into an empty database, or by importing the archive of an
    example into one; there is no other way to it."""

    stage = models.CharField(max_length=20)
    now = models.DateTimeField()
    loaded_at = models.DateTimeField()
    link_key = models.CharField(max_length=64)  # signs the sign-in addresses of its people

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="there_is_one_example")
        ]

    def __str__(self) -> str:
        return f"Example at stage {self.stage}"


class Tick(models.Model):
    """The row a worker locks, so that what happens at an hour happens once."""

    last_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="there_is_one_tick")]

    def __str__(self) -> str:
        return f"{self.last_at}"


class CalendarAddress(models.Model):
    """Where somebody's own calendar is read. The address is a secret: only its digest is kept."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    read_on = models.DateField(null=True, blank=True)  # the last day on which it was read

    def __str__(self) -> str:
        return f"Calendar of {self.user}"
