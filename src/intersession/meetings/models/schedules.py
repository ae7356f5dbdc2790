"""Schedule files that came in, and what of them was taken into the draft."""

from django.db import models

from intersession.ledger.models import Identified
from intersession.meetings.models.meetings import Meeting


class ScheduleFile(Identified):
    """A file as it was sent, from its reading to its taking in; deleted after a month."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="schedule_files")
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.FileField(upload_to="schedules/")
    language = models.CharField(max_length=10)  # of texts that name none
    counts = models.JSONField(default=dict)  # once taken in: {add, change, …}
    by = models.CharField(max_length=300)
    received_at = models.DateTimeField()
    taken_in_at = models.DateTimeField(null=True, blank=True)
    delete_after = models.DateField()

    class Meta:
        ordering = ["-received_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name} for {self.meeting}"


class ScheduleTaken(models.Model):
    """What was taken last, so that a later file is told from what was changed here since.

    `items` and `persons`: by their name in the file, the uid of the row and digests of what stood
    in it: {"uid": …, "was": {column: digest}}. `rooms`: {name in the file: uid of the room}.
    """

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="taken")
    items = models.JSONField(default=dict)
    persons = models.JSONField(default=dict)
    rooms = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"What files said of {self.meeting}"
