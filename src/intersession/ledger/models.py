"""Chains of entries that only grow. A chain per subject, so that a hall that answers does not queue
behind the rest of the house; the main chain holds the heads of the others."""

import hashlib
import json
import uuid
from datetime import UTC
from typing import Any

from django.db import models

GENESIS = "0" * 64
MAIN = "main"


def canonical(value: Any) -> str:
    """One spelling for one value, so that its digest can be worked out again anywhere."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


class Identified(models.Model):
    """A row that the ledger and the exports can name for ever."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class Chain(models.Model):
    """The head row of a chain: the one thing a writer locks, even when there is no entry yet."""

    key = models.CharField(max_length=120, unique=True)
    head = models.CharField(max_length=64, default=GENESIS)
    length = models.PositiveIntegerField(default=0)
    sealed = models.PositiveIntegerField(default=0)  # length when the main chain last held it

    def __str__(self) -> str:
        return f"{self.key}, {self.length} entries"


class OnlyGrows(TypeError):
    """Entries of the ledger are added, never changed and never removed."""


class EntryQuerySet(models.QuerySet["Entry"]):
    def _only_grows(self, *args: Any, **kwargs: Any) -> Any:
        raise OnlyGrows("The ledger only grows.")

    update = delete = bulk_create = bulk_update = _only_grows

    def append(self, entries: "list[Entry]") -> None:
        """In few statements; `ledger.record` has chained them, and nobody else calls this."""
        super().bulk_create(entries)


class Entry(models.Model):
    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=300)
    verb = models.CharField(max_length=80)
    subject = models.CharField(max_length=120)
    # Text, not JSON: a database may respell JSON, and the digest would differ.
    data = models.TextField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="one_entry_per_number"),
            models.UniqueConstraint(fields=["chain", "previous"], name="chain_does_not_fork"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.verb} {self.subject}"

    @property
    def values(self) -> dict[str, Any]:
        return dict(json.loads(self.data))

    def expected_digest(self) -> str:
        """SHA-256 of the digest before and of all that the entry says, its chain included, so
        that no entry can stand in another chain. 64 hexadecimal digits."""
        at = self.at.astimezone(UTC).isoformat()
        content = [self.chain.key, self.number, at, self.by, self.verb, self.subject, self.data]
        return hashlib.sha256((self.previous + canonical(content)).encode()).hexdigest()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise OnlyGrows("The ledger only grows.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise OnlyGrows("The ledger only grows.")


class Run(Identified):
    """One call of a method, kept so that it can be run again to the same answer."""

    method = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    subject = models.CharField(max_length=120)
    inputs = models.TextField()
    inputs_digest = models.CharField(max_length=64, db_index=True)
    seed = models.CharField(max_length=200, blank=True)
    answer = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["method", "version", "subject", "inputs_digest"], name="one_run_per_input"
            )
        ]

    def __str__(self) -> str:
        return f"{self.method} on {self.subject}"
