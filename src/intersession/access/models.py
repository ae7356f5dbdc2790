"""Accounts (a mailbox that signs in), the persons who act through them, and roles in time."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from intersession.access.policy import ROLE_NAMES, Role
from intersession.ledger.models import Identified


class DatedQuerySet(models.QuerySet[Any]):
    def in_force(self, day: Any) -> "DatedQuerySet":
        """On a date, or on one that is given later (`prepared.Given`)."""
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


class Dated(models.Model):
    """`until` is the first day on which it no longer holds."""

    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
            )
        ]


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, **fields: Any) -> "User":
        user = self.unsaved(email, **fields)
        user.save()
        return user

    def unsaved(self, email: str, **fields: Any) -> "User":
        """For many that are written together."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_unusable_password()
        return user


class User(Identified, AbstractBaseUser):
    """An account: one mailbox. A Mission's mailbox is shared by several persons."""

    email = models.EmailField(unique=True)
    shared = models.BooleanField(default=False)
    language = models.CharField(max_length=10, default="en")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.email


class Person(Identified):
    """A human being who acts through an account. In the example a person is only a role."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="persons")
    name = models.CharField(max_length=150, blank=True)
    function = models.CharField(max_length=150)
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name", "function"], name="a_person_is_named_once_per_account"
            )
        ]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.name, self.function) if part)


class Appointment(Dated):
    """A role of the whole dialogue (Administration, Chair, auditor, donor) held by an account."""

    CHOICES = [(r.value, ROLE_NAMES[r]) for r in Role]

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=30, choices=CHOICES)

    class Meta(Dated.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.user}: {self.role} since {self.since}"


class IdempotencyKey(models.Model):
    """A request that was acted upon: repeating it acts once and is answered the same."""

    key = models.CharField(max_length=120)
    who = models.CharField(max_length=60)
    path = models.CharField(max_length=300)
    status = models.PositiveSmallIntegerField(default=0)
    location = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "who", "path"], name="a_key_acts_once")
        ]

    def __str__(self) -> str:
        return f"{self.key} on {self.path}"
