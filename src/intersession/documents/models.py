"""Numbered documents, one row per language version with its own state; stored files."""

from django.db import models

from intersession.ledger.models import Identified


class Document(Identified):
    class Kind(models.TextChoices):
        DISCUSSION_NOTE = "discussion_note"
        AGENDA = "agenda"
        REPORT = "report"
        SUMMARY = "summary"
        BACKGROUND = "background"
        OUTCOME = "outcome"
        OTHER = "other"

    class Distribution(models.TextChoices):
        GENERAL = "general"
        MEMBERS = "members"
        RESTRICTED = "restricted"

    symbol = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=30, choices=Kind)
    distribution = models.CharField(
        max_length=20, choices=Distribution, default=Distribution.GENERAL
    )
    title = models.JSONField()
    original_language = models.CharField(max_length=10, default="en")
    dated = models.DateField()
    invented = models.BooleanField(default=False)  # a symbol of the example, not of an archive

    def __str__(self) -> str:
        return self.symbol


class StoredFile(Identified):
    """A file kept outside the database under its digest; its type was read from its content."""

    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.FileField(upload_to="stored/")
    stored_at = models.DateTimeField()
    delete_after = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class DocumentVersion(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft"
        IN_TRANSLATION = "in_translation"
        ISSUED = "issued"
        CORRECTED = "corrected"
        REVISED = "revised"
        SUPERSEDED = "superseded"

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    due_on = models.DateField(null=True, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    url = models.URLField(blank=True)  # where it is published elsewhere
    file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="versions"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "language"], name="one_version_per_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.language}"
