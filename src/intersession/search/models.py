"""What can be found: a row for each language of each thing, what was read out of files, and how far
the index has followed the ledger. The words themselves stand in `search_words`, a table that each
database keeps in its own way (migration 0002)."""

from django.db import models


class Row(models.Model):
    """`object_id` and `part` are keys of the live rows: who may read is asked of those."""

    kind = models.CharField(max_length=30)
    object_id = models.BigIntegerField()
    part = models.BigIntegerField(null=True)  # the language version whose text is in it
    language = models.CharField(max_length=10)
    dated = models.DateField(null=True)
    key = models.CharField(max_length=200, db_index=True)  # words of its symbol, for an exact hit
    title_key = models.CharField(max_length=200, db_index=True)
    title = models.CharField(max_length=500)
    note = models.CharField(max_length=200)  # what stands beside the title: a symbol, a place
    url = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id", "language"], name="found_once_in_a_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} {self.language}"


class Text(models.Model):
    """As it was written, for the lines around what was found."""

    row = models.OneToOneField(Row, primary_key=True, on_delete=models.CASCADE, related_name="text")
    text = models.TextField()

    def __str__(self) -> str:
        return self.text[:60]


class FileText(models.Model):
    """What was read out of a stored file, once for each content; "" where nothing could be."""

    sha256 = models.CharField(max_length=64, unique=True)
    text = models.TextField(blank=True)
    readable = models.BooleanField()
    read_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.sha256


class Index(models.Model):
    """The row that is locked by whoever writes the index; `built_at` is null before it was built
    once from nothing."""

    built_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="there_is_one_index")]

    def __str__(self) -> str:
        return f"built {self.built_at}"


class Seen(models.Model):
    """How far a chain of the ledger was followed."""

    chain = models.CharField(max_length=120, unique=True)
    number = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.chain} {self.number}"
