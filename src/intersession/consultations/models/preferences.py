"""One Member's answer on one question. A row is one version and its answer never changes."""

import hashlib
import secrets

from django.db import models

from intersession.access.models import Person, User
from intersession.consultations.models.questions import Question
from intersession.documents.models import StoredFile
from intersession.ledger.models import Identified, canonical
from intersession.membership.models import Entity


def receipt_code() -> str:
    """Sixty bits in three groups of four that can be read out on the telephone."""
    letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    code = "".join(secrets.choice(letters) for _ in range(12))
    return "-".join((code[:4], code[4:8], code[8:]))


def salt() -> str:
    return secrets.token_hex(16)


class PreferenceQuerySet(models.QuerySet["Preference"]):
    def standing(self) -> "PreferenceQuerySet":
        """The one version of each Entity that stands (at most one, by constraint)."""
        return self.filter(standing=True)


class Preference(Identified):
    class Channel(models.TextChoices):
        ONLINE = "online"
        FLOOR = "floor"
        PHONE = "phone"
        EMAIL = "e-mail"
        NOTE_VERBALE = "note_verbale"

    class State(models.TextChoices):
        ACCEPTED = "accepted"
        HELD = "held"  # somebody else of the same Member said otherwise
        SET_ASIDE = "set_aside"  # was held, and another version was settled upon
        LATE = "late"  # received after closing, not accepted (yet)
        LATE_ACCEPTED = "late_accepted"

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="preferences")
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    receipt = models.CharField(max_length=14, unique=True, default=receipt_code)
    salt = models.CharField(max_length=32, default=salt)  # of the commitment in the ledger
    approved = models.JSONField(default=list)  # codes of the options, sorted
    reason = models.TextField(max_length=600, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.ACCEPTED)
    standing = models.BooleanField(default=False)
    replaces = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    channel = models.CharField(max_length=20, choices=Channel, default=Channel.ONLINE)
    received_at = models.DateTimeField()
    keyed_at = models.DateTimeField(null=True, blank=True)
    by = models.CharField(max_length=300)  # who said so: name, function, Entity
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    keyed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    scan = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question", "entity", "version"], name="one_row_per_version"
            ),
            models.UniqueConstraint(
                fields=["question", "entity"],
                condition=models.Q(standing=True),
                name="one_answer_stands",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.receipt}, version {self.version}"

    @property
    def commitment(self) -> str:
        """What the ledger holds of an answer: binding it without telling it.

        SHA-256 over the salt and the answer in canonical JSON; the salt stays in the row.
        """
        content = canonical([self.salt, self.approved, self.reason])
        return hashlib.sha256(content.encode()).hexdigest()
