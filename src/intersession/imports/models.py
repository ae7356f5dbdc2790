"""A list somebody dropped in, what its columns mean, and each thing it changed."""

from django.db import models

from intersession.access.models import User
from intersession.consultations.models import Question
from intersession.ledger.models import Identified


class Import(Identified):
    class State(models.TextChoices):
        RECEIVED = "received"
        ARRANGED = "arranged"  # it is said what the columns mean
        TAKEN_IN = "taken_in"
        UNDONE = "undone"

    kind = models.CharField(max_length=20)  # a key of imports.columns.KINDS
    question = models.ForeignKey(  # of a list of preferences
        Question, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    content = models.FileField(upload_to="imports/")
    columns = models.JSONField(default=dict)  # {place of the column: code of the field}
    given = models.JSONField(default=dict)  # {code of the field: what holds for all rows}
    answers = models.JSONField(default=dict)  # {name as written, folded: slug of the Entity meant}
    seen = models.JSONField(default=dict)  # {number of the row: digest of what it would do}
    counts = models.JSONField(default=dict)  # once taken in: {add, change, same, bad, …}
    state = models.CharField(max_length=20, choices=State, default=State.RECEIVED)
    by = models.CharField(max_length=300)
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    taken_in_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    delete_after = models.DateField()

    class Meta:
        ordering = ["-received_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}"


class Remembered(models.Model):
    """What columns with these heads meant the last time, for this kind of list."""

    kind = models.CharField(max_length=20)
    heads = models.CharField(max_length=64)  # SHA-256 of the heads in their order
    columns = models.JSONField(default=dict)
    given = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "heads"], name="one_meaning_for_the_same_heads")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.heads[:12]}"


class Step(models.Model):
    """One thing an import did, with what an undoing needs."""

    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()  # in the order in which they were done
    row = models.PositiveIntegerField()
    did = models.CharField(max_length=30)
    subject = models.BigIntegerField()  # primary key of what was made or changed
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "number"], name="one_step_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.source_id}/{self.number} {self.did}"
