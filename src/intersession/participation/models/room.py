"""What a room should be, and the lists that were proposed for it."""

from django.db import models
from django.db.models import F, Q

from intersession.ledger.models import Identified, Run
from intersession.meetings.models import Meeting
from intersession.participation.models.registrations import Registration


class RoomRules(Identified):
    """How many funded seats a meeting has, what they may cost, and how the money is shared.

    Money is in the smallest unit of `currency`. `costs` by code of a regional group: what a
    traveller costs where nothing better is known; "" for all others.
    """

    class ShareOf(models.TextChoices):
        NOTHING = ""
        SPEND = "spend"
        BUDGET = "budget"

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="+")
    seats_least = models.PositiveSmallIntegerField()
    seats_most = models.PositiveSmallIntegerField()
    per_entity = models.PositiveSmallIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, default="USD")
    budget = models.PositiveBigIntegerField(null=True, blank=True)
    share_part = models.PositiveSmallIntegerField(default=2)  # two thirds
    share_whole = models.PositiveSmallIntegerField(default=3)
    share_of = models.CharField(max_length=10, choices=ShareOf, blank=True)
    share_wished = models.BooleanField(default=True)
    costs = models.JSONField(default=dict, blank=True)
    changes = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(seats_least__lte=F("seats_most")) & Q(seats_most__gt=0),
                name="a_room_has_from_least_to_most_seats",
            ),
            models.CheckConstraint(
                condition=Q(share_part__lte=F("share_whole")) & Q(share_whole__gt=0),
                name="a_share_is_at_most_the_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"room of {self.meeting}"


class Target(Identified):
    """`least` to `most` seats for those who have all of `values` (one feature, or a pair)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)  # the order in which wishes are met
    values = models.JSONField()  # [["region", "AFRICAN"], ["gender", "woman"]]
    least = models.PositiveSmallIntegerField(null=True, blank=True)
    most = models.PositiveSmallIntegerField(null=True, blank=True)
    wished = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(least__isnull=False) | Q(most__isnull=False),
                name="a_target_asks_for_something",
            ),
            models.CheckConstraint(
                condition=Q(least=None) | Q(most=None) | Q(least__lte=F("most")),
                name="a_target_goes_from_least_to_most",
            ),
        ]

    def __str__(self) -> str:
        return "+".join(f"{feature}:{value}" for feature, value in self.values)


class MustHave(Identified):
    """Somebody who has a seat in any case, with the reason that the Administration gave."""

    registration = models.OneToOneField(Registration, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    by = models.CharField(max_length=300)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.registration} must have a seat"


class ProposedList(Identified):
    """One proposal of who should have a seat, kept with all that led to it."""

    class State(models.TextChoices):
        PROPOSED = "proposed"
        SET_ASIDE = "set_aside"  # a later one stands instead
        OFFERED = "offered"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="lists_are_numbered"),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=~Q(state="set_aside"),
                name="one_list_stands_per_meeting",
            ),
        ]

    def __str__(self) -> str:
        return f"list {self.number} for {self.meeting}"


class Seat(Identified):
    """A person on a proposed list: everybody who was put forward has a row, with a seat or not."""

    class State(models.TextChoices):
        PROPOSED = "proposed"
        RESERVE = "reserve"
        NO_SEAT = "no_seat"
        TAKEN_OUT = "taken_out"
        OFFERED = "offered"
        ACCEPTED = "accepted"
        DECLINED = "declined"

    on = models.ForeignKey(ProposedList, on_delete=models.PROTECT, related_name="seats")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State)
    place = models.PositiveSmallIntegerField()  # of reserves: who comes first
    reason = models.CharField(max_length=40, blank=True)  # a code of the method
    values = models.JSONField(default=dict, blank=True)
    cost = models.PositiveBigIntegerField(default=0)
    overruled = models.CharField(max_length=500, blank=True)  # why a person decided otherwise
    overruled_by = models.CharField(max_length=300, blank=True)
    offered_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    instead_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["on", "registration"], name="one_seat_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.registration}: {self.state}"
