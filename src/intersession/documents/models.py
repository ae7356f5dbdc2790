"""Numbered documents, one row per language version with its own state; stored files; series."""

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

    class Relation(models.TextChoices):
        CORRIGENDUM = "corrigendum"
        ADDENDUM = "addendum"
        AMENDMENT = "amendment"
        REVISION = "revision"

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
    # Both are read from the symbol: MC/2398/Corr.1 is the corrigendum of MC/2398.
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="derived"
    )
    relation = models.CharField(max_length=20, choices=Relation, blank=True)

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


class VersionStep(models.Model):
    """One act in the life of a version: what it became, with which file. Rows are only added."""

    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=20, choices=DocumentVersion.State)
    file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="steps"
    )
    url = models.URLField(blank=True)
    issued_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=300)

    def __str__(self) -> str:
        return f"{self.version} {self.state}"


class Series(Identified):
    """Symbols that count on: "IC/{year}/{n}" gives IC/2011/8 after IC/2011/7."""

    pattern = models.CharField(max_length=60, unique=True)
    name = models.JSONField()
    kind = models.CharField(max_length=30, choices=Document.Kind)
    distribution = models.CharField(
        max_length=20, choices=Document.Distribution, default=Document.Distribution.GENERAL
    )
    session = models.CharField(max_length=10, blank=True)  # what stands for {session} now
    first = models.PositiveIntegerField(default=1)  # where the counting begins in this register
    ended = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.pattern
